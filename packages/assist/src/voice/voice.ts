/**
 * [MS-RA] 3.17, 3.18 Voice: who asked, who said yes, and when the microphone is open. The commands travel on channel `71`; the
 * sound is the port's business.
 */
import type { RcCommand } from '@rendezvous/msra';
import { Feed } from '../feed.ts';
import type { Questions } from '../questions.ts';
import { Refusals } from '../refusals.ts';
import type { Timers } from '../timers.ts';
import type { Role } from '../view.ts';
import { type VoiceInput, VoiceMachine, type VoiceOutput } from './voice-machine.ts';
import type { VoiceEvents, VoicePort } from './voice-port.ts';
import type { VoiceEnding, VoiceView } from './voice-view.ts';

export interface VoiceOptions {
  readonly role: Role;
  readonly port: VoicePort | undefined;
  readonly questions: Questions;
  readonly timers: Timers;
  readonly now: () => number;
  readonly sendCommand: (command: RcCommand) => void;
  readonly changed: (voice: VoiceView) => void;
}

export class Voice {
  readonly #options: VoiceOptions;
  readonly #machine: VoiceMachine;
  readonly #refusals = new Refusals();
  readonly #inputs = new Feed<VoiceInput>(input => {
    for (const output of this.#machine.step(input)) this.#carryOut(output);
  });
  #questionId: number | undefined;
  /** While the platform may ask for the microphone. */
  #letGo: (() => void) | undefined;
  #last: VoiceEnding | undefined;
  #sinceMs = 0;
  /** Counts releases: what was begun before one is not heard of after it. */
  #generation = 0;
  #released: Promise<void> = Promise.resolve();

  constructor(options: VoiceOptions) {
    this.#options = options;
    this.#machine = new VoiceMachine(options.role);
    // Who asks is answered with DISABLEVOICE.
    if (!options.port) this.#feed({ type: 'disable' });
    this.#publish();
  }

  /** Asks the other person, unless that makes no sense now; then the view says why. */
  start(): void {
    this.#feed({ type: 'start' });
  }

  /** Ends the call, or takes the wish for one back. */
  stop(): void {
    this.#feed({ type: 'stop' });
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
        return this.#withdraw();
      case 'create-client':
        return this.#attempt(
          async voice => ({ type: 'client-ready', tuned: (await voice.createClient()).tuned }),
          'client-failed',
        );
      case 'create-server':
        return this.#attempt(
          async (voice, events) => ({ type: 'server-ready', ...(await voice.createServer(events)) }),
          'server-failed',
        );
      case 'connect':
        return this.#attempt(async (voice, events) => {
          await voice.connect({ key: output.key, addresses: output.addresses }, events);
          return { type: 'media-connected' };
        }, 'media-failed');
      case 'release':
        return this.#release();
      case 'set-max-bit-rate':
        return port?.setMaxBitRate(output.bitsPerSecond);
      case 'set-timer':
        return timers.set('voice', output.ms, () => this.#feed({ type: 'timer', timer: output.timer }));
      case 'clear-timer':
        return timers.clear('voice');
      case 'started':
        this.#sinceMs = now();
        return;
      case 'ended':
      case 'refused-to-start':
        this.#last = output.reason;
    }
  }

  #ask(): void {
    const { questions, now } = this.#options;
    this.#last = undefined;
    if (!this.#refusals.pressing(now())) {
      this.#questionId = questions.ask({
        subject: { kind: 'voice', possible: 'yes' },
        answered: yes => {
          this.#questionId = undefined;
          this.#refusals.count(yes, now());
          this.#feed({ type: yes ? 'user-accepts' : 'user-refuses' });
        },
      });
    }
    if (this.#questionId === undefined) this.#feed({ type: 'user-refuses' });
  }

  #withdraw(): void {
    const id = this.#questionId;
    this.#questionId = undefined;
    if (id === undefined) return;
    this.#refusals.count(false, this.#options.now());
    this.#options.questions.withdraw(id);
  }

  /** Begins something of the port's when what was before is cleaned up, and feeds what comes of it unless it is released. */
  #attempt(
    begin: (port: VoicePort, events: VoiceEvents) => Promise<VoiceInput>,
    failure: 'client-failed' | 'server-failed' | 'media-failed',
  ): void {
    const { port } = this.#options;
    const generation = this.#generation;
    const feed = (input: VoiceInput): void => {
      if (this.#generation === generation) this.#feed(input);
    };
    const events = {
      connected: () => feed({ type: 'media-connected' }),
      lost: () => feed({ type: 'media-lost' }),
    };
    const work = this.#released.then(async () => {
      if (!port || this.#generation !== generation) throw new Error('it was released before it began');
      return await begin(port, events);
    });
    work.then(feed, () => feed({ type: failure }));
  }

  #release(): void {
    this.#generation += 1;
    const generation = this.#generation;
    this.#released = (async () => {
      try {
        await this.#options.port?.release();
      } catch {
        // Whatever it was, there is nothing more to be done about it.
      }
    })();
    void this.#released.then(() => {
      if (this.#generation === generation) this.#feed({ type: 'released' });
    });
  }

  #publish(): void {
    this.#hold();
    this.#options.changed(this.#view());
  }

  #hold(): void {
    const { state } = this.#machine;
    const opening = state === 'creating-server' || state === 'creating-client';
    if (opening) this.#letGo ??= this.#options.questions.hold();
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
        return { name: 'on', sinceMs: this.#sinceMs };
      default:
        return this.#last === undefined ? { name: 'off' } : { name: 'off', last: this.#last };
    }
  }
}
