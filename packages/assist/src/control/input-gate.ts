/**
 * The only way from the expert's hand to the novice's machine, on this side of the companion.
 *
 * INVARIANT: an event reaches the sink only while the novice's share-control machine is in control, no consent question is
 * open, the screen is shown and not paused, and the grant has not run out.
 */
import { TokenBucket } from '@rendezvous/base';
import { INPUT_LIMITS, InputEvent } from './input-events.ts';

/** Where admitted events go: the companion. Nobody else calls it. */
export interface InputSink {
  inject(event: InputEvent): void;
}

/** Read anew for each event: nothing here is a copy that could be stale. */
export interface GateConditions {
  readonly inControl: boolean;
  readonly questionOpen: boolean;
  readonly screenShown: boolean;
  /** The link has lost contact: what still trickles in was meant for a picture that nobody saw. */
  readonly unstable: boolean;
  /** End of the grant, the local clock. */
  readonly grantedUntilMs: number;
}

export type GateVerdict = 'passed' | 'closed' | 'malformed' | 'rate';

export class InputGate {
  readonly #sink: InputSink;
  readonly #now: () => number;
  readonly #conditions: () => GateConditions;
  readonly #bucket = new TokenBucket(INPUT_LIMITS.burst, INPUT_LIMITS.eventsPerSecond);
  #dropped = 0;
  /** A key or button that went up may be among the events that the rate limit dropped. */
  #lost = false;

  constructor(options: { sink: InputSink; now: () => number; conditions: () => GateConditions }) {
    this.#sink = options.sink;
    this.#now = options.now;
    this.#conditions = options.conditions;
  }

  /** How many events did not pass. */
  get dropped(): number {
    return this.#dropped;
  }

  get open(): boolean {
    const { inControl, questionOpen, screenShown, unstable, grantedUntilMs } = this.#conditions();
    return inControl && !questionOpen && screenShown && !unstable && this.#now() < grantedUntilMs;
  }

  /** Takes one text of the `input` channel. */
  pass(text: string): GateVerdict {
    const verdict = this.#judge(text);
    if (verdict !== 'passed') this.#dropped += 1;
    return verdict;
  }

  #judge(text: string): GateVerdict {
    if (!this.#bucket.take(this.#now())) {
      this.#lost = true;
      return 'rate';
    }
    // Whatever it is, it is not even looked at while the gate is closed.
    if (!this.open) return 'closed';
    const event = parseInputEvent(text);
    if (!event) return 'malformed';
    if (this.#lost) {
      this.#lost = false;
      this.#sink.inject({ type: 'release-all' });
    }
    this.#sink.inject(event);
    return 'passed';
  }
}

/** Text of the wire → event; `undefined` for anything else. */
export function parseInputEvent(text: string): InputEvent | undefined {
  if (INPUT_LIMITS.messageBytes < text.length) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = InputEvent.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
