/** Carries out what the invitation machine of one session says: timers, messages, the application. Its only owner. */
import type { InvitationMessage, InvitationMessageOf } from '../invitation.ts';
import type { Registration } from '../registration.ts';
import { isTerminal, SESSION_FLAGS, type SessionOutcome, type SessionState } from '../session-state.ts';
import { carry, codeOf } from './carry.ts';
import type { HostContext } from './context.ts';
import { HostSession } from './host-session.ts';
import { startInvited, startInviting, stepInvitation } from './invitation-machine.ts';
import {
  type InvitationContext,
  type InvitationInput,
  type InvitationOutput,
  type InvitationState,
  type InvitationStep,
  sessionStateOf,
  type TimerName,
} from './invitation-state.ts';
import type { LaunchedRecord } from './launched-record.ts';
import type { RemoteUser } from './remote-user.ts';
import { SessionApplication } from './session-application.ts';
import type { HostSessionStage, SessionControl, SessionDetails } from './session-control.ts';

export class SessionDriver implements SessionControl {
  readonly id: string;
  readonly inviter: boolean;
  readonly remoteUser: RemoteUser;
  readonly registration: Registration;
  readonly protocol: readonly number[];
  readonly startedAt: number;
  readonly face: HostSession;
  readonly #host: HostContext;
  readonly #context: InvitationContext;
  readonly #timers = new Map<TimerName, () => void>();
  readonly #inputs: InvitationInput[] = [];
  readonly #application: SessionApplication;
  #stepping = false;
  #state: InvitationState;

  /** The session exists and has done nothing yet: `start` follows. */
  constructor(details: SessionDetails, host: HostContext) {
    this.id = details.id;
    this.inviter = details.inviter;
    this.remoteUser = details.remoteUser;
    this.registration = details.registration;
    this.protocol = details.protocol;
    this.startedAt = host.clock.now();
    this.#host = host;
    this.#context = { sessionId: details.id, protocol: details.protocol, deadlines: host.deadlines };
    this.#state = details.inviter
      ? { name: 'inviting', ringing: false }
      : { name: 'invited', doubtful: false };
    this.face = new HostSession(this);
    this.#application = new SessionApplication(this, host, (token, signal) =>
      host.launch({ registration: this.registration, session: this.face, token, signal }),
    );
  }

  get state(): SessionState {
    return sessionStateOf(this.#state);
  }

  get stage(): HostSessionStage {
    switch (this.#state.name) {
      case 'inviting':
        return this.#state.ringing ? 'ringing' : 'asking';
      case 'invited':
        return 'ringing';
      case 'handing-over':
        return 'launching';
      default:
        return this.#state.name;
    }
  }

  get outcome(): SessionOutcome | undefined {
    return this.#state.name === 'ended' ? this.#state.outcome : undefined;
  }

  get flags(): number {
    return this.inviter ? SESSION_FLAGS.inviter : SESSION_FLAGS.invitee;
  }

  get expiresAt(): number {
    return this.startedAt + this.#host.deadlines.invitationMs;
  }

  get applicationRunning(): boolean {
    return this.#application.running;
  }

  /** The record for a reload of the messenger's page, while an application runs that could come back. */
  get launchedRecord(): LaunchedRecord | undefined {
    return this.#application.record;
  }

  get application(): SessionApplication {
    return this.#application;
  }

  start(invite: InvitationMessageOf<'invite'>): void {
    this.#take(this.inviter ? startInviting(invite, this.#context) : startInvited(this.#context));
  }

  accept(): void {
    const protocol = Math.max(...this.protocol);
    this.input({ type: 'user-accepts', protocol });
  }

  /** One loop: take an input, step, carry out the outputs in order. Inputs that arise meanwhile wait for their turn. */
  input(input: InvitationInput): void {
    this.#inputs.push(input);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) {
        this.#take(stepInvitation(this.#state, next, this.#context));
      }
    } finally {
      this.#stepping = false;
    }
  }

  #take([next, outputs]: InvitationStep): void {
    const before = this.#state;
    this.#state = next;
    const previous = sessionStateOf(before);
    const state = sessionStateOf(next);
    if (next.name === 'ended' && before.name !== 'ended') this.#clearTimers();
    for (const output of outputs) this.#carryOut(output);
    if (previous !== state) {
      this.#host.log.info('Rendezvous session changed', { sessionId: this.id, previous, state });
      this.#application.announce(previous, state);
    }
    if (next.name === 'ended' && before.name !== 'ended') this.#application.sessionEnded(before.name);
    if (next !== before) this.changed();
  }

  /** Something that the face shows has changed. */
  changed(): void {
    this.face.dispatchEvent(new Event('change'));
    this.#host.changed(this);
  }

  #carryOut(output: InvitationOutput): void {
    switch (output.type) {
      case 'send':
        this.#send(output.message, output.sendId);
        break;
      case 'launch':
        this.#application.launch();
        break;
      case 'hand-over':
        this.#application.handOver();
        break;
      case 'deliver':
        this.#application.deliver(output.seq, output.data);
        break;
      case 'set-timer':
        this.#setTimer(output.timer, output.ms);
        break;
      case 'clear-timer':
        this.#clearTimer(output.timer);
        break;
    }
  }

  #send(message: InvitationMessage, sendId: number | undefined): void {
    const sending = carry(this.#host.driver, this.remoteUser.address, message);
    if (sendId !== undefined) this.#application.sendStarted();
    void sending.then(
      () => {
        if (sendId !== undefined) this.#application.sendSettled();
      },
      (error: unknown) => {
        const code = codeOf(error);
        this.#host.log.debug('Message not sent', { sessionId: this.id, type: message.type, code });
        if (sendId !== undefined) this.#application.sendFailed(sendId);
        if (isTerminal(this.state)) this.#host.keep(this.remoteUser.address, message, code);
        this.input({ type: 'send-failed', message, code });
      },
    );
  }

  #setTimer(timer: TimerName, ms: number): void {
    this.#clearTimer(timer);
    const clear = this.#host.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      this.input({ type: 'timer', timer });
    });
    this.#timers.set(timer, clear);
  }

  #clearTimer(timer: TimerName): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #clearTimers(): void {
    for (const clear of this.#timers.values()) clear();
    this.#timers.clear();
  }
}
