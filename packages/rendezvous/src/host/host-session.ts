import { TypedEventTarget } from '@rendezvous/base';
import type { Registration } from '../registration.ts';
import type { SessionOutcome, SessionState } from '../session-state.ts';
import type { DeclineReason } from './invitation-state.ts';
import type { RemoteUser } from './remote-user.ts';
import type { HostSessionStage, SessionControl } from './session-control.ts';

/** One rendezvous session as the messenger sees it. Made by `RendezvousHost` only; every property is its current value. */
export class HostSession extends TypedEventTarget<{ change: Event }> {
  readonly #control: SessionControl;

  /** For `RendezvousHost`. */
  constructor(control: SessionControl) {
    super();
    this.#control = control;
  }

  get id(): string {
    return this.#control.id;
  }
  get state(): SessionState {
    return this.#control.state;
  }
  get stage(): HostSessionStage {
    return this.#control.stage;
  }
  /** The terminal record, once the session has ended. */
  get outcome(): SessionOutcome | undefined {
    return this.#control.outcome;
  }
  /** Whether this side sent the invitation. */
  get inviter(): boolean {
    return this.#control.inviter;
  }
  get remoteUser(): RemoteUser {
    return this.#control.remoteUser;
  }
  get registration(): Registration {
    return this.#control.registration;
  }
  /** When the invitation was sent or arrived, in milliseconds since 1970. */
  get startedAt(): number {
    return this.#control.startedAt;
  }
  /** When a pending invitation will end by itself, in milliseconds since 1970. */
  get expiresAt(): number {
    return this.#control.expiresAt;
  }
  /** Whether this side's application is running: it may be for long after the session has ended. */
  get applicationRunning(): boolean {
    return this.#control.applicationRunning;
  }
  /** Leases of the session that this side's application holds: `AddRef` without `Release`. */
  get holds(): number {
    return this.#control.holds;
  }
  /** What the inviter's application has sent along with the invitation; untrusted, mostly empty. */
  get invitationData(): string {
    return this.#control.invitationData;
  }

  /**
   * The person accepts. Calls the launcher before it returns, so that the user gesture counts.
   * Does nothing when the invitation is no longer open: the answer crossed its end.
   */
  accept(): void {
    this.#control.accept();
  }

  /** The person declines, or the messenger cannot, for another reason than `declined`. Does nothing when the invitation is no longer open. */
  decline(reason: DeclineReason = 'declined'): void {
    this.#control.input({ type: 'user-declines', reason });
  }

  /** Inviter: takes the invitation back. Does nothing once it was answered. */
  cancel(): void {
    if (this.inviter && this.state === 'invitation') this.#control.input({ type: 'user-ends' });
  }

  /** Ends the session whatever its stage: takes the invitation back, declines it, or terminates. Idempotent. */
  end(): void {
    this.#control.input({ type: 'user-ends' });
  }
}
