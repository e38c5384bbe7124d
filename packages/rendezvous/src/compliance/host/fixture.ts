import type { Channel } from '../../channel.ts';
import type { Clock } from '../../clock.ts';
import type { Deadlines } from '../../host/invitation-state.ts';
import type { SessionOutcome } from '../../session-state.ts';

/** One launch by a host under check: the checks play the application from here on. */
export interface CheckedLaunch {
  /** The application's end of the channel. */
  readonly channel: Channel;
  readonly token: string;
  /** The application's window or process goes without a word. Default: its channel is closed. */
  crash?(): void;
}

/** One of two hosts under check, and its person. */
export interface CheckedHost {
  /** The person at this side, as the other side's application must be told. */
  readonly person: { readonly name: string; readonly address: string };
  /** The person picks the application for the person at the other side. */
  invite(): void | Promise<void>;
  /** Resolves when an invitation is on this side's screen. */
  invited(): Promise<void>;
  /** The person answers the invitation that is on the screen, or takes the own one back. */
  accept(): void | Promise<void>;
  decline(): void | Promise<void>;
  cancel(): void | Promise<void>;
  /** The person ends the session in the messenger. */
  end(): void | Promise<void>;
  /** How often this host has launched an application. */
  readonly launches: number;
  /** Resolves with the launch of this host, at once when there was one. */
  launched(): Promise<CheckedLaunch>;
  /** Resolves with the terminal record of this side's session, as the messenger has it. */
  ended(): Promise<Pick<SessionOutcome, 'state' | 'reason'>>;
  /** This side's messenger loses its connection to the other one. */
  cut?(): void | Promise<void>;
  /** It is there again. */
  restore?(): void | Promise<void>;
}

/** Two hosts that can reach each other, of two people who are contacts. */
export interface HostPair {
  readonly inviter: CheckedHost;
  readonly invitee: CheckedHost;
  /** Lets go of everything. */
  close(): void | Promise<void>;
}

/** What `hostSuite` needs of whoever runs it. */
export interface HostFixture {
  /** Two fresh hosts, one and the same application registered in both. */
  readonly open: () => Promise<HostPair>;
  /** Two fresh hosts, the application registered in the inviter's only. Without it, T26 is not checked. */
  readonly openWithoutApplication?: () => Promise<HostPair>;
  /** The application and component ids of the registration. */
  readonly registration: { readonly id: string; readonly component: string };
  /**
   * Two fresh hosts that have little patience, and the deadlines that they were made with, in milliseconds. Only those
   * that are named are waited for, so make them short: a few hundred milliseconds. Without it, no deadline is checked.
   */
  readonly impatient?: {
    readonly open: () => Promise<HostPair>;
    readonly deadlines: Partial<Pick<Deadlines, 'invitationMs' | 'launchMs' | 'setSessionMs' | 'teardownMs'>>;
  };
  /** Whether the hosts have `cut` and `restore`. Default `false`. */
  readonly cuts?: boolean;
  /** How long each wait of a check may take, in milliseconds. Default 5000. */
  readonly patienceMs?: number;
  /** How long a host is watched for what it must not do, in milliseconds. Default 100. */
  readonly watchMs?: number;
  readonly clock?: Clock;
}
