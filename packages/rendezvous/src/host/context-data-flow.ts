/**
 * Context data of one session between two messengers: numbered, acknowledged, delivered in order and once each, whatever
 * the way between them loses, repeats or turns round. It decides; who sends and delivers is its owner.
 */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** One string that is on its way to the other side; `id` is the application's number for it. */
export const SentData = z.object({
  seq: z.int().min(1),
  id: z.int().min(1),
  data: z.string().max(LIMITS.contextDataBytes),
});
export type SentData = z.infer<typeof SentData>;

/** What of a flow must survive a reload of the messenger's page. */
export const FlowRecord = z.object({
  sent: z.int().min(0),
  received: z.int().min(0),
  acknowledged: z.int().min(0),
  unacknowledged: z.array(SentData).max(LIMITS.contextDataInFlight),
  skipped: z.array(z.int().min(1)).max(LIMITS.contextDataInFlight),
});
export type FlowRecord = z.infer<typeof FlowRecord>;

/** What is to be done with data that has arrived. */
export type Arrival =
  /** It is next: deliver it. */
  | 'next'
  /** It has been delivered before. */
  | 'repeated'
  /** Something before it is missing: ask the other side. */
  | 'gap';

export class ContextDataFlow {
  #sent = 0;
  /** The other side has all of ours up to here. */
  #acknowledged = 0;
  #received = 0;
  /** The highest number that has ever arrived, in order or not. */
  #seen = 0;
  /** The highest number that the other side was told to have arrived. */
  #told = 0;
  #unitsSinceTold = 0;
  readonly #unacknowledged = new Map<number, SentData>();
  #units = 0;
  /** Our numbers that were refused: the other side must not wait for them. */
  readonly #skipped = new Set<number>();
  /** Their numbers that will never come. */
  readonly #absent = new Set<number>();

  constructor(record?: FlowRecord) {
    if (record === undefined) return;
    this.#sent = record.sent;
    this.#received = record.received;
    this.#told = record.received;
    this.#acknowledged = record.acknowledged;
    for (const sent of record.unacknowledged) this.#keep(sent);
    for (const seq of record.skipped) this.#skipped.add(seq);
  }

  /** The number of the last data that was delivered, or that will never come. */
  get received(): number {
    return this.#received;
  }

  /** Something has arrived of which something before it has not. */
  get missing(): boolean {
    return this.#seen > this.#received;
  }

  /** Our numbers that will never come, for `resumed`. */
  get skipped(): number[] {
    return [...this.#skipped];
  }

  /** UTF-16 units that wait for an acknowledgement. */
  get units(): number {
    return this.#units;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** What the other side has not acknowledged, in order. */
  get unacknowledged(): SentData[] {
    return [...this.#unacknowledged.values()];
  }

  get record(): FlowRecord {
    return {
      sent: this.#sent,
      received: this.#received,
      acknowledged: this.#acknowledged,
      unacknowledged: this.unacknowledged,
      skipped: this.skipped,
    };
  }

  /** Numbers a string that is to be sent; `undefined` when too much has not been acknowledged. */
  number(data: string, id: number): SentData | undefined {
    const { contextDataInFlight, contextDataUnitsInFlight } = LIMITS;
    if (this.#unacknowledged.size + this.#skipped.size >= contextDataInFlight) return undefined;
    if (this.#units + data.length > contextDataUnitsInFlight) return undefined;
    const sent = { seq: ++this.#sent, id, data };
    this.#keep(sent);
    return sent;
  }

  /** The messenger refused it, and the application was told: it is not sent again. */
  skip(seq: number): void {
    if (this.#forget(seq)) this.#skipped.add(seq);
  }

  /**
   * The other side has everything up to `received`. `false` when that was never sent: this side has forgotten what it did.
   */
  acknowledge(received: number): boolean {
    if (received > this.#sent) return false;
    this.#acknowledged = Math.max(this.#acknowledged, received);
    for (const seq of this.#unacknowledged.keys()) {
      if (seq > received) break;
      this.#forget(seq);
    }
    for (const seq of this.#skipped) if (seq <= received) this.#skipped.delete(seq);
    return true;
  }

  /** Data has arrived. When it is `next`, it counts as received from now on. */
  receive(seq: number, data: string): Arrival {
    if (seq <= this.#received) return 'repeated';
    this.#seen = Math.max(this.#seen, seq);
    if (seq !== this.#received + 1) return 'gap';
    this.#received = seq;
    this.#unitsSinceTold += data.length;
    this.#passAbsent();
    return 'next';
  }

  /** The other side has said that these will never come. */
  skipAbsent(numbers: readonly number[]): void {
    for (const seq of numbers) if (seq > this.#received) this.#absent.add(seq);
    this.#passAbsent();
    // What it no longer names was acknowledged: the set stays as small as the list.
    const named = new Set(numbers);
    for (const seq of this.#absent) if (!named.has(seq)) this.#absent.delete(seq);
  }

  /** What to acknowledge now, if it is time. */
  takeAcknowledgement(): number | undefined {
    const due =
      this.#received - this.#told >= LIMITS.contextDataPerAck ||
      this.#unitsSinceTold >= LIMITS.contextDataUnitsPerAck;
    return due ? this.tell() : undefined;
  }

  /** The number that the other side is told now. */
  tell(): number {
    this.#told = this.#received;
    this.#unitsSinceTold = 0;
    return this.#received;
  }

  #passAbsent(): void {
    while (this.#absent.delete(this.#received + 1)) this.#received += 1;
  }

  #keep(sent: SentData): void {
    this.#unacknowledged.set(sent.seq, sent);
    this.#units += sent.data.length;
  }

  #forget(seq: number): boolean {
    const sent = this.#unacknowledged.get(seq);
    if (sent === undefined) return false;
    this.#unacknowledged.delete(seq);
    this.#units -= sent.data.length;
    return true;
  }
}
