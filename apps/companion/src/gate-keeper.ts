import type { CompanionMessage, DisarmReason, InputEvent, PageMessage } from '@rendezvous/assist';
import type { Clock } from './clock.ts';
import type { Ask } from './consent/ask.ts';
import { plainText } from './consent/untrusted-text.ts';
import { type GateInput, type GateState, initialGateState, nextGateDeadline, stepGate } from './gate.ts';
import { Injector } from './injector.ts';
import { LIMITS } from './limits.ts';
import { PanicKey } from './panic-key.ts';
import type { HandActivity, Platform } from './platform/platform.ts';
import { languageOf, WORDS } from './words.ts';

export type ArmRequest = PageMessage & { type: 'arm' };

export interface GateKeeperEvents {
  /** To the page; always after what it tells of has happened. */
  send(message: CompanionMessage): void;
  /** The helper's cleaned name. */
  armed(name: string, minutes: number): void;
  disarmed(reason: DisarmReason): void;
}

/**
 * Drives the gate: the one owner of its state, of its timers, of the question at the machine and of the panic key.
 * INVARIANT: whatever is down has been released before anybody is told that the gate has shut.
 */
export class GateKeeper {
  readonly #platform: Platform;
  readonly #injector: Injector;
  readonly #clock: Clock;
  readonly #ask: Ask;
  readonly #ready: () => Promise<void>;
  readonly #events: GateKeeperEvents;
  readonly #panic = new PanicKey();
  #state: GateState = initialGateState;
  #question: AbortController | undefined;
  #helper = { name: '', minutes: 0 };
  #screenId = '';
  #lastPingMs = 0;
  #cancelTimer: (() => void) | undefined;
  #unwatch: (() => void) | undefined;

  /** @param ready resolves when the watchdog stands, without which nothing is armed */
  constructor(
    platform: Platform,
    clock: Clock,
    ask: Ask,
    ready: () => Promise<void>,
    events: GateKeeperEvents,
  ) {
    this.#platform = platform;
    this.#clock = clock;
    this.#ask = ask;
    this.#ready = ready;
    this.#events = events;
    this.#injector = new Injector(platform, clock, () => this.disarm('failed'));
  }

  get state(): GateState {
    return this.#state;
  }

  arm(request: ArmRequest): void {
    const screen = this.#platform.screens().find(({ id }) => id === request.screenId);
    if (!screen) {
      this.disarm('failed');
      this.#events.send({ type: 'disarmed', reason: 'failed' });
      return;
    }
    this.#question?.abort();
    const question = new AbortController();
    this.#question = question;
    this.#screenId = screen.id;
    this.#lastPingMs = this.#clock.now();
    this.#helper = {
      name: plainText(request.helper.name, LIMITS.nameLength),
      minutes: Math.max(1, Math.ceil(request.minutes)),
    };
    const words = WORDS[languageOf(request.language)].question(
      this.#helper.name,
      plainText(request.helper.address, LIMITS.addressLength),
      this.#helper.minutes,
    );
    this.#step({ type: 'ask', minutes: request.minutes });
    Promise.all([this.#ask(words, question.signal), this.#ready()]).then(
      ([yes]) => this.#answer(question, yes),
      () => this.#answer(question, undefined),
    );
  }

  renew(minutes: number): void {
    this.#step({ type: 'renew', minutes, nowMs: this.#clock.now() });
  }

  suspend(on: boolean): void {
    this.#step({ type: 'suspend', on });
  }

  inject(event: InputEvent): void {
    this.#step({ type: 'event', event, nowMs: this.#clock.now() });
  }

  /** The page is alive. */
  pinged(): void {
    this.#lastPingMs = this.#clock.now();
  }

  /** Shuts the gate; everything is released before this returns. Idempotent. */
  disarm(reason: DisarmReason): void {
    this.#step({ type: 'disarm', reason });
  }

  /** Lets go of what is down without shutting: after events were lost, a release may be among them. */
  releaseAll(): void {
    this.#injector.releaseAll();
  }

  screensChanged(): void {
    if (this.#state.name !== 'armed') return;
    const screen = this.#platform.screens().find(({ id }) => id === this.#screenId);
    if (screen) this.#injector.screen = screen;
    else this.disarm('failed');
  }

  #answer(question: AbortController, yes: boolean | undefined): void {
    // A question that was withdrawn or replaced has no answer.
    if (this.#question !== question || question.signal.aborted) return;
    if (yes === undefined) return this.disarm('failed');
    const screen = this.#platform.screens().find(({ id }) => id === this.#screenId);
    if (yes && !screen) return this.disarm('failed');
    this.#injector.screen = screen;
    this.#step({ type: 'answer', yes, nowMs: this.#clock.now() });
  }

  #step(input: GateInput): void {
    const before = this.#state.name;
    const [state, outputs] = stepGate(this.#state, input);
    // The state stands before its outputs are carried out, so that nothing they cause can pass a gate that has shut.
    this.#state = state;
    let failed = false;
    for (const output of outputs) {
      switch (output.type) {
        case 'release':
          this.#injector.releaseAll();
          break;
        case 'inject':
          try {
            this.#injector.inject(output.event);
          } catch {
            failed = true;
          }
          break;
        case 'send':
          this.#events.send(output.message);
          if (output.message.type === 'disarmed') this.#events.disarmed(output.message.reason);
          break;
      }
    }
    if (before !== state.name) this.#changed(before);
    if (before !== state.name || input.type !== 'event') this.#schedule();
    if (failed) this.disarm('failed');
  }

  #changed(before: GateState['name']): void {
    if (before === 'asking') {
      const question = this.#question;
      this.#question = undefined;
      question?.abort();
    }
    if (before === 'armed') {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
    if (this.#state.name === 'armed') {
      this.#panic.reset();
      this.#unwatch = this.#platform.watchHand(activity => this.#onHand(activity));
      this.#events.armed(this.#helper.name, this.#helper.minutes);
    } else if (this.#state.name === 'disarmed') {
      this.#injector.screen = undefined;
    }
  }

  #onHand(activity: HandActivity): void {
    const nowMs = this.#clock.now();
    if (activity === 'escape-up') this.#panic.release();
    if (activity === 'escape-down' && this.#panic.press(nowMs)) return this.disarm('panic');
    this.#step({ type: 'hand', nowMs });
  }

  #schedule(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#state.name === 'disarmed') return;
    const deadline = Math.min(
      nextGateDeadline(this.#state) ?? Number.POSITIVE_INFINITY,
      this.#lastPingMs + LIMITS.pingSilenceMs,
      this.#state.name === 'armed' ? (this.#panic.holdDeadline ?? Number.POSITIVE_INFINITY) : Infinity,
    );
    this.#cancelTimer = this.#clock.after(Math.max(0, deadline - this.#clock.now()), () => {
      this.#cancelTimer = undefined;
      // A clock that was set back must not lengthen a grant: the timer itself says that the time has come.
      this.#onTimer(Math.max(this.#clock.now(), deadline));
    });
  }

  #onTimer(nowMs: number): void {
    if (this.#state.name === 'armed' && this.#panic.held(nowMs)) return this.disarm('panic');
    if (nowMs - this.#lastPingMs >= LIMITS.pingSilenceMs) return this.disarm('closed');
    this.#step({ type: 'timer', nowMs });
  }
}
