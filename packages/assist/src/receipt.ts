/** Keeps the books of one assistance: when the screen was seen, when it was controlled, when they talked, and how it ended. */

import type { FileDirection } from './files/file-view.ts';
import { LIMITS } from './limits.ts';
import type { EndCause, Interval, Receipt, Role } from './view.ts';

/** Intervals of one activity; going on twice or off twice changes nothing. */
class Intervals {
  readonly #closed: Interval[] = [];
  #fromMs: number | undefined;

  on(nowMs: number): void {
    this.#fromMs ??= nowMs;
  }

  off(nowMs: number): void {
    if (this.#fromMs === undefined) return;
    const interval = { fromMs: this.#fromMs, toMs: Math.max(this.#fromMs, nowMs) };
    this.#fromMs = undefined;
    const last = this.#closed.at(-1);
    // Somebody who switches without end may not grow the receipt without end: the record errs on the long side.
    if (last && this.#closed.length >= LIMITS.intervals) {
      this.#closed[this.#closed.length - 1] = { fromMs: last.fromMs, toMs: interval.toMs };
    } else this.#closed.push(interval);
  }

  get list(): readonly Interval[] {
    return [...this.#closed];
  }
}

export class ReceiptBook {
  readonly #role: Role;
  readonly #remoteUser: Receipt['remoteUser'];
  readonly #startedAtMs: number;
  readonly #seen = new Intervals();
  readonly #controlled = new Intervals();
  readonly #talked = new Intervals();
  readonly #files: Receipt['files'][number][] = [];
  #verified: Receipt['verified'] = 'no';

  constructor(role: Role, remoteUser: Receipt['remoteUser'], nowMs: number) {
    this.#role = role;
    this.#remoteUser = { name: remoteUser.name, address: remoteUser.address };
    this.#startedAtMs = nowMs;
  }

  /** The expert sees (or no longer sees) the screen. */
  seen(on: boolean, nowMs: number): void {
    if (on) this.#seen.on(nowMs);
    else this.#seen.off(nowMs);
  }

  /** The expert's hand is (or is no longer) on the mouse and keyboard. */
  controlled(on: boolean, nowMs: number): void {
    if (on) this.#controlled.on(nowMs);
    else this.#controlled.off(nowMs);
  }

  /** The two hear (or no longer hear) each other. */
  talked(on: boolean, nowMs: number): void {
    if (on) this.#talked.on(nowMs);
    else this.#talked.off(nowMs);
  }

  /** A file came in and was kept, or so much of one has left. */
  transferred(direction: FileDirection, bytes: number): void {
    const full = LIMITS.receiptFiles <= this.#files.length;
    const last = full ? this.#files.findLastIndex(file => file.direction === direction) : -1;
    const grown = this.#files[last];
    if (grown) this.#files[last] = { direction, bytes: grown.bytes + bytes };
    else this.#files.push({ direction, bytes });
  }

  /** `tokens`: the two machines have proved themselves to each other; `compared`: the person has compared the pictures too. */
  verified(how: 'tokens' | 'compared'): void {
    if (this.#verified !== 'compared') this.#verified = how;
  }

  close(cause: EndCause, nowMs: number): Receipt {
    this.#seen.off(nowMs);
    this.#controlled.off(nowMs);
    this.#talked.off(nowMs);
    const seen = this.#seen.list;
    // A side may have verified the other before that one found a fault. Once a screen was seen, both had found none.
    const refuted = cause === 'not-verified' && seen.length === 0;
    return {
      role: this.#role,
      remoteUser: this.#remoteUser,
      startedAtMs: this.#startedAtMs,
      endedAtMs: Math.max(this.#startedAtMs, nowMs),
      cause,
      seen,
      controlled: this.#controlled.list,
      talked: this.#talked.list,
      files: [...this.#files],
      verified: refuted ? 'no' : this.#verified,
    };
  }
}
