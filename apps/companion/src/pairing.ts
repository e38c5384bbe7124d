import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { LIMITS } from './limits.ts';

export type PairingAnswer =
  | { readonly name: 'paired'; readonly token: string }
  | { readonly name: 'refused'; readonly reason: 'wrong-code' | 'wrong-token' | 'locked' };

/**
 * The one-time code that the person types into the page, and the token that the page gets for it.
 * A code is spent by its first use. The token lives as long as the process or until another page pairs.
 * Six digits are enough because there are five tries and each of them is seen in the terminal.
 */
export class Pairing {
  #code: string | undefined;
  #token: string | undefined;
  #wrong = 0;

  constructor() {
    this.#code = newCode();
  }

  /** Undefined once it is spent. */
  get code(): string | undefined {
    return this.#code;
  }

  get triesLeft(): number {
    return LIMITS.wrongCodes - this.#wrong;
  }

  get locked(): boolean {
    return this.triesLeft <= 0;
  }

  /** A fresh code beside the token, for another page; undefined when it is locked. */
  renewCode(): string | undefined {
    this.#code = this.locked ? undefined : newCode();
    return this.#code;
  }

  pair(code: string): PairingAnswer {
    if (this.locked) return { name: 'refused', reason: 'locked' };
    if (this.#code === undefined || !same(code.replace(/[\s-]/g, ''), this.#code)) {
      this.#wrong++;
      if (this.locked) this.#code = undefined;
      return { name: 'refused', reason: this.locked ? 'locked' : 'wrong-code' };
    }
    this.#code = undefined;
    this.#wrong = 0;
    this.#token = randomBytes(32).toString('base64url');
    return { name: 'paired', token: this.#token };
  }

  /** A wrong token needs no count: it has 256 bits. */
  resume(token: string): PairingAnswer {
    if (this.locked) return { name: 'refused', reason: 'locked' };
    if (this.#token === undefined || !same(token, this.#token))
      return { name: 'refused', reason: 'wrong-token' };
    return { name: 'paired', token: this.#token };
  }
}

function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
