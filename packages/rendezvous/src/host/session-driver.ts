/** Carries out what the invitation machine of one session says: timers, messages, the application. Its only owner. */
import type { InvitationMessage, InvitationMessageOf } from '../invitation.ts';
import type { Registration } from '../registration.ts';
import { isTerminal, SESSION_FLAGS, type SessionOutcome, type SessionState } from '../session-state.ts';
import { carry, codeOf } from './carry.ts';
import type { HostContext } from './context.ts';
import { ContextDataFlow, type SentData } from './context-data-flow.ts';
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
import { UNBROKEN } from './invitation-steps.ts';
import { keptLive } from './kept-live.ts';
import type { KeptSession, LaunchedRecord } from './launched-record.ts';
import type { RemoteUser } from './remote-user.ts';
import { REFUSALS } from './resumption-steps.ts';
import type { RunningApplication } from './running-application.ts';
import { SessionApplication } from './session-application.ts';
import type { HostSessionStage, SessionControl, SessionDetails } from './session-control.ts';

export class SessionDriver implements SessionControl {
  readonly id: string;
  readonly inviter: boolean;
  readonly remoteUser: RemoteUser;
  readonly registration: Registration;
  readonly protocol: readonly number[];
  readonly invitationData: string;
  readonly startedAt: number;
  readonly face: HostSession;
  readonly application: SessionApplication;
  readonly #host: HostContext;
  readonly #context: InvitationContext;
  readonly #timers = new Map<TimerName, () => void>();
  readonly #inputs: InvitationInput[] = [];
  readonly #flow: ContextDataFlow;
  #stepping = false;
  #state: InvitationState;

  /**
   * The session exists and has done nothing yet: `start` follows, or `comeBack` for one that an earlier page has kept.
   * @param running the application that has invited, when it ran already
   */
  constructor(details: SessionDetails, host: HostContext, running?: RunningApplication, kept?: KeptSession) {
    this.id = details.id;
    this.inviter = details.inviter;
    this.remoteUser = details.remoteUser;
    this.registration = details.registration;
    this.protocol = details.protocol;
    this.invitationData = details.invitationData;
    this.startedAt = host.clock.now();
    this.#host = host;
    const { id: sessionId, inviter, protocol } = details;
    this.#context = { sessionId, inviter, protocol, deadlines: host.deadlines };
    this.#state = inviter ? { name: 'inviting', ringing: false } : { name: 'invited', doubtful: false };
    if (kept !== undefined) this.#state = { name: kept.stage, line: UNBROKEN };
    this.#flow = new ContextDataFlow(kept?.flow);
    this.face = new HostSession(this);
    const start = (token: string, signal: AbortSignal) =>
      host.launch({ registration: this.registration, session: this.face, token, signal });
    this.application = new SessionApplication(this, host, { start, running, kept });
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
    return this.application.running;
  }

  get holds(): number {
    return this.application.holds;
  }

