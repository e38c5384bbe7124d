/** A place where Microsoft's texts are ambiguous or slip, and how this project reads it. rendezvous-api 5.4. */
export interface Reading {
  /** What follows from the reading, in one sentence. */
  readonly text: string;
  /** Where the problem stands in Microsoft's texts. */
  readonly source: string;
  readonly problem: string;
  /** Why it is read this way. */
  readonly reading: string;
  /** Section of docs/spec/rendezvous.md. */
  readonly section: string;
  /** The place in the package that holds the reading: a file below `src`, and a name in it. */
  readonly held: readonly [file: string, name: string];
}

/** Under ids that never change. A test of this folder fails when one is not cited, or when its place has gone. */
export const READINGS = {
  A1: {
    text: 'the messenger is the source of the events, and the application listens',
    source: 'overview, introduction and Ask 7',
    problem: 'the messenger is said to implement DRendezvousSessionEvents',
    reading: 'it implements the connection point; steps 11 and 15 give the sink to the application',
    section: '4.3',
    held: ['contract.ts', 'NOTIFICATIONS'],
  },
  A2: {
    text: 'the messenger calls the application to hand the session over, never the other way round',
    source: 'overview, for IM applications',
    problem: 'the messenger is told to call its own implementation of SetRendezvousSession',
    reading: 'the method is the application’s; the messenger calls that',
    section: '8.7',
    held: ['contract.ts', 'app/setSession'],
  },
  A3: {
    text: 'at the end each side’s application releases its own session and goes',
    source: 'overview, Ask 35',
    problem: 'the last step of B’s end says (A)',
    reading: '(B): steps 32 to 34 are B’s, and A went in step 31',
    section: '5.7',
    held: ['host/session-application.ts', 'SessionApplication'],
  },
  A4: {
    text: 'the state is named cancelled, with two l, and is 5',
    source: 'overview, Ask 29 and 33',
    problem: 'RSS_CANCELED is no constant of the header',
    reading: 'RSS_CANCELLED, 5',
    section: '4.1',
    held: ['session-state.ts', 'SESSION_STATE'],
  },
  A5: {
    text: 'a normal end is CANCELLED on both sides, and TERMINATED is kept for abnormal ends',
    source: 'overview, Ask 29 and 33; RENDEZVOUS_SESSION_STATE',
    problem: 'a normal end is called cancelled although there are RSS_TERMINATED and OnTermination',
    reading: 'the steps win over the names; reason and code in the record tell ends apart',
    section: '5.5',
    held: ['host/reasons.ts', 'stateOfReason'],
  },
  A6: {
    text: 'a state event tells the state that was left as well as the new one, and the session already reads the new one',
    source: 'overview, Ask 19 and 20; DRendezvousSessionEvents::OnStateChanged',
    problem: 'the steps receive the event CONNECTED, while its only argument is the previous state',
    reading: 'the new state is read from the session; the wire carries both',
    section: '8.11',
    held: ['session-events.ts', 'StateChangeEvent'],
  },
  A7: {
    text: 'CONNECTED, 4, means that both applications hold their session and data may flow',
    source: 'RENDEZVOUS_SESSION_STATE',
    problem: 'its text says that the session is not ready, and the texts of 5 to 7 are shifted likewise',
    reading: 'names and steps win; the texts seem to come from the predecessor’s result codes',
    section: '4.1',
    held: ['session-state.ts', 'SESSION_STATE'],
  },
  A8: {
    text: 'what an application does to take its session happens inside the hand-over',
    source: 'overview, Ask 7 to 18',
    problem: 'steps 11 to 18 are listed after the calls in which they happen',
    reading: 'the numbers are per actor; 11 and 12 are within 7, 15 and 16 within 10',
    section: '8.7',
    held: ['application.ts', 'setSession'],
  },
  A9: {
    text: 'neither side’s application need be launched before the other’s',
    source: 'overview, Ask 5 to 10',
    problem: 'A is built before B',
    reading: 'an order of the list, not a promise: the two sides act at the same time',
    section: '5.3',
    held: ['host/invitation-state.ts', 'InvitationState'],
  },
  A10: {
    text: 'the acceptance that reaches the inviter is a message of the messengers’ own and names the version',
    source: 'overview, Ask 4',
    problem: 'who sends the ACK and what it carries is not said',
    reading: 'the invitee’s messenger, as a message of the invitation layer',
    section: '10.4',
    held: ['invitation.ts', "'accept'"],
  },
  A11: {
    text: 'listening and holding may come in either order, as long as both come before the hand-over returns',
    source: 'overview, Ask 11 and 12, and for applications',
    problem: 'the steps connect first and add the reference second, the text the reverse',
    reading: 'either order',
    section: '8.7',
    held: ['session.ts', 'hold'],
  },
  A12: {
    text: 'the messenger keeps routing for a session after it has dropped what it used for the hand-over',
    source: 'overview, Ask 12 and 16',
    problem: 'the messenger is said to release the session pointer',
    reading: 'the pointer of the call only; it must know its session to deliver data to it',
    section: '5.8',
    held: ['host/session-driver.ts', 'SessionDriver'],
  },
  A13: {
    text: 'the messenger lets the application go when the session has ended, so that nothing is left behind',
    source: 'overview, Ask 31 and 35, and launching',
    problem: 'the application goes at its own count of zero, yet the messenger holds a reference',
    reading: 'the messenger drops its reference at the end',
    section: '5.7',
    held: ['host/session-application.ts', '#letGo'],
  },
  A14: {
    text: 'each side drops its own references: the application says that it has finished, the messenger lets go',
    source: 'overview, for IM applications and for applications',
    problem: 'both are told to clean the application object up',
    reading: 'both, each its own part; whichever comes first does no harm to the other',
    section: '5.7',
    held: ['contract.ts', 'app/finished'],
  },
  A15: {
    text: 'context data flows in both directions',
    source: 'overview, Ask 21 to 25',
    problem: 'only A to B is shown',
    reading: 'both, by the last sentence of step 25',
    section: '5.4',
    held: ['session.ts', 'sendContextData'],
  },
  A16: {
    text: 'either side may terminate, and both may at once: each keeps the record of its own call',
    source: 'overview, Ask 26',
    problem: 'only A terminates; nothing is said of both at once',
    reading: 'either; the first end that a side learns of is its end',
    section: '5.5',
    held: ['host/accepted-machine.ts', 'application-terminates'],
  },
  A17: {
    text: 'the caller’s session ends at once, whether or not the other side can be reached',
    source: 'overview, Ask 27 to 29',
    problem: 'whether A’s CANCELLED waits for B is not said',
    reading: 'it does not: B may be gone',
    section: '5.5',
    held: ['host/invitation-steps.ts', 'terminate'],
  },
  A18: {
    text: 'Offer goes on as Ask does with the sides exchanged, and both create the Offer component',
    source: 'overview, Offer',
    problem: 'only six steps are given',
    reading: 'by symmetry',
    section: '5.3',
    held: ['host/session-driver.ts', 'registration'],
  },
  A19: {
    text: 'every way in which a session does not come about, or breaks, has a reason of its own',
    source: 'overview, all of it',
    problem: 'decline, cancel, timeout, not installed, failed launch, failed send and loss do not occur',
    reading: 'supplied from the predecessor’s result codes and from later designs',
    section: '5.6',
    held: ['session-state.ts', 'END_REASONS'],
  },
  A20: {
    text: 'the end is told with code and text to both sides, and a failed send to its sender, although no step shows it',
    source: 'overview, all of it; DRendezvousSessionEvents',
    problem: 'OnTermination and OnSendError never occur in the steps',
    reading: 'the reference pages win: both exist',
    section: '4.3',
    held: ['session-state.ts', 'DISPID'],
  },
  A21: {
    text: 'an application is known by its identifier; its name is for display and is kept letter for letter',
    source: 'overview, registration and Ask 2',
    problem: 'Request RemoteAssistance and Ask for RemoteAssistance are the same, with and without spaces',
    reading: 'the same thing: identifiers decide',
    section: '6.1',
    held: ['registration.ts', 'normalizeGuid'],
  },
  A22: {
    text: 'each side reads the other side’s name',
    source: 'overview, Ask 14 and 18',
    problem: 'both steps say that the expert gets the novice’s name and vice versa',
    reading: 'each the other’s',
    section: '8.7',
    held: ['contract.ts', 'remoteUser'],
  },
} as const satisfies Readonly<Record<string, Reading>>;

export type ReadingId = keyof typeof READINGS;
