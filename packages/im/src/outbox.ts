import { type Logger, silentLogger } from '@rendezvous/base';
import { ImError } from './errors.ts';
import type { ErrorCode } from './frames.ts';
import { LIMITS } from './limits.ts';
import { entryId, type OutboxEntry, type OutboxStorage, readEntries } from './outbox-storage.ts';

/** The first wait before an entry is tried again, doubled each time; milliseconds. */
const RETRY_FIRST_MS = 1_000;
const RETRY_CAP_MS = 15_000;
/** How often an entry at which the server fails is tried before its writer is told. */
const INTERNAL_TRIES = 5;

export interface OutboxOptions {
  /** Brings one entry to the server; rejects with an {@link ImError}. Repeating it must do no harm. */
  readonly deliver: (entry: OutboxEntry) => Promise<void>;
  /** The entries changed. */
  readonly changed: () => void;
  readonly storage?: OutboxStorage | undefined;
  readonly log?: Logger | undefined;
}

/**
 * What this person wrote and the server has not acknowledged.
 * Entries go out one after the other in the order of writing, and again after every reconnect, until acknowledged;
 * a refused text stays here as failed, and does not hold up what comes after it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #log: Logger;
  #entries: readonly OutboxEntry[];
  #online = false;
  #pumping = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
    this.#entries = this.#load();
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** @throws ImError `too-many` when the outbox is full */
  add(entry: OutboxEntry): void {
    if (this.#entries.some(held => entryId(held) === entryId(entry))) return;
    if (this.#entries.length >= LIMITS.outboxEntries) throw new ImError('too-many', 'client');
    this.#replace([...this.#entries, entry]);
    void this.#pump();
  }

  /** The server has it, as its answer or one of its pushes says. */
  acknowledge(id: string): void {
    if (this.#entries.some(entry => entryId(entry) === id)) {
      this.#replace(this.#entries.filter(entry => entryId(entry) !== id));
    }
  }

  /** Sends a failed text again, as the last in order. */
  retry(clientId: string): void {
    const entry = this.#entries.find(held => held.kind === 'text' && held.clientId === clientId);
    if (entry?.kind !== 'text' || entry.failed === undefined) return;
    const { failed: _, ...again } = entry;
    this.#replace([...this.#entries.filter(held => held !== entry), again]);
    void this.#pump();
  }

  /** Forgets a failed text. */
  discard(clientId: string): void {
    const next = this.#entries.filter(
      entry => entry.kind !== 'text' || entry.clientId !== clientId || entry.failed === undefined,
    );
    if (next.length < this.#entries.length) this.#replace(next);
  }

  /** The connection is there. */
  resume(): void {
    this.#online = true;
    this.#tries = 0;
    void this.#pump();
  }

  /** The connection is gone; what was under way will be sent again. */
  pause(): void {
    this.#online = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #pump(): Promise<void> {
    if (this.#pumping || this.#timer !== undefined) return;
    this.#pumping = true;
    try {
      while (this.#online && this.#timer === undefined) {
        const entry = this.#entries.find(held => held.kind === 'receipt' || held.failed === undefined);
        if (!entry) return;
        await this.#tryOnce(entry);
      }
    } finally {
      this.#pumping = false;
    }
  }

  async #tryOnce(entry: OutboxEntry): Promise<void> {
    try {
      await this.#options.deliver(entry);
      this.#tries = 0;
      this.acknowledge(entryId(entry));
    } catch (error) {
      const verdict = judge(error, this.#tries);
      if (verdict === 'wait') {
        // The end of the connection pauses the outbox; until that has been heard, nothing more is tried.
        this.#online = false;
      } else if (verdict === 'again') {
        this.#tryLater();
      } else {
        this.#tries = 0;
        this.#refused(entry, verdict.refused);
      }
    }
  }

  #tryLater(): void {
    const delayMs = Math.min(RETRY_CAP_MS, RETRY_FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    if (!this.#online) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#pump();
    }, delayMs);
  }

  #refused(entry: OutboxEntry, code: ErrorCode): void {
    if (entry.kind === 'receipt') {
      this.#log.warn('Receipt refused', { sessionId: entry.sessionId, code });
      this.#replace(this.#entries.filter(held => entryId(held) !== entryId(entry)));
    } else {
      this.#log.info('Text refused', { code });
      this.#replace(
        this.#entries.map(held => (entryId(held) === entryId(entry) ? { ...entry, failed: code } : held)),
      );
    }
  }

  #replace(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    try {
      this.#options.storage?.save(entries);
    } catch {
      this.#log.warn('Outbox could not be stored', { entries: entries.length });
    }
    this.#options.changed();
  }

  #load(): readonly OutboxEntry[] {
    try {
      return readEntries(this.#options.storage?.load());
    } catch {
      this.#log.warn('Outbox could not be read');
      return [];
    }
  }
}

type Verdict = 'wait' | 'again' | { readonly refused: ErrorCode };

/** What a failed delivery means for the entry. */
function judge(error: unknown, tries: number): Verdict {
  if (!(error instanceof ImError)) return { refused: 'internal' };
  switch (error.code) {
    case 'stopped':
    case 'unauthorized':
      return 'wait';
    case 'offline':
      return error.by === 'client' ? 'wait' : { refused: 'offline' };
    case 'deadline':
    case 'rate-limited':
      return 'again';
    case 'internal':
      return tries + 1 < INTERNAL_TRIES ? 'again' : { refused: 'internal' };
    case 'too-large':
      return { refused: 'bad-frame' };
    case 'bad-answer':
      return { refused: 'internal' };
    default:
      return { refused: error.code };
  }
}
