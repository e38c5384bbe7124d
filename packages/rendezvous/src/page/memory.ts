/** What an application's page remembers over its own reload, so that it comes back without a new launch. */
import { z } from 'zod';

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;

const ApplicationRecord = z.object({
  /** Of `rendezvous/hello`: a secret between the page and its messenger. */
  resumeToken: z.string().min(16).max(200),
  /** The number of the last context data that the application has taken. */
  received: z.int().min(0),
  /** Of the messenger's page: nobody else may be shown the token. */
  origin: z.string().max(300).refine(isOrigin, 'the origin of an http or https page'),
});
export type ApplicationRecord = z.infer<typeof ApplicationRecord>;

/** For `connectToHost` and `acceptSession`. None of the three throws: without memory a reload ends the session, no more. */
export interface ApplicationMemory {
  read(): ApplicationRecord | undefined;
  /** Whoever does not know the origin leaves it out: the memory that `connectToHost` returns fills it in. */
  write(record: Omit<ApplicationRecord, 'origin'> & { readonly origin?: string }): void;
  clear(): void;
}

/**
 * Memory in the page's `sessionStorage`: it belongs to this tab and to this origin, and is gone with the tab.
 * A page without an origin of its own has no storage, and then remembers nothing.
 * @param name tells frames of one tab apart; default the window's name, which its messenger gives it
 */
export function sessionMemory(
  window: Pick<Window, 'sessionStorage' | 'name'>,
  name: string = window.name,
): ApplicationMemory {
  const key = `rendezvous.application.${name}`;
  // The mere mention of the storage throws where there is none.
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(window.sessionStorage);
    } catch {
      return undefined;
    }
  };
  const read = (): ApplicationRecord | undefined => {
    const raw = attempt(storage => JSON.parse(storage.getItem(key) ?? 'null') as unknown);
    const checked = ApplicationRecord.safeParse(raw);
    return checked.success ? checked.data : undefined;
  };
  return {
    read,
    write: record => {
      const checked = ApplicationRecord.safeParse({ origin: read()?.origin, ...record });
      if (checked.success) attempt(storage => storage.setItem(key, JSON.stringify(checked.data)));
    },
    clear: () => attempt(storage => storage.removeItem(key)),
  };
}

/** The same memory, for a page whose messenger is at `origin`. */
export function memoryOf(origin: string, memory: ApplicationMemory): ApplicationMemory {
  return {
    read: () => memory.read(),
    write: record => memory.write({ ...record, origin }),
    clear: () => memory.clear(),
  };
}
