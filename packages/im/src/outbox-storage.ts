/** Where texts and receipts wait for the server's acknowledgement, so that not even a page reload loses one. */
import { GuidSchema, Summary } from '@rendezvous/rendezvous';
import { z } from 'zod';
import { Address } from './address.ts';
import { ERROR_CODES } from './frames.ts';
import { LIMITS } from './limits.ts';

export const OutboxEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    to: Address,
    /** Kept over every repetition: the server recognises what it has already. */
    clientId: z.uuid(),
    text: z.string().min(1).max(LIMITS.textLength),
    /** When it was written; milliseconds since 1970. */
    at: z.int().min(0),
    failed: z.enum(ERROR_CODES).optional(),
  }),
  z.object({
    kind: z.literal('receipt'),
    to: Address,
    /** Identifies the receipt: the server takes one from each side of a session. */
    sessionId: z.uuid(),
    application: GuidSchema,
    summary: Summary,
    at: z.int().min(0),
  }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;
export type OutboxText = Extract<OutboxEntry, { kind: 'text' }>;
export type OutboxReceipt = Extract<OutboxEntry, { kind: 'receipt' }>;

/** Keeps the outbox beyond the life of a page. Both may throw (quota, privacy mode): then it lives in memory only. */
export interface OutboxStorage {
  /** What was saved last; whatever comes is validated. */
  load(): unknown;
  save(entries: readonly OutboxEntry[]): void;
}

/** What one entry is known by. */
export function entryId(entry: OutboxEntry): string {
  return entry.kind === 'text' ? entry.clientId : entry.sessionId;
}

/** Takes what is understood from a stored outbox and drops the rest: it may be of an older version, or damaged. */
export function readEntries(stored: unknown): readonly OutboxEntry[] {
  if (!Array.isArray(stored)) return [];
  const entries = new Map<string, OutboxEntry>();
  for (const item of stored.slice(0, LIMITS.outboxEntries)) {
    const parsed = OutboxEntry.safeParse(item);
    if (parsed.success) entries.set(entryId(parsed.data), parsed.data);
  }
  return [...entries.values()];
}

/** The part of the platform's `Storage` that is needed. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'rendezvous.outbox';

/**
 * An outbox in the browser's `localStorage`, one key per tab and account.
 * `load` also takes over what other tabs left: a tab that was closed with an unsent text is not coming back.
 * Where such a tab still lives, both send, and the server recognises the second by its id.
 * @param options.account the address of the signed-in person: nobody else's texts are ever sent
 */
export function webOutboxStorage(options: {
  readonly storage: WebStorage;
  readonly account: string;
  readonly device: string;
}): OutboxStorage {
  const { storage } = options;
  const accountPrefix = `${PREFIX}.${options.account}.`;
  const ownKey = accountPrefix + options.device;
  const save = (entries: readonly OutboxEntry[]): void => {
    if (entries.length === 0) storage.removeItem(ownKey);
    else storage.setItem(ownKey, JSON.stringify(entries));
  };
  return {
    save,
    load: () => {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
      const mine = keys.filter(key => key !== null).filter(key => key.startsWith(accountPrefix));
      const entries = new Map<string, OutboxEntry>();
      for (const key of mine) {
        for (const entry of readEntries(parseJson(storage.getItem(key)))) entries.set(entryId(entry), entry);
      }
      const sorted = [...entries.values()].sort((a, b) => a.at - b.at);
      save(sorted);
      for (const key of mine) if (key !== ownKey) storage.removeItem(key);
      return sorted;
    },
  };
}

function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
