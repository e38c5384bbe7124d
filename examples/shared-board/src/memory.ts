/** What a reload of this page must not lose: how to come back to the messenger, and the moves. */
import type { ApplicationMemory, ApplicationRecord } from '@rendezvous/rendezvous';

export interface PageMemory extends ApplicationMemory {
  /** What was last played, as it was remembered; to be checked by whoever reads it. */
  moves: unknown;
}

/**
 * Memory in `sessionStorage`; in a sandbox that leaves the page none, in the name of its frame, which outlives a reload
 * too, and which nobody can read but this page and what it would itself open in its place.
 */
export function pageMemory(window: Pick<Window, 'name' | 'sessionStorage'>): PageMemory {
  const place = placeOf(window);
  const load = (): object => {
    try {
      const kept: unknown = JSON.parse(place.load());
      return typeof kept === 'object' && kept !== null ? kept : {};
    } catch {
      return {};
    }
  };
  const change = (part: object): void => place.save(JSON.stringify({ ...load(), ...part }));
  const read = (): ApplicationRecord | undefined => {
    const kept = load();
    return 'record' in kept && isRecord(kept.record) ? kept.record : undefined;
  };
  return {
    read,
    write: ({ origin = read()?.origin, ...record }) => change({ record: { ...record, origin } }),
    clear: () => place.save(''),
    get moves() {
      const kept = load();
      return 'moves' in kept ? kept.moves : undefined;
    },
    set moves(moves) {
      change({ moves });
    },
  };
}

function isRecord(value: unknown): value is ApplicationRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record: Partial<Record<keyof ApplicationRecord, unknown>> = value;
  const { resumeToken, received, origin } = record;
  return typeof resumeToken === 'string' && typeof received === 'number' && typeof origin === 'string';
}

function placeOf(window: Pick<Window, 'name' | 'sessionStorage'>): {
  load(): string;
  save(text: string): void;
} {
  try {
    const { sessionStorage: storage } = window;
    const key = `shared-board.${window.name}`;
    return { load: () => storage.getItem(key) ?? '', save: text => storage.setItem(key, text) };
  } catch {
    const save = (text: string): void => {
      window.name = text;
    };
    return { load: () => window.name, save };
  }
}
