/** What was typed but not sent, per conversation; it survives a reload and a change of conversation. */
import { LIMITS } from '@rendezvous/im';
import { z } from 'zod';

/** Characters kept of one draft: more than can be sent, so that a text which is too long can still be cut. */
const DRAFT_LENGTH = LIMITS.textLength * 4;
/** Drafts kept; beyond it the oldest goes. */
const DRAFTS = 100;

const Stored = z.record(z.string().max(300), z.string().max(DRAFT_LENGTH));

export class Drafts {
  readonly #storage: Storage;
  readonly #key: string;

  /** @param owner the address of the account that the drafts belong to */
  constructor(storage: Storage, owner: string) {
    this.#storage = storage;
    this.#key = `rendezvous.drafts.${owner}`;
  }

  /** The draft for `address`; empty when there is none. */
  get(address: string): string {
    return this.#read().get(address) ?? '';
  }

  set(address: string, text: string): void {
    const drafts = this.#read();
    drafts.delete(address);
    if (text !== '') drafts.set(address, text.slice(0, DRAFT_LENGTH));
    while (drafts.size > DRAFTS) drafts.delete(drafts.keys().next().value ?? '');
    try {
      if (drafts.size === 0) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(drafts)));
    } catch {
      // A full or forbidden storage costs the draft after a reload, not the text in the field.
    }
  }

  /** Forgets all of them: the account leaves this browser. */
  clear(): void {
    this.#storage.removeItem(this.#key);
  }

  #read(): Map<string, string> {
    try {
      const parsed = Stored.safeParse(JSON.parse(this.#storage.getItem(this.#key) ?? '{}'));
      return new Map(parsed.success ? Object.entries(parsed.data) : []);
    } catch {
      return new Map();
    }
  }
}
