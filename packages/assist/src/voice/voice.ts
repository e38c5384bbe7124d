/**
 * [MS-RA] 3.17, 3.18 Voice: who asked, who said yes, and when the microphone is open. The commands travel on channel `71`; the
 * sound is the port's business.
 */
import type { RcCommand, Tuning } from '@rendezvous/msra';
import { Feed } from '../feed.ts';
import type { Questions } from '../questions.ts';
import type { Role } from '../role.ts';
import type { Timers } from '../timers.ts';
import { type VoiceInput, VoiceMachine, type VoiceOutput } from './voice-machine.ts';
import { VoicePace, type VoiceRateWish } from './voice-pace.ts';
import type { VoicePort } from './voice-port.ts';
import { VoiceQuestion } from './voice-question.ts';
import type { VoiceRate } from './voice-rate.ts';
import { VoiceTuning } from './voice-tuning.ts';
import {
  blockOf,
  problemOf,
  type VoiceBlock,
  type VoiceEnding,
  type VoiceProblem,
  type VoiceView,
} from './voice-view.ts';
import { VoiceWork } from './voice-work.ts';

export interface VoiceOptions {
  readonly role: Role;
  readonly port: VoicePort | undefined;
  readonly questions: Questions;
  readonly timers: Timers;
  readonly now: () => number;
  readonly sendCommand: (command: RcCommand) => void;
  readonly changed: (voice: VoiceView, rate: VoiceRateWish) => void;
  /** For the receipt: whether the two hear each other. */
  readonly talking: (on: boolean) => void;
}

/** States in which the platform may ask for the microphone. */
const OPENING: ReadonlySet<VoiceMachine['state']> = new Set<VoiceMachine['state']>([
  'creating-client',
  'connecting',
  'creating-server',
  'listening',
]);

/** States in which nothing is waited for but this side's own devices. */
const CREATING: ReadonlySet<VoiceMachine['state']> = new Set<VoiceMachine['state']>([
  'creating-client',
  'creating-server',
]);

