/** Carries the link's own signals to the other side: by context data while there is a rendezvous, on the link itself after. */
import type { Signal } from '@rendezvous/peer';
import { LIMITS } from './limits.ts';
import type { CandidatesSignal, DescriptionSignal } from './signals.ts';

/** One way to the other side; `false` when it is not open (any more). */
export type Way = (signal: DescriptionSignal | CandidatesSignal) => boolean;

export class SignalPath {
  readonly #ways: readonly Way[];
  readonly #waiting: Signal[] = [];
  #dropped = 0;

  /** @param ways best first; each signal takes the first that is open */
  constructor(ways: readonly Way[]) {
    this.#ways = ways;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Takes the signals of a link until it closes. */
  async run(signals: AsyncIterable<Signal>): Promise<void> {
    for await (const signal of signals) {
      if (LIMITS.waitingSignals <= this.#waiting.length) this.#dropped += 1;
      else this.#waiting.push(signal);
      this.flush();
    }
  }

  /** Sends what waits, as far as a way is open: call when one has opened. */
  flush(): void {
    while (0 < this.#waiting.length) {
      const { message, count } = this.#next();
      if (!this.#ways.some(way => way(message))) return;
      this.#waiting.splice(0, count);
    }
  }

  /** A description, or as many candidates as stand in a row and fit. */
  #next(): { message: DescriptionSignal | CandidatesSignal; count: number } {
    const candidates: CandidatesSignal['candidates'] = [];
    for (const signal of this.#waiting) {
      if (signal.type === 'description') {
        if (candidates.length === 0) {
          const { type, sdp } = signal.description;
          return { message: { type: 'description', description: { type, sdp } }, count: 1 };
        }
        break;
      }
      candidates.push(signal.candidate && boundedCandidate(signal.candidate));
      if (candidates.length === LIMITS.candidatesPerMessage) break;
    }
    return { message: { type: 'candidates', candidates }, count: candidates.length };
  }
}

function boundedCandidate(init: RTCIceCandidateInit): NonNullable<CandidatesSignal['candidates'][number]> {
  const { candidate = '', sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = init;
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
