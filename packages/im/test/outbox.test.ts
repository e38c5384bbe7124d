import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ErrorCode, type ImClient, ImError, LIMITS, webOutboxStorage } from '../src/index.ts';
import { ben, clientOf, DEVICE, MemoryStorage, online, textsOf, until } from './support/client.ts';
import { FakeServer, type Fate } from './support/fake-server.ts';
import { ANNA, BEN, CARA, uuid } from './support/things.ts';

let server: FakeServer;
let storage: MemoryStorage;
let client: ImClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new MemoryStorage();
  client = clientOf(server, { outbox: storage });
});
afterEach(async () => {
  await client.stop();
  vi.useRealTimers();
});

async function goOnline(): Promise<void> {
  client.start();
  await online(client);
}
/** What a reload of the page does. */
async function reload(): Promise<void> {
  await client.stop();
  client = clientOf(server, { outbox: storage });
}
function sends(): string[] {
  return server.operations.flatMap(operation => (operation.op === 'send' ? [operation.clientId] : []));
}

describe('a text', () => {
  test('stands in the conversation at once, and is a message when the server has it', async () => {
    await goOnline();
    client.send(BEN.address, '  good morning ');
    expect(ben(client).messages).toMatchObject([{ kind: 'pending', text: 'good morning' }]);
    await vi.advanceTimersByTimeAsync(5);
    expect(ben(client).messages).toMatchObject([{ kind: 'text', text: 'good morning', from: ANNA.address }]);
    expect(storage.json).toBe('[]');
  });

  test('of nothing but blanks is not sent', async () => {
    await goOnline();
    client.send(BEN.address, ' \n ');
    await vi.advanceTimersByTimeAsync(5);
    expect(ben(client).messages).toEqual([]);
    expect(sends()).toEqual([]);
  });

  test('beyond the limit is refused before it is taken', () => {
    expect(() => client.send(BEN.address, 'x'.repeat(LIMITS.textLength + 1))).toThrow(
      expect.objectContaining({ code: 'too-large', by: 'client' }),
    );
    expect(client.snapshot.conversations.size).toBe(0);
  });

  test('beyond what the outbox holds is refused', () => {
    for (let n = 0; n < LIMITS.outboxEntries; n += 1) client.send(BEN.address, String(n));
    expect(() => client.send(BEN.address, 'one more')).toThrow(ImError);
  });

  test('written without a connection goes out when there is one, in the order of writing', async () => {
    for (const word of ['one', 'two', 'three']) client.send(BEN.address, word);
    expect(textsOf(ben(client))).toEqual(['one', 'two', 'three']);
    await goOnline();
    await until(() => server.texts.length === 3);
    expect(server.texts).toEqual(['one', 'two', 'three']);
  });

  test('whose answer was lost with the connection is sent again with the same id, and is there once', async () => {
    await goOnline();
    server.fate = () => 'answer-lost';
    client.send(BEN.address, 'once');
    await vi.advanceTimersByTimeAsync(5);
    // The push has told already; an outbox that had not heard it would send again.
    server.cut();
    server.fate = () => 'answered';
    await until(() => client.snapshot.connection === 'reconnecting');
    await online(client);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.texts).toEqual(['once']);
    expect(textsOf(ben(client))).toEqual(['once']);
  });

  test('whose request was swallowed is sent again after the deadline', async () => {
    await goOnline();
    let lost = 0;
    server.fate = operation => {
      if (operation.op !== 'send' || lost > 0) return 'answered';
      lost += 1;
      return 'request-lost';
    };
    client.send(BEN.address, 'swallowed');
    await until(() => server.texts.length === 1);
    expect(sends()).toHaveLength(2);
    expect(new Set(sends()).size).toBe(1);
  });

  test('survives a reload of the page', async () => {
    client.send(BEN.address, 'written offline');
    await reload();
    expect(textsOf(ben(client))).toEqual(['written offline']);
    await goOnline();
    await until(() => storage.json === '[]');
    expect(server.texts).toEqual(['written offline']);
    await reload();
    expect(client.snapshot.conversations.size).toBe(0);
  });
});

