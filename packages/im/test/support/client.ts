import { vi } from 'vitest';
import {
  type ConversationView,
  ImClient,
  type ImClientOptions,
  type OutboxEntry,
  type OutboxStorage,
} from '../../src/index.ts';
import type { FakeServer } from './fake-server.ts';
import { BEN, uuid } from './things.ts';

export const TOKEN = 'a secret token';
export const DEVICE = uuid(0xdef);

export function clientOf(server: FakeServer, options: Partial<ImClientOptions> = {}): ImClient {
  return new ImClient({
    url: 'ws://server.test/im',
    token: TOKEN,
    device: DEVICE,
    WebSocket: server.WebSocket,
    random: () => 0.5,
    ...options,
  });
}

/** Lets the fake clock run until something is so. It is checked at every millisecond in which something happens. */
export async function until(condition: () => boolean, withinMs = 120_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() >= deadline || vi.getTimerCount() === 0) {
      throw new Error(`not so after ${String(withinMs)} ms of the fake clock: ${condition.toString()}`);
    }
    await vi.advanceTimersToNextTimerAsync();
  }
}

export async function online(client: ImClient): Promise<void> {
  await until(() => client.snapshot.connection === 'online');
}

export function ben(client: ImClient): ConversationView {
  const view = client.snapshot.conversations.get(BEN.address);
  if (!view) throw new Error('no conversation with Ben');
  return view;
}

export function textsOf(view: ConversationView): string[] {
  return view.messages.flatMap(m => (m.kind === 'text' || m.kind === 'pending' ? [m.text] : []));
}

/** A storage that outlives its client, as a browser's does; it holds JSON, not objects. */
export class MemoryStorage implements OutboxStorage {
  json = '[]';
  load(): unknown {
    return JSON.parse(this.json);
  }
  save(entries: readonly OutboxEntry[]): void {
    this.json = JSON.stringify(entries);
  }
}
