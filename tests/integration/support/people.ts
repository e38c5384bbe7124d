/** People with the real client, on a real WebSocket. */
import {
  type Contact,
  type ConversationView,
  type Credentials,
  ImClient,
  type ImClientOptions,
  type ReconnectPolicy,
  randomUuid,
  signUp,
} from '@rendezvous/im';
import { vi } from 'vitest';

export const PASSWORD = 'correct horse battery staple';
const DEADLINE_MS = 10_000;

/** A test has no reason to wait as long as a person's browser does. */
const IMPATIENT: ReconnectPolicy = { nextDelayMs: () => 50, stableAfterMs: 1000 };

/** Waits until something is so. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: DEADLINE_MS, interval: 5 });
}

/** One tab of somebody who is signed in. */
export class Tab implements AsyncDisposable {
  readonly client: ImClient;
  readonly address: string;
  readonly token: string;

  constructor(url: string, credentials: Credentials, options: Partial<ImClientOptions> = {}) {
    this.address = credentials.address;
    this.token = credentials.token;
    this.client = new ImClient({
      url: `${url.replace(/^http/, 'ws')}/im`,
      token: credentials.token,
      device: randomUuid(),
      reconnect: IMPATIENT,
      ...options,
    });
  }

  /** Resolves when the tab is connected. */
  async open(): Promise<this> {
    this.client.start();
    await this.online();
    return this;
  }

  online(): Promise<void> {
    return until(() => this.client.snapshot.connection === 'online');
  }

  contact(other: { address: string }): Contact | undefined {
    return this.client.snapshot.contacts.find(contact => contact.address === other.address);
  }

  conversation(other: { address: string }): ConversationView {
    const view = this.client.snapshot.conversations.get(other.address);
    if (!view) throw new Error('no such conversation');
    return view;
  }

  texts(other: { address: string }): string[] {
    const messages = this.client.snapshot.conversations.get(other.address)?.messages ?? [];
    return messages.flatMap(m => (m.kind === 'text' || m.kind === 'pending' ? [m.text] : []));
  }

  /** No text waits for the server any more. */
  settled(other: { address: string }): boolean {
    return this.conversation(other).messages.every(message => message.kind !== 'pending');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.stop();
  }
}

/** @param through where the messenger connects, when that is not the server's own address */
export async function newPerson(
  url: string,
  username: string,
  options: Partial<ImClientOptions> = {},
  through = url,
): Promise<Tab> {
  const name = username.charAt(0).toUpperCase() + username.slice(1);
  const credentials = await signUp(url, { username, name, password: PASSWORD });
  return new Tab(through, credentials, options).open();
}

/** Makes two people contacts by a link, as the product does. */
export async function befriend(one: Tab, other: Tab): Promise<void> {
  const link = await one.client.request('createLink', { kind: 'contact' });
  await other.client.request('redeemLink', { token: link.token });
  await until(() => one.contact(other) !== undefined && other.contact(one) !== undefined);
}