describe('a refused text', () => {
  test('stays as failed with the code, and does not hold up the next one', async () => {
    await goOnline();
    server.fate = operation =>
      operation.op === 'send' && operation.text === 'refused' ? 'not-contact' : 'answered';
    client.send(BEN.address, 'refused');
    client.send(BEN.address, 'taken');
    await until(() => ben(client).messages.some(message => message.kind === 'text'));
    expect(ben(client).messages).toMatchObject([
      { kind: 'text', text: 'taken' },
      { kind: 'pending', text: 'refused', failed: 'not-contact' },
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sends()).toHaveLength(2);
  });

  test('can be sent again, or be forgotten, also after a reload', async () => {
    await goOnline();
    server.fate = () => 'not-allowed';
    client.send(BEN.address, 'first');
    client.send(BEN.address, 'second');
    const failed = () => ben(client).messages.flatMap(m => (m.kind === 'pending' && m.failed ? [m] : []));
    await until(() => failed().length === 2);
    await reload();
    await goOnline();
    const [first, second] = failed();
    server.fate = () => 'answered';
    client.discard(first?.clientId ?? '');
    client.retry(second?.clientId ?? '');
    expect(ben(client).messages).toMatchObject([{ kind: 'pending', text: 'second' }]);
    expect(failed()).toEqual([]);
    await until(() => server.texts.length === 1);
    expect(server.texts).toEqual(['second']);
  });

  test.each<[ErrorCode, number]>([
    ['rate-limited', 9],
    ['internal', 4],
  ])('by %s %i times is tried again by itself', async (code, times) => {
    await goOnline();
    let refusals = 0;
    server.fate = () => {
      if (refusals === times) return 'answered';
      refusals += 1;
      return code;
    };
    client.send(BEN.address, 'patience');
    await until(() => server.texts.length === 1);
    expect(refusals).toBe(times);
  });

  test('by a server that fails at it every time is told to its writer in the end', async () => {
    await goOnline();
    server.fate = operation => (operation.op === 'send' ? 'internal' : 'answered');
    client.send(BEN.address, 'poison');
    await until(() => ben(client).messages.some(m => m.kind === 'pending' && m.failed === 'internal'));
    expect(sends()).toHaveLength(5);
  });
});

test('over any network and any reloads, every text arrives once, in the order of writing', async () => {
  const Step = fc.oneof(
    { weight: 5, arbitrary: fc.constant('send' as const) },
    { weight: 2, arbitrary: fc.constant('cut' as const) },
    { weight: 1, arbitrary: fc.constant('reload' as const) },
    { weight: 1, arbitrary: fc.constant('silence' as const) },
    { weight: 1, arbitrary: fc.constant('down' as const) },
    { weight: 4, arbitrary: fc.constant('up' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<Fate>('request-lost', 'answer-lost', 'rate-limited', 'answered'),
    },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { maxLength: 40 }), async steps => {
      server = new FakeServer();
      storage = new MemoryStorage();
      client = clientOf(server, { outbox: storage });
      client.start();
      const written: string[] = [];
      for (const step of steps) {
        if (typeof step === 'number') await vi.advanceTimersByTimeAsync(step);
        else if (step === 'send') {
          written.push(`text ${String(written.length)}`);
          client.send(BEN.address, written.at(-1) ?? '');
        } else if (step === 'cut') server.cut();
        else if (step === 'reload') {
          await reload();
          client.start();
        } else if (step === 'silence') server.silent = true;
        else if (step === 'down') {
          server.down = true;
          server.cut();
        } else if (step === 'up') {
          server.down = false;
          server.silent = false;
        } else server.fate = operation => (operation.op === 'send' ? step : 'answered');
        const shown = client.snapshot.conversations.get(BEN.address)?.messages ?? [];
        const ids = shown.flatMap(m => (m.kind === 'text' || m.kind === 'pending' ? [m.clientId] : []));
        expect(new Set(ids).size).toBe(ids.length);
      }
      server.down = false;
      server.silent = false;
      server.fate = () => 'answered';
      await until(() => server.texts.length === written.length && storage.json === '[]', 600_000);
      expect(server.texts).toEqual(written);
      await until(() => client.snapshot.connection === 'online');
      void client.loadOlder(BEN.address);
      await until(() => written.length === 0 || textsOf(ben(client)).length >= written.length);
      expect(ben(client).messages.some(message => message.kind === 'pending')).toBe(false);
      await client.stop();
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe('a stored outbox', () => {
  test('that is damaged costs what is damaged and nothing else', async () => {
    client.send(BEN.address, 'whole');
    const [whole] = JSON.parse(storage.json) as unknown[];
    storage.json = JSON.stringify([{ kind: 'text' }, whole, null, 7, whole]);
    await reload();
    expect(textsOf(ben(client))).toEqual(['whole']);
  });

  test.each(['{}', '"text"', 'null', '7'])('that is %s is an empty one', async json => {
    storage.json = json;
    await reload();
    expect(client.snapshot.conversations.size).toBe(0);
  });

  test('that cannot be written or read does not stop the chat', async () => {
    client = clientOf(server, {
      outbox: {
        load: () => {
          throw new Error('denied');
        },
        save: () => {
          throw new Error('quota');
        },
      },
    });
    client.send(BEN.address, 'anyway');
    await goOnline();
    await until(() => server.texts.length === 1);
    expect(textsOf(ben(client))).toEqual(['anyway']);
  });
});

describe('the browser’s storage', () => {
  class FakeStorage {
    readonly items = new Map<string, string>();
    get length(): number {
      return this.items.size;
    }
    key(index: number): string | null {
      return [...this.items.keys()][index] ?? null;
    }
    getItem(key: string): string | null {
      return this.items.get(key) ?? null;
    }
    setItem(key: string, value: string): void {
      this.items.set(key, value);
    }
    removeItem(key: string): void {
      this.items.delete(key);
    }
  }
  const entry = (n: number, at = n) =>
    ({ kind: 'text', to: BEN.address, clientId: uuid(n), text: String(n), at }) as const;

  test('keeps an outbox for each tab, and hands the one of a closed tab to the next that opens', () => {
    const shared = new FakeStorage();
    const first = webOutboxStorage({ storage: shared, account: ANNA.address, device: DEVICE });
    const second = webOutboxStorage({ storage: shared, account: ANNA.address, device: uuid(2) });
    first.save([entry(1), entry(3)]);
    second.save([entry(2)]);
    const third = webOutboxStorage({ storage: shared, account: ANNA.address, device: uuid(3) });
    expect(third.load()).toEqual([entry(1), entry(2), entry(3)]);
    expect(shared.length).toBe(1);
    third.save([]);
    expect(shared.length).toBe(0);
  });

  test('never gives one account what another wrote', () => {
    const shared = new FakeStorage();
    webOutboxStorage({ storage: shared, account: ANNA.address, device: DEVICE }).save([entry(1)]);
    const other = webOutboxStorage({ storage: shared, account: CARA.address, device: DEVICE });
    expect(other.load()).toEqual([]);
    expect(shared.length).toBe(1);
  });

  test('with rubbish in it is read as empty', () => {
    const shared = new FakeStorage();
    shared.setItem(`rendezvous.outbox.${ANNA.address}.${DEVICE}`, '{not json');
    expect(webOutboxStorage({ storage: shared, account: ANNA.address, device: DEVICE }).load()).toEqual([]);
  });
});
