/** What receipts tell of the link: round trip, rate, and what is under way. */

interface Sent {
  readonly frame: number;
  readonly bytes: number;
  readonly at: number;
}

/** Bytes a millisecond until the first large frame was receipted: 32 Mbit/s, between a home's line and a local network. */
const FIRST_BYTES_PER_MS = 4_000;
/** A frame of fewer bytes says nothing about the rate. */
const RATE_BYTES = 16_000;
/** How much a new measurement counts. */
const WEIGHT = 0.3;
/** The shortest round trip is forgotten a little with every receipt, so that a way that became longer is learnt. */
const FORGET = 1.01;

export class LinkMeter {
  #underWay: Sent[] = [];
  #bytesUnderWay = 0;
  #lastReceiptAt = Number.NEGATIVE_INFINITY;
  #bytesPerMs: number | undefined;
  #roundTripMs: number | undefined;
  #shortestMs: number | undefined;

  /** Frames sent and not receipted. */
  get framesUnderWay(): number {
    return this.#underWay.length;
  }

  get bytesUnderWay(): number {
    return this.#bytesUnderWay;
  }

  get bytesPerMs(): number {
    return this.#bytesPerMs ?? FIRST_BYTES_PER_MS;
  }

  /** From the last byte handed over to the receipt, less the expert's own time; of the last frame. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  get shortestRoundTripMs(): number | undefined {
    return this.#shortestMs;
  }

  /** Since when the oldest frame is without a receipt; `undefined` when none is. */
  get waitingSince(): number | undefined {
    return this.#underWay[0]?.at;
  }

  sent(frame: number, bytes: number, now: number): void {
    this.#underWay.push({ frame, bytes, at: now });
    this.#bytesUnderWay += bytes;
  }

  /**
   * The expert painted this frame and all before it, and took `spentMs` for that.
   * @returns whether such a frame was under way; a receipt for another says nothing
   */
  receipted(frame: number, spentMs: number, now: number): boolean {
    const index = this.#underWay.findIndex(each => each.frame === frame);
    const last = this.#underWay[index];
    if (!last) return false;
    const done = this.#underWay.splice(0, index + 1);
    const bytes = done.reduce((sum, each) => sum + each.bytes, 0);
    this.#bytesUnderWay -= bytes;
    const elapsed = Math.max(0, now - last.at - spentMs);
    this.#roundTripMs = elapsed;
    const shortest = Math.min(elapsed, (this.#shortestMs ?? elapsed) * FORGET);
    this.#shortestMs = shortest;
    if (bytes >= RATE_BYTES) {
      // While one frame follows the other, the link worked from receipt to receipt; otherwise it began with this frame.
      const first = done[0]?.at ?? last.at;
      const busyMs =
        this.#lastReceiptAt > first ? now - this.#lastReceiptAt : now - first - spentMs - shortest;
      const rate = bytes / Math.max(1, busyMs);
      this.#bytesPerMs =
        this.#bytesPerMs === undefined ? rate : this.#bytesPerMs + (rate - this.#bytesPerMs) * WEIGHT;
    }
    this.#lastReceiptAt = now;
    return true;
  }

  /** A new picture: what was under way will not be receipted. */
  reset(): void {
    this.#underWay = [];
    this.#bytesUnderWay = 0;
  }
}
