/**
 * [MS-RA] 3.16 Share control on the novice's side: the question, the companion, the grant's time and the gate.
 * The machine of `msra` decides; this class carries out what it says and feeds it what happens here.
 */
import {
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type NoviceShareControlOutput,
  type ParticipantPdu,
  type RcCommand,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import { Feed } from '../feed.ts';
import { DEADLINES } from '../limits.ts';
import type { CompanionSocket } from '../ports.ts';
import type { Questions } from '../questions.ts';
import type { ScreenView } from '../screen.ts';
import type { StatusMessage } from '../signals.ts';
import type { Timers } from '../timers.ts';
import type { AssistView } from '../view.ts';
import { Companion, type CompanionNotice, matchScreen } from './companion.ts';
import type { DisarmReason } from './companion-protocol.ts';
import { ControlQuestion, possibleNow } from './control-question.ts';
import { controlViewOf } from './control-view.ts';
import { DISARMED, type Ending } from './ending.ts';
import { Grant } from './grant.ts';
import { InputGate } from './input-gate.ts';

export interface NoviceControlOptions {
  readonly remoteUser: { readonly name: string; readonly address: string };
  /** BCP 47, for the companion's own question. */
  readonly language: string;
  readonly now: () => number;
  readonly timers: Timers;
  readonly openCompanion: (signal: AbortSignal) => Promise<CompanionSocket>;
  /** Size of what is shared. */
  readonly screenSize: () => { readonly width?: number | undefined; readonly height?: number | undefined };
  readonly sendCommand: (command: RcCommand) => void;
  readonly sendParticipant: (pdu: ParticipantPdu) => void;
  readonly sendStatus: (message: StatusMessage) => void;
  readonly changed: (view: Partial<Pick<AssistView, 'control' | 'companion'>>) => void;
  /** All questions to this person: while one is open, of whatever kind, the expert's hand rests. */
  readonly questions: Questions;
  /** The expert's hand is (no longer) on the mouse and keyboard. */
  readonly controlled: (on: boolean) => void;
}

const MINUTE = 60_000;

export class NoviceControl {
  readonly #options: NoviceControlOptions;
  readonly #companion: Companion;
  readonly #gate: InputGate;
  readonly #question: ControlQuestion;
  readonly #grant: Grant;
  #state = initialNoviceShareControlState;
  readonly #inputs = new Feed<NoviceShareControlInput>(input => this.#step(input));
  #closed = false;
  #screen: ScreenView = { name: 'none' };
  #unstable = false;
  #suspended = false;
  #last: Ending | undefined;

  constructor(options: NoviceControlOptions) {
    this.#options = options;
    this.#companion = new Companion({
      open: options.openCompanion,
      timers: options.timers,
      now: options.now,
      notice: notice => this.#handleNotice(notice),
      changed: companion => {
        options.changed({ companion });
        this.#question.refresh();
      },
    });
    this.#question = new ControlQuestion({
      questions: options.questions,
      possible: () => possibleNow(this.#screen, this.#companion.view),
      answered: yes => this.#handleAnswer(yes),
      now: options.now,
    });
    this.#grant = new Grant({
      timers: options.timers,
      now: options.now,
      expired: () => this.#end('timeout', { type: 'stop' }),
      changed: () => this.#publish(),
    });
    this.#gate = new InputGate({
      sink: this.#companion,
      now: options.now,
      conditions: () => ({
        inControl: this.#state.name === 'sharing',
        questionOpen: options.questions.open,
        screenShown: this.#screen.name === 'shown',
        unstable: this.#unstable,
        grantedUntilMs: this.#grant.untilMs,
      }),
    });
  }

  /** A text of the `input` channel; `false` when it was no input event. */
  handleInput(text: string): boolean {
    return this.#gate.pass(text) !== 'malformed';
  }

  handleCommand(command: RcCommand): void {
    this.#feed({ type: 'received', command });
  }

  handleParticipants(pdus: readonly ParticipantPdu[]): void {
    // Nobody controls what nobody sees.
    for (const pdu of pdus) this.#feed({ type: 'received', pdu, allowed: this.#screen.name !== 'none' });
  }

  /** What the expert sees has changed. */
  handleScreen(screen: ScreenView): void {
    this.#screen = screen;
    if (screen.name === 'none') this.#end('stopped', { type: 'policy-forbids' });
    this.#syncSuspension();
    this.#question.refresh();
  }

  /** Another screen is shown from now on: the expert's hand was given the one before. An open question stays open. */
  handleScreenReplaced(): void {
    if (this.#state.name !== 'deciding') this.stop();
  }

  handleUnstable(on: boolean): void {
    this.#unstable = on;
    this.#syncSuspension();
  }

  /** A question was opened, or the last one is gone. */
  handleQuestions(): void {
    this.#syncSuspension();
  }

  stop(): void {
    this.#end('stopped', { type: 'stop' });
  }

  panic(): void {
    this.#end('panic', { type: 'panic' });
  }

  /** Fifteen more minutes from now; only the novice's side calls it. */
  renew(): void {
    if (this.#state.name !== 'sharing') return;
    this.#companion.renew(DEADLINES.grantMs / MINUTE);
    this.#grant.give(this.#options.now() + DEADLINES.grantMs);
    this.#publish();
  }

  async pair(code: string): Promise<void> {
    await this.#companion.pair(code);
  }

  /** The assistance is over: the gate shuts and the companion disarms before anything else. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#feed({ type: 'session-ended' });
    this.#closed = true;
    this.#companion.close();
  }

  #handleAnswer(yes: boolean): void {
    if (yes) this.#feed({ type: 'user-accepts' });
    else this.#end('rejected', { type: 'user-refuses' });
  }

  #end(last: Ending, input: NoviceShareControlInput): void {
    if (this.#state.name !== 'viewing') this.#last = last;
    this.#feed(input);
  }

  #feed(input: NoviceShareControlInput): void {
    if (!this.#closed) this.#inputs.take(input);
  }

  #step(input: NoviceShareControlInput): void {
    const before = this.#state;
    const [state, outputs] = stepNoviceShareControl(before, input);
    // First the state, which the gate reads: it is shut before anything is said about it.
    this.#state = state;
    if (state.name === 'deciding') this.#last = undefined;
    else if (input.type === 'received' && state !== before) this.#last = 'released';
    for (const output of outputs) this.#carryOut(output);
    if (state !== before) {
      if (state.name === 'sharing') this.#options.controlled(true);
      if (before.name === 'sharing') this.#options.controlled(false);
      this.#publish();
    }
  }

  #carryOut(output: NoviceShareControlOutput): void {
    switch (output.type) {
      case 'ask-user':
        if (!this.#question.ask()) this.#end('rejected', { type: 'user-refuses' });
        return;
      case 'withdraw-question':
        return this.#question.close();
      case 'enable-input':
        return this.#arm();
      case 'disable-input':
        this.#grant.end();
        this.#options.timers.clear('arm');
        return this.#companion.disarm();
      case 'send-command':
        return this.#options.sendCommand(output.command);
      case 'send-participant':
        return this.#options.sendParticipant(output.pdu);
    }
  }

  #arm(): void {
    const { remoteUser, language, screenSize, timers } = this.#options;
    const { view } = this.#companion;
    const screen = view.name === 'paired' ? matchScreen(view.screens, screenSize()) : undefined;
    const sent =
      screen !== undefined &&
      this.#companion.arm({
        helper: { name: remoteUser.name.slice(0, 100), address: remoteUser.address.slice(0, 300) },
        screenId: screen.id,
        minutes: DEADLINES.grantMs / MINUTE,
        language,
      });
    // A companion that was not armed before knows nothing of what stands still here.
    if (sent && this.#suspended) this.#companion.suspend(true);
    if (sent) timers.set('arm', DEADLINES.armMs, () => this.#end('timeout', { type: 'input-failed' }));
    else this.#end('companion-gone', { type: 'input-failed' });
  }

  #handleNotice(notice: CompanionNotice): void {
    switch (notice.type) {
      case 'asking':
        return;
      case 'armed':
        this.#options.timers.clear('arm');
        this.#grant.give(notice.untilMs);
        if (this.#state.name === 'sharing') this.#publish();
        else this.#feed({ type: 'input-enabled' });
        return;
      case 'hand':
        return this.#grant.rest(notice.restMs);
      case 'lost':
        return this.#end('companion-gone', { type: 'input-failed' });
      case 'disarmed':
        return this.#handleDisarmed(notice.reason);
    }
  }

  #handleDisarmed(reason: DisarmReason): void {
    const sharing = this.#state.name === 'sharing';
    // The echo of our own disarming; while a new arming is under way it speaks of the old one.
    if (reason === 'page' && !sharing) return;
    if (reason === 'refused') this.#question.count(false);
    const { last, type } = DISARMED[reason];
    this.#end(last, { type: sharing && type === 'user-refuses' ? 'stop' : type });
  }

  #syncSuspension(): void {
    const suspended = this.#options.questions.open || this.#screen.name === 'paused' || this.#unstable;
    if (suspended === this.#suspended) return;
    this.#suspended = suspended;
    this.#companion.suspend(suspended);
    if (this.#state.name === 'sharing') this.#publish();
  }

  #publish(): void {
    const { changed, sendStatus, now } = this.#options;
    const control = controlViewOf({
      state: this.#state.name,
      last: this.#last,
      grant: this.#grant,
      suspended: this.#suspended,
    });
    changed({ control });
    if (control.name === 'on') {
      const leftMs = Math.min(DEADLINES.grantMs, Math.max(0, control.untilMs - now()));
      sendStatus({ type: 'control', control: { name: 'on', leftMs, resting: control.resting } });
    } else if (control.name !== 'requested') {
      sendStatus({ type: 'control', control });
    }
  }
}
