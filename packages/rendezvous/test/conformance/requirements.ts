/** One requirement, in our own words: the sentence is the title of its tests. */
export interface Requirement {
  readonly text: string;
  /** Where it comes from: a place in Microsoft's texts, or `house` for what they leave open and this project decides. */
  readonly source: string;
  /** Section of docs/spec/rendezvous.md. */
  readonly section: string;
}

const of =
  (source: string) =>
  (section: string, text: string): Requirement => ({ text, source, section });
const house = of('house');

/** The testable requirements of Microsoft's overview, rendezvous-api 5.3, under ids that never change. */
export const SEED_REQUIREMENTS = {
  T1: of('overview, Ask 1')('6.3', 'the menu is made of the registrations and of nothing else'),
  T2: of('overview, Ask 3 to 6; IRendezvousApplication')(
    '5.2',
    'no application is created before the invitation is accepted',
  ),
  T3: of('overview, Ask 3')('5.2', 'an invitation that is declined or taken back creates no application'),
  T4: of('overview, Ask 6 and 9')('5.3', 'both sides create the same component'),
  T5: of('overview, Ask 7 and 10')('8.7', 'the session is handed over exactly once on each side'),
  T6: of('overview, Ask 7 and 11')('8.7', 'the events come from the very session that was handed over'),
  T7: of('overview, Ask 11 and 15')('8.4', 'the application listens before the hand-over returns'),
  T8: of('overview, Ask 12 and 16')(
    '5.8',
    'the session outlives the hand-over while the application holds it',
  ),
  T9: of('RENDEZVOUS_SESSION_FLAGS; overview, Ask 13 and 17')(
    '4.2',
    'exactly one of INVITER and INVITEE is set, and the other side has the other one',
  ),
  T10: of('overview, Ask 14 and 18')('8.7', 'the remote user is the person on the other side'),
  T11: of('overview, Ask 19 and 20')('5.3', 'each side becomes CONNECTED after both hand-overs'),
  T12: of('overview, Ask 19 and 20')('8.11', 'the state reads CONNECTED when the event of it is handled'),
  T13: of('DRendezvousSessionEvents::OnStateChanged')('8.11', 'the event carries the state that was left'),
  T14: of('overview, Ask 19 to 21')('5.4', 'no context data is delivered before CONNECTED'),
  T15: of('IRendezvousSession::SendContextData')('8.9', 'context data arrives exactly as it was sent'),
  T16: of('inference')('10.8', 'context data keeps its order in each direction'),
  T17: of('DRendezvousSessionEvents::OnSendError')(
    '8.14',
    'context data that could not be sent is told to its sender, and the session stays up',
  ),
  T18: of('overview, Ask 26 to 33')('5.5', 'terminate by either side ends both'),
  T19: of('overview, Ask 29')('5.5', 'the side that terminates sees the change of state as well'),
  T20: of('DRendezvousSessionEvents::OnTermination')('5.5', 'the other side learns the code and the text'),
  T21: of('overview, Ask 30 and 34')('8.4', 'no event comes after the application has stopped listening'),
  T22: of('overview, Ask 31 and 35')('5.8', 'the application may go when its last hold is released'),
  T23: of('overview, launching')('5.7', 'the messenger lets the application go after the end'),
  T24: of('inference')('5.6', 'a crash of one application ends the other one’s session as TERMINATED'),
  T25: of('inference')('8.10', 'a second terminate does no harm'),
  T26: of('inference')(
    '10.4',
    'an application that the invitee does not have is reported, and nothing hangs',
  ),
} as const satisfies Readonly<Record<string, Requirement>>;

