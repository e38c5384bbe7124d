/** The instant-messaging protocol between the two simulated messengers: in memory, and as bad as it is asked to be. */
import type { Clock } from '../clock.ts';
import { InvitationMessage } from '../invitation.ts';
import { seededRandom } from './random.ts';
import { otherSide, type SideName } from './step.ts';

/** What goes wrong with messages; each is a probability from 0 to 1, or milliseconds. Default: nothing. */
export interface TransportFaults {
  /** The same seed gives the same faults for the same messages. Default 1. */
  readonly seed?: number;
  /** Lost on the way, and its sender is told that it may be: the other messenger has given no receipt. */
  readonly drop?: number;
  /** Lost on the way, and nobody is told. */
  readonly lose?: number;
  /** Delivered twice. */
  readonly duplicate?: number;
  /** Held back, so that what comes after it overtakes it. */
  readonly reorder?: number;
  /** How long a message travels, in milliseconds: any number between the two. Default 0 to 0. */
  readonly delayMs?: number | readonly [min: number, max: number];
}

/** How long a message is held back, at the least, so that another one may overtake it. */
const HELD_BACK_MS = 20;

/** A message was not carried; what a `HostDriver` rejects with. */
export class CarryError extends Error {
  override readonly name = 'CarryError';
  readonly code: 'connectivity' | 'offline' | 'deadline';
  constructor(code: CarryError['code']) {
    super('the message was not carried');
    this.code = code;
  }
}

export interface SimulatedTransportOptions {
  readonly clock: Clock;
  readonly faults?: TransportFaults | undefined;
  readonly deliver: (to: SideName, message: InvitationMessage) => void;
}

export class SimulatedTransport {
  readonly #options: SimulatedTransportOptions;
  readonly #random: () => number;
  readonly #cut = new Set<SideName>();
  /** What travels now. */
  readonly #travelling = new Set<{ readonly clear: () => void }>();
  readonly #lines: Record<SideName, string[]> = { inviter: [], invitee: [] };
  readonly #latest: Record<SideName, number> = { inviter: 0, invitee: 0 };

  constructor(options: SimulatedTransportOptions) {
    this.#options = options;
    this.#random = seededRandom(options.faults?.seed ?? 1);
  }

  /** Whether nothing is on its way. */
  get idle(): boolean {
    return this.#travelling.size === 0;
  }

  /**
   * Carries one message to the other side: through text and through the schema, as over any real protocol.
   * @throws CarryError as a messenger's driver does
   */
  async carry(from: SideName, message: InvitationMessage): Promise<void> {
    const to = otherSide(from);
    if (this.#cut.has(from)) throw new CarryError('connectivity');
    if (this.#cut.has(to)) throw new CarryError('offline');
    const text = JSON.stringify(message);
    const { drop = 0, lose = 0, duplicate = 0 } = this.#options.faults ?? {};
    if (this.#happens(drop)) throw new CarryError('deadline');
    if (this.#happens(lose)) return;
    this.#send(to, text);
    if (this.#happens(duplicate)) this.#send(to, text);
  }

  cut(side: SideName): void {
    this.#cut.add(side);
    this.#loseAll();
  }

  restore(side: SideName): void {
    this.#cut.delete(side);
  }

  isCut(side: SideName): boolean {
    return this.#cut.has(side);
  }

  close(): void {
    this.#loseAll();
  }

  #send(to: SideName, text: string): void {
    const { clock } = this.#options;
    const now = clock.now();
    const heldBack = this.#happens(this.#options.faults?.reorder ?? 0);
    const travelled = now + this.#delay();
    const at = heldBack
      ? Math.max(travelled, this.#latest[to]) + HELD_BACK_MS
      : Math.max(travelled, this.#latest[to]);
    // What is held back holds nothing else up.
    if (!heldBack) this.#latest[to] = at;
    const line = heldBack ? [text] : this.#lines[to];
    if (!heldBack) line.push(text);
    const arrive = (): void => {
      this.#travelling.delete(travelling);
      // The first of its line and not this one: two timers of the same moment may fire in either order.
      const first = line.shift();
      if (first !== undefined) this.#options.deliver(to, InvitationMessage.parse(JSON.parse(first)));
    };
    let gone = false;
    let clear: () => void = () => {
      gone = true;
    };
    const travelling = { clear: () => clear() };
    this.#travelling.add(travelling);
    if (at > now) clear = clock.setTimer(at - now, arrive);
    else queueMicrotask(() => !gone && arrive());
  }

  /** Nobody knows what has arrived of what was on its way; here nothing has. */
  #loseAll(): void {
    for (const { clear } of this.#travelling) clear();
    this.#travelling.clear();
    for (const line of Object.values(this.#lines)) line.splice(0);
  }

  #delay(): number {
    const { delayMs = 0 } = this.#options.faults ?? {};
    if (typeof delayMs === 'number') return delayMs;
    const [min, max] = delayMs;
    return min + this.#random() * (max - min);
  }

  #happens(probability: number): boolean {
    return probability > 0 && this.#random() < probability;
  }
}
