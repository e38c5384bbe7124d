/** Context data that was given to an application, until it says that it has taken it: a page may be loaded again at any time. */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';

export const Delivery = z.object({ seq: z.int().min(1), data: z.string().max(LIMITS.contextDataBytes) });
export type Delivery = z.infer<typeof Delivery>;

export class Deliveries {
  readonly #waiting = new Map<number, string>();
  #units = 0;

  constructor(record: readonly Delivery[] = []) {
    for (const { seq, data } of record) this.add(seq, data);
  }

  /** UTF-16 units that wait. */
  get units(): number {
    return this.#units;
  }

  /** What the application has not said to have taken, in order. */
  get waiting(): Delivery[] {
    return [...this.#waiting].map(([seq, data]) => ({ seq, data }));
  }

  /** `false` when the application has let too much lie. */
  add(seq: number, data: string): boolean {
    const { contextDataQueue, contextDataUnitsInFlight } = LIMITS;
    if (this.#waiting.size >= contextDataQueue || this.#units + data.length > contextDataUnitsInFlight) {
      return false;
    }
    this.#waiting.set(seq, data);
    this.#units += data.length;
    return true;
  }

  /** The application has everything up to `seq`. */
  confirm(seq: number): void {
    for (const [waiting, data] of this.#waiting) {
      if (waiting > seq) return;
      this.#waiting.delete(waiting);
      this.#units -= data.length;
    }
  }
}