/** What Microsoft's texts leave open and this project has decided, under ids that never change. */
export const HOUSE_REQUIREMENTS = {
  // Numbers and names.
  R1: house('4.4', 'a result code is a signed 32-bit number on the wire, the same bits as its unsigned form'),
  R2: house(
    '4.6',
    'GUIDs are compared without regard to case and braces, and travel in upper case with braces',
  ),
  R3: house('6.1', 'the address of a registration is https, and its launch is one of the three kinds'),
  // Invitations.
  R4: house('10.3', 'an invitation that nobody answers ends after its deadline on both sides, with timeout'),
  R5: house('10.4', 'an invitation of somebody who is not a contact is refused unseen, with policy'),
  R6: house('10.4', 'what is not installed is named with its address, which is shown and never opened'),
  R7: house('10.4', 'no common version, or another component under the same id, is unsupported-version'),
  R8: house('10.4', 'more open invitations than the limit are answered with busy'),
  R9: house('10.3', 'nobody invites themselves, nor the same person twice for one application'),
  R10: house('10.6', 'when two invitations cross, the lower id stands and there is one session'),
  R11: house('10.5', 'every device rings, one answers, and the others stop without creating anything'),
  R12: house('10.4', 'what rides on an invitation reaches both applications, and is bounded'),
  R13: house('10.11', 'messages of an unknown session, or from anybody but its other side, change nothing'),
  R14: house('10.10', 'a last word that could not be said is said again when the connection is back'),
  // Launching and the hand-over.
  R15: house('7.1', 'a launch token is good once, for its own launch, and a wrong one is refused by name'),
  R16: house('8.6', 'the application speaks first: before its hello it is served nothing'),
  R17: house('8.6', 'hello is said once on a channel'),
  R18: house('8.6', 'no common version is refused with the versions of both, and ends the session'),
  R19: house(
    '7.5',
    'a veto before the launch creates nothing and ends the session on both sides with policy',
  ),
  R20: house('7.5', 'an application that already runs may take the session instead of a new one'),
  R21: house('7.5', 'a launched program finds its session by its token, and by nothing else'),
  R22: house('7.5', 'a running application may invite, and gets its session on its own channel'),
  R23: house(
    '11.2',
    'an application that does not say hello, or does not take its session, in time is launch-failed',
  ),
  R24: house('11.2', 'another side that does not become ready in time is a timeout'),
  R25: house('11.2', 'every request has a deadline with a result code of its own'),
  // The wire.
  R26: house('8.1', 'batches, unknown requests and requests in the wrong direction are refused by number'),
  R27: house('8.1', 'unknown notifications, and answers to nothing, are ignored'),
  R28: house('8.3', 'parameters that break the contract are refused with E_INVALIDARG and have no effect'),
  R29: house(
    '8.2',
    'a message that is too deep, too wide, too long or has a forbidden key is refused before it is read',
  ),
  R30: house(
    '8.2',
    'an end that keeps breaking the contract loses its channel, and the other side its session',
  ),
  // Context data.
  R31: house(
    '8.9',
    'context data over the limit is refused with its own code, nothing is sent, and the session goes on',
  ),
  R32: house('8.9', 'context data outside CONNECTED is refused with its own code'),
  R33: house('10.8', 'context data beyond what may be on its way is refused with E_OUTOFMEMORY'),
  R34: house(
    '10.8',
    'a gap is asked for and a repetition is dropped, so that nothing is lost and nothing comes twice',
  ),
  R35: house(
    '8.13',
    'an application that does not read its context data ends its session with E_OUTOFMEMORY',
  ),
  // The end.
  R36: house('5.5', 'the terminal record is immutable and comes exactly once, before the change of state'),
  R37: house('5.6', 'the reasons are a closed list, each with its state and its result code'),
  R38: house(
    '5.7',
    'the end of the session is not the end of the application, which says itself that it has finished',
  ),
  R39: house('5.7', 'after it has finished an application is let go within the teardown deadline'),
  R40: house('8.19', 'what an application leaves in the chat is bounded, and taken once'),
  R41: house('5.8', 'the leases of a session are counted on both ends, and a crash releases all of them'),
  R42: house('5.5', 'nothing that arrives after the end changes anything'),
  // Coming back.
  R43: house(
    '10.9',
    'a short loss between the messengers neither ends the session nor loses nor repeats context data',
  ),
  R44: house('10.9', 'a longer loss ends the session on both sides as TERMINATED, with connectivity'),
  R45: house(
    '9.2',
    'an application whose page is loaded again takes its session again, without a launch and without a loss',
  ),
  R46: house('9.2', 'an application that does not come back in time is app-crashed'),
  R47: house('9.3', 'a messenger whose page is loaded again finds its sessions and applications again'),
  R48: house('9.1', 'a resume token is of use to its own application only, at its own origin'),
  // Pages, programs, modules.
  R49: house('7.2', 'the token of a page is in the fragment, and gone from the address before anything else'),
  R50: house('7.2', 'the port goes to the very window that was opened, while it shows the very origin'),
  R51: house('7.2', 'a frame may do nothing that its registration does not name'),
  R52: house(
    '7.3',
    'a program gets its token in the environment, never in its arguments, and no more of the environment than is named',
  ),
  R53: house('7.3', 'a line over the limit is refused before it is parsed, and half a line is no message'),
  R54: house('7.3', 'what a program writes that is no JSON does no harm'),
  R55: house(
    '7.3',
    'a program that stays is ended by steps: end of input, TERM, KILL, with all that it has started',
  ),
  R56: house('7.4', 'a module is the same application as a page or a program, in the messenger itself'),
  // Privacy.
  R57: house('12', 'neither context data nor a token nor a name is ever logged'),
} as const satisfies Readonly<Record<string, Requirement>>;

export const REQUIREMENTS = { ...SEED_REQUIREMENTS, ...HOUSE_REQUIREMENTS } as const;
export type RequirementId = keyof typeof REQUIREMENTS;