export class Voice {
  readonly #options: VoiceOptions;
  readonly #machine: VoiceMachine;
  readonly #question: VoiceQuestion;
  readonly #work: VoiceWork;
  readonly #pace: VoicePace;
  readonly #tuning: VoiceTuning;
  readonly #inputs = new Feed<VoiceInput>(input => {
    if (input.type === 'timer' && CREATING.has(this.#machine.state)) this.#problem = 'unanswered';
    for (const output of this.#machine.step(input)) this.#carryOut(output);
  });
  /** While the platform may ask for the microphone. */
  #letGo: (() => void) | undefined;
  #last: VoiceEnding | undefined;
  #problem: VoiceProblem | undefined;
  /** What the other side may be told by now: how much to send once it is verified, how this one is tuned once there is a session. */
  #stage: 'new' | 'verified' | 'established' = 'new';
  #sending: VoiceRate = 'high';
  #sinceMs = 0;
  #unstable = false;

  constructor(options: VoiceOptions) {
    this.#options = options;
    const { role, port, questions, timers, now } = options;
    const feed = (input: VoiceInput): void => this.#feed(input);
    this.#machine = new VoiceMachine(role);
    this.#question = new VoiceQuestion({
      questions,
      now,
      answered: yes => feed({ type: yes ? 'user-accepts' : 'user-refuses' }),
    });
    this.#work = new VoiceWork({
      port,
      feed,
      failed: error => {
        this.#problem = problemOf(error);
      },
      unstable: on => {
        this.#unstable = on;
        this.#publish();
      },
    });
    this.#pace = new VoicePace({
      timers,
      stats: async () => await port?.stats(),
      want: rate => {
        if (port && this.#stage !== 'new') feed({ type: 'want-bit-rate', rate });
      },
      setRedundancy: on => port?.setRedundancy(on),
    });
    this.#tuning = new VoiceTuning({
      look: async () => await port?.tuning(),
      changed: tuning => this.#handleTuning(tuning),
    });
    // Who asks is answered with DISABLEVOICE.
    if (!port) feed({ type: 'disable' });
    this.#publish();
  }

  /** The other side is who the messenger says. */
  handleVerified(): void {
    this.#stage = 'verified';
    this.#pace.announce();
    void this.#tuning.look();
  }

  /** [MS-RA] 3.7, 3.8: the session exists. */
  handleEstablished(): void {
    this.#stage = 'established';
    void this.#tuning.look();
  }

  /** Asks the other person, unless that makes no sense now; then the view says why. */
  start(): void {
    this.#problem = undefined;
    const blocked = this.#blocked;
    if (this.#machine.state === 'idle' && (blocked === 'own-tuning' || blocked === 'own-untried')) {
      this.#last = 'not-tuned';
      this.#publish();
      // Another device may be plugged in by now.
      void this.#tuning.look();
    } else this.#feed({ type: 'start' });
  }

  /** Ends the call, or takes the wish for one back. */
  stop(): void {
    this.#feed({ type: 'stop' });
  }

  /** The person has been through the wizard, or has plugged in what was through it before. */
  tuned(good: boolean): void {
    if (this.#options.port) this.#tuning.learn(good ? 'good' : 'bad');
  }

  /** How much the person wishes to receive, in this call and in later ones. */
  setRate(wish: VoiceRateWish): void {
    this.#pace.choose(wish);
    this.#publish();
  }

  handleCommand(command: RcCommand): void {
    this.#feed({ type: 'received', command });
  }

  /** The session is over: the microphone is closed. Idempotent. */
  close(): void {
    this.#feed({ type: 'session-ended' });
  }

  #feed(input: VoiceInput): void {
    if (this.#inputs.take(input)) this.#publish();
  }

  #carryOut(output: VoiceOutput): void {
    const { port, timers, now, sendCommand } = this.#options;
    switch (output.type) {
      case 'send':
        return sendCommand(output.command);
      case 'ask-user':
        return this.#ask();
      case 'withdraw-question':
        return this.#question.withdraw();
      case 'create-client':
        return this.#work.begin(
          async voice => ({ type: 'client-ready', tuned: (await voice.createClient()).tuned }),
          'client-failed',
        );
      case 'create-server':
        return this.#work.begin(
          async (voice, events) => ({ type: 'server-ready', ...(await voice.createServer(events)) }),
          'server-failed',
        );
      case 'connect':
        return this.#work.begin(async (voice, events) => {
          await voice.connect({ key: output.key, addresses: output.addresses }, events);
          return { type: 'media-connected' };
        }, 'media-failed');
      case 'release':
        return this.#work.release();
      case 'set-max-bit-rate':
        this.#sending = output.bitsPerSecond === 6400 ? 'low' : 'high';
        return port?.setMaxBitRate(output.bitsPerSecond);
      case 'set-timer':
        return timers.set('voice', output.ms, () => this.#feed({ type: 'timer', timer: output.timer }));
      case 'clear-timer':
        return timers.clear('voice');
      case 'started':
        this.#sinceMs = now();
        this.#unstable = false;
        this.#options.talking(true);
        return this.#pace.begin();
      case 'ended':
        this.#last = output.reason;
        this.#options.talking(false);
        this.#pace.end();
        // What has just failed may have been the devices.
        if (this.#machine.known) void this.#tuning.look();
        return;
      case 'refused-to-start':
        this.#last = output.reason;
    }
  }

  #ask(): void {
    this.#last = undefined;
    this.#problem = undefined;
    if (!this.#question.ask()) this.#feed({ type: 'user-refuses' });
  }

  /** Says so to the other side, once the session exists, and to the person. */
  #handleTuning(tuning: Tuning | undefined): void {
    const { known } = this.#machine;
    const news = tuning !== undefined && tuning !== 'unknown' && tuning !== known?.ownWizard;
    if (this.#stage === 'established' && news) this.#feed({ type: 'tuned', good: tuning === 'good' });
    else this.#publish();
  }

  get #blocked(): VoiceBlock | undefined {
    const { known } = this.#machine;
    return known && blockOf(this.#options.role, known, this.#tuning.value);
  }

  #publish(): void {
    this.#hold();
    this.#options.changed(this.#view(), this.#pace.wish);
  }

  #hold(): void {
    const { state } = this.#machine;
    if (OPENING.has(state)) this.#letGo ??= this.#options.questions.hold();
    else {
      this.#letGo?.();
      this.#letGo = undefined;
    }
  }

  #view(): VoiceView {
    if (!this.#options.port) return { name: 'unavailable' };
    switch (this.#machine.state) {
      case 'asking':
        return { name: 'ringing' };
      case 'handshaking':
        return { name: 'asking' };
      case 'accepted':
      case 'creating-client':
      case 'waiting-for-server':
      case 'connecting':
      case 'waiting-for-client':
      case 'creating-server':
      case 'listening':
        return { name: 'connecting' };
      case 'active':
        return {
          name: 'on',
          sinceMs: this.#sinceMs,
          unstable: this.#unstable,
          receiving: this.#pace.receiving,
          sending: this.#sending,
        };
      default:
        return { name: 'off', last: this.#last, problem: this.#problem, blocked: this.#blocked };
    }
  }
}
