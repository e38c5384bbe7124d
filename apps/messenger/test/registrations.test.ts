/** The list of applications as a messenger keeps it, against a real HTTP server. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Registrations } from '../src/rendezvous/registrations.ts';

const board = (n: number, changes: object = {}): object => ({
  id: `{00000000-0000-4000-8000-00000000000${String(n)}}`,
  component: `{00000000-0000-4000-8000-10000000000${String(n)}}`,
  name: `Board ${String(n)}`,
  icon: '/icon.svg',
  url: 'https://board.example',
  launch: { kind: 'page', url: '/apps/board/' },
  ...changes,
});

/** Answers when it is told to. */
class Lists implements AsyncDisposable {
  readonly #server = createServer((_request, response) => {
    this.asked += 1;
    this.#waiting.push(response);
  });
  readonly #waiting: ServerResponse[] = [];
  asked = 0;

  static async open(): Promise<Lists> {
    const lists = new Lists();
    lists.#server.listen(0, '127.0.0.1');
    await once(lists.#server, 'listening');
    return lists;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Answers the one request that waits. */
  async answer(list: readonly object[] | 'broken'): Promise<void> {
    await vi.waitFor(() => expect(this.waiting).toBe(1), { timeout: 8_000, interval: 5 });
    const response = this.#waiting.pop();
    if (list === 'broken') response?.writeHead(503).end();
    else response?.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

let lists: Lists;
let registrations: Registrations;
let lifetime: AbortController;
let changes: string[][];

beforeEach(async () => {
  lists = await Lists.open();
  registrations = new Registrations(lists.url);
  lifetime = new AbortController();
  changes = [];
  registrations.subscribe(() => changes.push(registrations.get().map(({ name }) => name)));
});
afterEach(async () => {
  lifetime.abort();
  await lists[Symbol.asyncDispose]();
});

/** It has been loaded once. */
async function loaded(...list: readonly object[]): Promise<void> {
  const done = registrations.load(lifetime.signal);
  await lists.answer(list);
  await done;
}

describe('the applications of a messenger', () => {
  it('are what the server lists now: one comes, one goes, and what is known stays until the list is there', async () => {
    await loaded(board(1));
    const done = registrations.reload(lifetime.signal);
    await vi.waitFor(() => expect(lists.waiting).toBe(1));
    expect(registrations.get()).toHaveLength(1);
    await lists.answer([board(2), board(3)]);
    await done;
    expect(changes).toEqual([['Board 1'], ['Board 2', 'Board 3']]);
  });

  it('are asked for one at a time, and once more when something changes meanwhile, however often', async () => {
    await loaded(board(1));
    const done = [registrations.reload(lifetime.signal)];
    await vi.waitFor(() => expect(lists.waiting).toBe(1));
    for (let times = 0; times < 5; times += 1) done.push(registrations.reload(lifetime.signal));
    await lists.answer([board(2)]);
    await lists.answer([board(3)]);
    await Promise.all(done);
    expect(lists.asked).toBe(3);
    expect(registrations.find('{00000000-0000-4000-8000-000000000003}')).toMatchObject({ name: 'Board 3' });
  });

  it('are not said to have changed when the list is the same again', async () => {
    await loaded(board(1), board(2));
    const before = registrations.get();
    const done = registrations.reload(lifetime.signal);
    await lists.answer([board(1), board(2)]);
    await done;
    expect(registrations.get()).toBe(before);
    expect(changes).toHaveLength(1);
  });

  it('stay while the server has trouble, and are asked for at once when it says that they have changed', async () => {
    await loaded(board(1));
    const done = registrations.reload(lifetime.signal);
    // The waits between attempts double: by now the next one would be two seconds away.
    for (let times = 0; times < 2; times += 1) await lists.answer('broken');
    expect(changes).toEqual([['Board 1']]);
    const before = performance.now();
    void registrations.reload(lifetime.signal);
    await lists.answer([board(2)]);
    await done;
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(changes).toEqual([['Board 1'], ['Board 2']]);
  });

  it('are asked for no more when the person has left', async () => {
    const done = registrations.load(lifetime.signal);
    await lists.answer('broken');
    lifetime.abort();
    await done;
    await registrations.reload(lifetime.signal);
    expect(lists.asked).toBe(1);
  });
});
