/** What a messenger gives a {@link RendezvousHost}: its own protocol, and a way to launch applications. */
import type { Channel } from '../channel.ts';
import type { RelayServer, Summary } from '../contract.ts';
import type { InvitationMessage } from '../invitation.ts';
import type { Registration } from '../registration.ts';
import type { HostSession } from './host-session.ts';
import type { RemoteUser } from './remote-user.ts';

/** The messenger's own protocol beneath the invitation layer. */
export interface HostDriver {
  /**
   * Carries one message to the other person's messengers, in the order of the calls as far as it can: what is lost,
   * repeated or turned round is noticed, and asked for again.
   * Resolves when the messenger's service has taken it; rejects with an object that has a string `code`:
   * `offline` (the other person), `connectivity` or `deadline` (our own connection), `busy`, `not-contact`,
   * `not-allowed`, `yourself`, `unknown-session`, or any other, which counts as a lost connection.
   */
  send(to: string, message: InvitationMessage): Promise<void>;
  /** The person's own address, as `from` and `to` spell addresses: nobody invites themselves. */
  readonly address?: string | undefined;
  displayUser(address: string): RemoteUser;
  relayServers(): Promise<RelayServer[]>;
  /** Deny by default: invitations of anybody else are refused. */
  isContact(address: string): boolean;
  /** An application has finished; at most once a session. The summary belongs into the chat with `remoteUser`. */
  finished(
    session: { readonly id: string; readonly remoteUser: RemoteUser; readonly application: string },
    summary?: Summary,
  ): void;
  /** BCP 47 tag of the person's language. */
  readonly language: string;
  /** The messenger's name, for the application to show. */
  readonly name: string;
}

export interface Launch {
  readonly registration: Registration;
  readonly session: HostSession;
  /** One-time, for this launch only; the application's hello must carry it. */
  readonly token: string;
  /** Aborts when the session has ended before the application took it: what was opened for it should be closed. */
  readonly signal: AbortSignal;
}

/**
 * Opens an application. Called once a session, after acceptance, and on the invitee's side in the same task as
 * `HostSession.accept()`, so that the user gesture still counts. Rejecting ends the session as `launch-failed`.
 */
export type Launcher = (launch: Launch) => Promise<LaunchedApplication>;

/** A {@link Launcher} may reject with this: the messenger's policy forbids it, and the session ends with `policy`. */
export class LaunchRefused extends Error {
  override readonly name = 'LaunchRefused';
  readonly code = 'policy';
  constructor(message = 'the launch was refused') {
    super(message);
  }
}

export interface LaunchedApplication {
  readonly channel: Channel;
  /** Resolves when the application's window has been closed or its process has gone. Never rejects. */
  readonly closed: Promise<void>;
  /** The host lets go. Must not close a page that is still running after a normal end. Idempotent. */
  close(): void;
  /** The origin of the application's page, for `RendezvousHost.exportLaunched`; absent when it is no page. */
  readonly origin?: string | undefined;
}
