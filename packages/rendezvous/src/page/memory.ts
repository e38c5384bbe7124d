/** What an application's page remembers over its own reload, so that it comes back without a new launch. */
import { z } from 'zod';
import { memoryPlace, type PageWindow } from './memory-place.ts';

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
 *
 * A page with an opaque origin, as in a frame whose sandbox has no `allow-same-origin`, has no storage, and remembers in
 * `window.name`, from its hello to the end of its session. So what is loaded into that very frame in its place can read
 * the resume token, and take the session on in there: open links in other windows, and load nothing in this one that you
 * would not trust with the session. Nobody else can read it, and nobody can use it elsewhere, because a messenger answers
 * a knock without an origin only in frames that it has opened so itself. Conversely, a name that somebody else has
 * written leads to no other messenger than the window that opened this page, as a launch does.
 *
 * Where the person has forbidden the storage, the page remembers nothing.
 * @param name tells frames of one tab apart; default the window's name, which its messenger gives it
 */
export function sessionMemory(window: PageWindow, name: string = window.name): ApplicationMemory {
  const place = memoryPlace(window, `rendezvous.application.${name}`);
  const attempt = <T>(use: () => T): T | undefined => {
    try {
      return use();
    } catch {
      return undefined;
    }
  };
  const read = (): ApplicationRecord | undefined => {
    const raw = attempt(() => JSON.parse(place?.load() ?? 'null') as unknown);
    const checked = ApplicationRecord.safeParse(raw);
    return checked.success ? checked.data : undefined;
  };
  return {
    read,
    write: record => {
      const checked = ApplicationRecord.safeParse({ origin: read()?.origin, ...record });
      if (checked.success) attempt(() => place?.save(JSON.stringify(checked.data)));
    },
    clear: () => attempt(() => place?.save(undefined)),
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
