/** What can be observed of a simulated session, as values: one step for each thing that happened at one side. */
import type { LaunchKind } from '../registration.ts';
import type { EndReason, SessionOutcome } from '../session-state.ts';

export type SideName = 'inviter' | 'invitee';

export function otherSide(side: SideName): SideName {
  return side === 'inviter' ? 'invitee' : 'inviter';
}

/**
 * A text that an application has written. By default its length alone is told: context data is opaque to everybody but
 * the two applications, often holds addresses, keys or what a person has typed, and steps end up in logs and in bug
 * reports.
 */
export interface ToldText {
  /** UTF-16 units. */
  readonly length: number;
  /** Only when the simulator was asked to show data. */
  readonly data?: string;
}

/** What happened. The names of the seed where it has one. */
export type SimulatorEvent =
  /** The inviter's person picked the application. GUIDs are in upper case with braces. */
  | { event: 'invite'; sessionId: string; application: string; component: string }
  /** The invitation is on the invitee's screen. */
  | { event: 'incoming'; sessionId: string }
  /** The inviter's messenger has heard so. */
  | { event: 'ringing' }
  /** The invitee's person accepted, or declined. */
  | { event: 'accept' }
  | { event: 'decline' }
  /** The invitee's messenger refused without asking its person. */
  | { event: 'refused'; reason: EndReason }
  /** This side launches its application. */
  | { event: 'launch'; kind: LaunchKind; component: string }
  /** A person has to open this address, when nothing else does. */
  | { event: 'open'; url: string }
  | { event: 'hello'; application: { name: string; version: string }; protocol: readonly number[] }
  /** `SetRendezvousSession`. `state` and `flags` are the header's numbers. */
  | { event: 'setSession'; state: number; flags: number }
  /** `OnStateChanged`, numbers of RENDEZVOUS_SESSION_STATE; also of a session that was never handed over. */
  | { event: 'stateChanged'; prevState: number; state: number }
  /** `AddRef` and `Release`: how many leases the application holds now. */
  | { event: 'held'; count: number }
  /** `SendContextData` of this side's application, by its number. */
  | ({ event: 'sendContextData'; id: number } & ToldText)
  /** `OnContextData` at this side's application. */
  | ({ event: 'contextData'; seq: number } & ToldText)
  /** `OnSendError`. */
  | { event: 'sendError'; id: number; hr: number }
  /** `Terminate` by this side's application; the text is its `appData`. */
  | ({ event: 'terminate'; hr: number } & ToldText)
  /** `OnTermination`: the terminal record of this side. The change of state follows. */
  | ({ event: 'terminated'; hr: number; reason: EndReason; by: SessionOutcome['by'] } & ToldText)
  /** The application says that it has finished. `summary`: it leaves something in the chat. */
  | { event: 'finished'; summary: boolean }
  /** The channel between this side's host and its application has closed. */
  | { event: 'closed' }
  /** The application's window, module or process is gone; of a process also how it ended. */
  | { event: 'exited'; code?: number | null; signal?: string | null }
  /** The messenger's connection of this side is cut, or there again. */
  | { event: 'cut' }
  | { event: 'restored' }
  /** Somebody refused something: `by` says who, `method` what. `code` is a JSON-RPC number, or a word of the launcher. */
  | {
      event: 'error';
      by: 'host' | 'application' | 'launcher';
      code: number | string;
      message: string;
      method?: string;
      reason?: string;
      hresult?: number;
    }
  /** Why the simulation as a whole did not end well. */
  | { event: 'problem'; problem: ProblemName; message: string };

export type ProblemName =
  /** The time given to the simulation is over. */
  | 'timeout'
  /** The caller gave up. */
  | 'aborted'
  /** The process ended with another code than 0, or by a signal. */
  | 'exit-code'
  /** The application was let go and is still there. */
  | 'not-gone'
  /** Nobody read the steps, and some were lost. */
  | 'steps-lost';

export type SimulatorStep = {
  /** Milliseconds since the simulator was made. */
  readonly t: number;
  readonly side: SideName;
} & Readonly<SimulatorEvent>;
