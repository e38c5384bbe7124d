/** [MS-RA] 3.15 Share control on the expert's side: it asks, and what it may do is what the novice last said. */
import {
  type ExpertShareControlInput,
  type ExpertShareControlOutput,
  initialExpertShareControlState,
  type ParticipantPdu,
  type RcCommand,
  stepExpertShareControl,
} from '@rendezvous/msra';
import { DEADLINES, LIMITS } from '../limits.ts';
import type { StatusMessage } from '../signals.ts';
import type { Timers } from '../timers.ts';
import type { ControlView } from '../view.ts';
import { ENDINGS, type Ending } from './ending.ts';
import type { InputEvent } from './input-events.ts';

type ControlStatus = Extract<StatusMessage, { type: 'control' }>['control'];

export interface ExpertControlOptions {
  readonly now: () => number;
  readonly timers: Timers;
  readonly sendCommand: (command: RcCommand) => void;
  readonly sendParticipant: (pdu: ParticipantPdu) => void;
  /** One text of the `input` channel. */
  readonly sendInput: (text: string) => void;
  /** Bytes that wait on the `input` channel. */
  readonly inputBuffered: () => number;
  readonly changed: (control: ControlView) => void;
  readonly controlled: (on: boolean) => void;
}

/** How often the pointer's place is sent at most: more than any screen can show. */
const MOVE_EVERY_MS = 4;

export class ExpertControl {
  readonly #options: ExpertControlOptions;
  #state = initialExpertShareControlState;
  #last: Ending | undefined;
  #status: ControlStatus = { name: 'off' };
  #grantedUntilMs = 0;
  #waitingMove: string | undefined;
  #movedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ExpertControlOptions) {
    this.#options = options;
  }

  request(): void {
    this.#feed({ type: 'request' });
  }

  /** Gives control back, or takes the request back. */
  release(): void {
    this.#feed({ type: 'release' });
  }

  handleCommand(command: RcCommand): void {
    this.#feed({ type: 'received', command });
  }

  handleParticipants(pdus: readonly ParticipantPdu[]): void {
    for (const pdu of pdus) this.#feed({ type: 'received', pdu });
  }

  /** The novice's words about control: for the time that is left and the reason; they grant nothing. */
  handleStatus(status: ControlStatus): void {
    this.#status = status;
    if (status.name === 'on') this.#grantedUntilMs = this.#options.now() + status.leftMs;
    if (status.name === 'off' && status.last !== undefined && this.#state.name === 'viewing') {
      // The reason may come before or behind the command that ended it.
      if (this.#last === 'stopped') this.#last = status.last;
    }
    this.#publish();
  }

  /** Dropped unless in control. Moves of the pointer are thinned out: the newest counts. */
  send(event: InputEvent): void {
    if (this.#state.name !== 'controlling') return;
    const text = JSON.stringify(event);
    if (event.type === 'move') {
      this.#waitingMove = text;
      this.#flushMove();
      return;
    }
    this.#sendWaitingMove();
    this.#options.sendInput(text);
  }

  /** The assistance is over. Idempotent. */
  close(): void {
    this.#feed({ type: 'session-ended' });
  }

  #flushMove(): void {
    const { now, inputBuffered, timers } = this.#options;
    const early = now() - this.#movedAtMs < MOVE_EVERY_MS;
    if (early || LIMITS.inputBuffered < inputBuffered()) {
      if (!timers.running('move')) timers.set('move', MOVE_EVERY_MS, () => this.#flushMove());
    } else this.#sendWaitingMove();
  }

  #sendWaitingMove(): void {
    if (this.#waitingMove === undefined) return;
    const text = this.#waitingMove;
    this.#waitingMove = undefined;
    this.#options.timers.clear('move');
    if (this.#state.name !== 'controlling') return;
    this.#movedAtMs = this.#options.now();
    this.#options.sendInput(text);
  }

  #feed(input: ExpertShareControlInput): void {
    const before = this.#state;
    const [state, outputs] = stepExpertShareControl(before, input);
    this.#state = state;
    for (const output of outputs) this.#carryOut(output);
    if (state.name !== before.name) this.#publish();
  }

  #carryOut(output: ExpertShareControlOutput): void {
    const { sendCommand, sendParticipant, controlled, now } = this.#options;
    switch (output.type) {
      case 'send-command':
        return sendCommand(output.command);
      case 'send-participant':
        this.#last = undefined;
        this.#status = { name: 'off' };
        return sendParticipant(output.pdu);
      case 'control-granted':
        // Until the novice's own words about the time have come, which travel on another channel.
        if (this.#status.name !== 'on') this.#grantedUntilMs = now() + DEADLINES.grantMs;
        this.#last = undefined;
        return controlled(true);
      case 'control-ended': {
        const ending = ENDINGS[output.why];
        const { last } = this.#status.name === 'off' ? this.#status : { last: undefined };
        this.#last = ending === 'stopped' ? (last ?? ending) : ending;
        this.#waitingMove = undefined;
        this.#options.timers.clear('move');
        return controlled(false);
      }
    }
  }

  #publish(): void {
    this.#options.changed(this.#view());
  }

  #view(): ControlView {
    switch (this.#state.name) {
      case 'waiting':
        return { name: this.#status.name === 'arming' ? 'arming' : 'requested' };
      case 'controlling': {
        const resting = this.#status.name === 'on' && this.#status.resting;
        return { name: 'on', untilMs: this.#grantedUntilMs, resting };
      }
      case 'viewing':
      case 'withdrawing':
      case 'ended':
        return this.#last === undefined ? { name: 'off' } : { name: 'off', last: this.#last };
    }
  }
}
