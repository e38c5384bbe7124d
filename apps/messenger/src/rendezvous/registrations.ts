/** The applications that this messenger knows, as its server lists them. It knows none by itself. */
import { loadApplications } from '@rendezvous/im';
import type { Registration } from '@rendezvous/rendezvous';
import { Value } from '../shell/values.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

export class Registrations extends Value<readonly Registration[]> {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    super([]);
    this.#baseUrl = baseUrl;
  }

  /** Resolves when the list has come; tries again until then, or until `signal` aborts. Never rejects. */
  async load(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        this.set(await loadApplications(this.#baseUrl));
        return;
      } catch {
        await pause(wait, signal);
      }
    }
  }

  find(id: string): Registration | undefined {
    return this.get().find(registration => registration.id === id);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
