/**
 * The invitations of this tab that nobody has answered. A page that goes takes them back, but its last words may be lost;
 * so they are kept for this tab, and the page that comes after it says it again.
 */
import { Address, type ImClient, ImError } from '@rendezvous/im';
import type { HostSession } from '@rendezvous/rendezvous';
import { z } from 'zod';

const Kept = z.array(z.object({ sessionId: z.uuid(), to: Address })).max(100);
type Kept = z.infer<typeof Kept>;

export interface OpenInvitationsOptions {
  readonly client: Pick<ImClient, 'snapshot' | 'request' | 'addEventListener'>;
  /** This tab's own: what another tab has asked is not taken back here. */
  readonly storage: Storage;
  /** The address of the account. */
  readonly account: string;
}

export class OpenInvitations {
  readonly #client: OpenInvitationsOptions['client'];
  readonly #storage: Storage;
  readonly #key: string;
  /** Of an earlier page. */
  #left: Kept = [];
  #open: Kept = [];
  #busy = false;

  constructor({ client, storage, account }: OpenInvitationsOptions) {
    this.#client = client;
    this.#storage = storage;
    this.#key = `rendezvous.asked.${account}`;
  }

  /** Takes back what an earlier page of this tab has left, as soon as there is a connection. */
  start(signal: AbortSignal): void {
    this.#left = this.#read();
    this.#client.addEventListener('change', () => void this.#takeBack(), { signal });
    void this.#takeBack();
  }

  /** Call it at each change of the sessions. */
  update(sessions: Iterable<HostSession>): void {
    const open = [...sessions].filter(({ inviter, state }) => inviter && state === 'invitation');
    this.#open = open.map(({ id, remoteUser }) => ({ sessionId: id, to: remoteUser.address }));
    this.#write();
  }

  /**
   * Only the device that has invited may cancel: a duplicated tab, which begins with a copy of the storage, is another
   * device, and is refused.
   */
  async #takeBack(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (const kept of this.#left) {
      if (this.#client.snapshot.connection !== 'online') break;
      const message = { type: 'cancel', sessionId: kept.sessionId, reason: 'cancelled' } as const;
      try {
        await this.#client.request('invitation', { to: kept.to, message });
      } catch (error) {
        // A server that refuses knows nothing of it any more; without an answer it is said again.
        if (!(error instanceof ImError) || error.by === 'client') break;
      }
      this.#left = this.#left.filter(other => other !== kept);
      this.#write();
    }
    this.#busy = false;
  }

  #read(): Kept {
    try {
      const parsed = Kept.safeParse(JSON.parse(this.#storage.getItem(this.#key) ?? '[]'));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }

  #write(): void {
    const kept = [...this.#left, ...this.#open];
    try {
      if (kept.length === 0) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Then a lost farewell lets the other side ring until its own deadline, and nothing else.
    }
  }
}