  /** What to keep over a reload of the messenger's page, while an application runs that could come back. */
  get launchedRecord(): LaunchedRecord | undefined {
    const record = this.application.record;
    const { name } = this.#state;
    if (record === undefined || (name !== 'waiting' && name !== 'connected')) return record;
    const live = keptLive(this, name, this.#flow, this.application);
    return live === undefined ? record : { ...record, live };
  }

  start(invite: InvitationMessageOf<'invite'>): void {
    this.#take(this.inviter ? startInviting(invite, this.#context) : startInvited(this.#context));
  }

  /** This page is a new one: the application is away until it knocks, and the other side knows more than this one. */
  comeBack(): void {
    this.application.expect();
    this.input({ type: 'connection-lost' });
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

  /** Context data of the application; `false` when too much is still on its way. Only while CONNECTED. */
  sendData(id: number, data: string): boolean {
    const sent = this.#flow.number(data, id);
    if (sent === undefined) return false;
    // While the line is broken it waits: what is older must arrive first.
    if (this.#state.name === 'connected' && !this.#state.line.broken) this.#sendData(sent, false);
    return true;
  }

  #take([next, outputs]: InvitationStep): void {
    const before = this.#state;
    this.#state = next;
    const previous = sessionStateOf(before);
    const state = sessionStateOf(next);
    const over = next.name === 'ended' && before.name !== 'ended';
    if (over) this.#clearTimers();
    let announced = previous === state;
    const announce = (): void => {
      if (!announced) this.#announce(previous, state);
      announced = true;
    };
    for (const output of outputs) {
      // Whoever becomes connected hears of it before the first data (T14), and after our `ready` has gone out (T11).
      if (output.type === 'take-data') announce();
      this.#carryOut(output);
    }
    announce();
    if (over) this.application.sessionEnded(before.name);
    if (next !== before) this.changed();
  }

  #announce(previous: SessionState, state: SessionState): void {
    this.#host.log.info('Rendezvous session changed', { sessionId: this.id, previous, state });
    this.application.announce(previous, state);
  }

  /** Something that the face shows has changed. */
  changed(): void {
    this.face.dispatchEvent(new Event('change'));
    this.#host.changed(this);
  }

  #carryOut(output: InvitationOutput): void {
    switch (output.type) {
      case 'send':
        this.#send(output.message);
        break;
      case 'launch':
        this.application.launch();
        break;
      case 'hand-over':
        this.application.giveSession();
        break;
      case 'take-data':
        this.#takeData(output.seq, output.data);
        break;
      case 'forget-data':
        this.#agree(this.#flow.acknowledge(output.received));
        break;
      case 'ask':
        this.#send({
          type: 'resume',
          sessionId: this.id,
          received: this.#flow.tell(),
          ready: output.ready,
        });
        break;
      case 'answer':
        this.#answer(output.received, output.ready);
        break;
      case 'go-on':
        this.#goOn(output.message);
        break;
      case 'set-timer':
        this.#setTimer(output.timer, output.ms);
        break;
      case 'clear-timer':
        this.#clearTimer(output.timer);
        break;
    }
  }

  #takeData(seq: number, data: string): void {
    switch (this.#flow.receive(seq, data)) {
      case 'repeated':
        return;
      case 'gap':
        this.input({ type: 'gap' });
        return;
      case 'next': {
        if (!this.application.deliver(seq, data)) this.input({ type: 'overrun' });
        const received = this.#flow.takeAcknowledgement();
        if (received !== undefined) this.#send({ type: 'ack', sessionId: this.id, received });
      }
    }
  }

  #answer(received: number, ready: boolean): void {
    if (!this.#agree(this.#flow.acknowledge(received))) return;
    const { acknowledged, skipped } = this.#flow;
    const told = this.#flow.tell();
    this.#send({ type: 'resumed', sessionId: this.id, received: told, acknowledged, ready, skipped });
    this.#sendAgain();
  }

  #goOn({ received, acknowledged, skipped }: InvitationMessageOf<'resumed'>): void {
    if (!this.#agree(acknowledged <= this.#flow.received && this.#flow.acknowledge(received))) return;
    this.#flow.skipAbsent(skipped);
    this.#sendAgain();
  }

  #agree(agreed: boolean): boolean {
    if (!agreed) this.input({ type: 'disagreement' });
    return agreed;
  }

  #sendAgain(): void {
    if (this.#state.name === 'connected')
      for (const sent of this.#flow.unacknowledged) this.#sendData(sent, true);
  }

  #sendData({ seq, id, data }: SentData, again: boolean): void {
    const message = { type: 'data', sessionId: this.id, seq, data } as const;
    this.#send(message, code => {
      if (!REFUSALS.has(code)) return code;
      // What was sent before may well have arrived, so it is no refusal of the data: it is asked for once more.
      if (again) return 'deadline';
      this.#flow.skip(seq);
      this.application.sendFailed(id);
      return code;
    });
  }

  #send(message: InvitationMessage, failed: (code: string) => string = code => code): void {
    void carry(this.#host.driver, this.remoteUser.address, message).catch((error: unknown) => {
      const code = failed(codeOf(error));
      this.#host.log.debug('Message not sent', { sessionId: this.id, type: message.type, code });
      if (isTerminal(this.state)) this.#host.keep(this.remoteUser.address, message, code);
      this.input({ type: 'send-failed', message, code });
    });
  }

  #setTimer(timer: TimerName, ms: number): void {
    this.#clearTimer(timer);
    const clear = this.#host.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      this.input({ type: 'timer', timer, missing: this.#flow.missing });
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
