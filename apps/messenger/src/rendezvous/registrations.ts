/** The applications that this messenger knows, as its server lists them. It knows none by itself. */
import { loadApplications } from '@rendezvous/im';
import { type LaunchOf, launchesAs, type Registration } from '@rendezvous/rendezvous';
import { Value } from '../shell/values.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

/** An application that a browser can launch. */
export type PageRegistration = Registration & { readonly launch: LaunchOf<'page'> };

/**
 * Programs and modules are left out, of the menu and of what the host knows: a page can start no program, and a module
 * would run with the rights of this one. Who is invited to such an application answers that it is not installed.
 */
export function launchable(registrations: readonly Registration[]): readonly PageRegistration[] {
  return registrations.filter(registration => launchesAs(registration, 'page'));
}

/** The address of its image; `undefined` when it has none that a browser can load. */
export function iconOf({ icon }: Pick<Registration, 'icon'>): string | undefined {
  return typeof icon === 'string' && icon !== '' ? icon : undefined;
}

/** Two applications are of one kind when they open the same page. */
export function sameKind(a: Registration, b: Registration): boolean {
  return launchesAs(a, 'page') && launchesAs(b, 'page') && a.launch.url === b.launch.url;
}

export class Registrations extends Value<readonly PageRegistration[]> {
  readonly #baseUrl: string;
  #loading: Promise<void> | undefined;
  /** The list may have changed since the server was last asked. */
  #outdated = false;
  /** Ends the wait for the next attempt. */
  #hurry = new AbortController();

  constructor(baseUrl: string) {
    super([]);
    this.#baseUrl = baseUrl;
  }

  /** Resolves when the list has come; tries again until then, or until `signal` aborts. Never rejects. */
  load(signal: AbortSignal): Promise<void> {
    this.#loading ??= this.#loadUntilCurrent(signal);
    return this.#loading;
  }

  /**
   * The server's list may be another one now: asks once more, after the loading that is under way. What is known stays
   * until the new list has come. Resolves like {@link load}; never rejects.
   */
  reload(signal: AbortSignal): Promise<void> {
    this.#outdated = true;
    this.#hurry.abort();
    return this.load(signal);
  }

  find(id: string): PageRegistration | undefined {
    return this.get().find(registration => registration.id === id);
  }

  async #loadUntilCurrent(signal: AbortSignal): Promise<void> {
    do {
      await this.#loadOnce(signal);
    } while (this.#outdated && !signal.aborted);
    this.#loading = undefined;
  }

  async #loadOnce(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      this.#outdated = false;
      this.#hurry = new AbortController();
      try {
        this.#take(launchable(await loadApplications(this.#baseUrl)));
        return;
      } catch {
        await pause(wait, AbortSignal.any([signal, this.#hurry.signal]));
      }
    }
  }

  /** The same list again is no change. */
  #take(list: readonly PageRegistration[]): void {
    if (JSON.stringify(list) !== JSON.stringify(this.get())) this.set(list);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
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
