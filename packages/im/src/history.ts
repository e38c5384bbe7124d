import { type Logger, silentLogger } from '@rendezvous/base';
import { ImError } from './errors.ts';
import type { OperationParams, OperationResult } from './frames.ts';
import { LIMITS } from './limits.ts';
import { type ConversationState, type Page, resumeSeq } from './store/conversation.ts';

/** Messages fetched at a time when a person scrolls back. */
const PAGE = 50;
/** Pages of messages that are fetched to fill a gap; beyond, the conversation starts afresh with its newest page. */
const GAP_PAGES = 5;
/** Before a failed attempt to fill gaps is repeated; milliseconds. */
const RETRY_MS = 2_000;

export interface HistoryOptions {
  readonly request: (
    params: OperationParams<'history'>,
    apply: (result: OperationResult<'history'>) => void,
  ) => Promise<unknown>;
  readonly conversation: (address: string) => ConversationState | undefined;
  /** Addresses whose conversations have a gap. */
  readonly behind: () => readonly string[];
  readonly paged: (address: string, page: Page) => void;
  readonly loading: (address: string, on: boolean) => void;
  readonly log?: Logger | undefined;
}

/** Fetches pages of history: older ones when asked, and what a lost connection has missed. */
export class History {
  readonly #options: HistoryOptions;
  readonly #log: Logger;
  readonly #running = new Map<string, Promise<void>>();
  /** Conversations that were opened before there was a connection. */
  readonly #wanted = new Set<string>();
  #online = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
  }

  /**
   * Fetches the newest page the first time, then the page before the oldest message held.
   * Without a connection the first page is fetched as soon as there is one. Never rejects.
   */
  loadOlder(address: string): Promise<void> {
    if (!this.#online) {
      this.#wanted.add(address);
      return Promise.resolve();
    }
    const conversation = this.#options.conversation(address);
    if (conversation?.loaded && !conversation.hasOlder) return Promise.resolve();
    return this.#alone(address, () => this.#older(address));
  }

  /** The connection is (back) there: catches up what was missed. */
  resume(): void {
    this.#online = true;
    void this.#catchUp();
  }

  pause(): void {
    this.#online = false;
    clearTimeout(this.#timer);
  }

  async #catchUp(): Promise<void> {
    clearTimeout(this.#timer);
    for (const address of this.#options.behind()) {
      await this.#running.get(address);
      if (!this.#online) return;
      await this.#alone(address, () => this.#fill(address));
    }
    // A copy: one that fails is wanted again, and must not come around in this very loop.
    const wanted = Array.from(this.#wanted);
    for (const address of wanted) {
      if (!this.#online) return;
      this.#wanted.delete(address);
      if (this.#options.conversation(address)?.loaded === false) {
        await this.#alone(address, () => this.#older(address));
      }
    }
  }

  async #older(address: string): Promise<void> {
    const conversation = this.#options.conversation(address);
    if (!conversation) return;
    if (!conversation.loaded) {
      await this.#newest(address);
      return;
    }
    const before = conversation.confirmed[0]?.seq;
    if (before === undefined) return;
    await this.#page({ with: address, before, limit: PAGE }, 'older');
  }

  async #newest(address: string): Promise<void> {
    await this.#page({ with: address, limit: PAGE }, 'newest');
  }

  async #fill(address: string): Promise<void> {
    for (let pages = 0; pages < GAP_PAGES; pages += 1) {
      const conversation = this.#options.conversation(address);
      if (!conversation?.behind) return;
      const after = pages === 0 ? resumeSeq(conversation) : conversation.syncedSeq;
      const more = await this.#page({ with: address, after, limit: LIMITS.historyPage }, 'after');
      if (!more) return;
    }
    await this.#newest(address);
  }

  async #page(params: OperationParams<'history'>, answers: Page['answers']): Promise<boolean> {
    let more = false;
    await this.#options.request(params, result => {
      more = result.more && result.messages.length > 0;
      this.#options.paged(params.with, { messages: result.messages, more, answers });
    });
    return more;
  }

  /** One fetch at a time for a conversation; who asks meanwhile waits for the one under way. */
  #alone(address: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(address);
    if (running) return running;
    const mine = this.#guarded(address, work);
    this.#running.set(address, mine);
    return mine;
  }

  async #guarded(address: string, work: () => Promise<void>): Promise<void> {
    this.#options.loading(address, true);
    try {
      await work();
    } catch (error) {
      this.#failed(address, error);
    } finally {
      this.#running.delete(address);
      this.#options.loading(address, false);
    }
  }

  #failed(address: string, error: unknown): void {
    if (!(error instanceof ImError)) throw error;
    this.#log.debug('History not fetched', { code: error.code });
    const conversation = this.#options.conversation(address);
    if (conversation?.loaded === false) this.#wanted.add(address);
    const passing = error.code === 'rate-limited' || error.code === 'deadline' || error.code === 'internal';
    if (!passing || !this.#online) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#catchUp(), RETRY_MS);
  }
}
