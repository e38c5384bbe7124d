import { randomUUID } from 'node:crypto';
import type { Message } from '@rendezvous/im';
import { expect, test } from 'vitest';
import { spawnServer } from './kit/child.ts';
import { Client, contacts } from './kit/client.ts';
import { temporaryFolder } from './kit/server.ts';

const ANNA = 'anna@localhost';
const BERT = 'bert@localhost';
const ASK = '{56B994A7-380F-410B-9985-C809D78C1BDC}';
const textOf = (message: Message) => (message.kind === 'text' ? message.text : '');

test('no acknowledged text is lost when the server is killed in the middle of sending, and resending doubles none', async () => {
  const folder = temporaryFolder();
  const flags = ['--data', folder.path];
  const first = await spawnServer(flags);
  const { anna, annaAccount } = await contacts(first);
  const texts = Array.from({ length: 300 }, (_, i) => ({
    clientId: randomUUID(),
    text: `text ${String(i)}`,
  }));
  const acknowledged = new Set<string>();
  const killed = anna
    .until(() => (acknowledged.size >= 100 ? true : undefined), 'acknowledgements')
    .then(() => first.end('SIGKILL'));
  for (const text of texts) {
    anna.request('send', { to: BERT, ...text }).then(
      () => acknowledged.add(text.clientId),
      () => {},
    );
  }
  await killed;
  await anna.closed();
  expect(acknowledged.size).toBeGreaterThanOrEqual(100);

  const second = await spawnServer(flags);
  const again = await Client.signIn(second, annaAccount);
  const history = async () => {
    const found: Message[] = [];
    for (let after = 0, more = true; more; after = found.at(-1)?.seq ?? 0) {
      const page = await again.request('history', { with: BERT, after, limit: 100 });
      found.push(...page.messages);
      ({ more } = page);
    }
    return found;
  };
  const survived = new Set((await history()).map(message => message.kind === 'text' && message.clientId));
  expect([...acknowledged].filter(id => !survived.has(id))).toEqual([]);

  for (const text of texts) await again.request('send', { to: BERT, ...text });
  expect((await history()).map(textOf).sort()).toEqual(texts.map(({ text }) => text).sort());
  await second.end('SIGKILL');
  folder.remove();
}, 60_000);

test('after a kill the sign-ins, contacts and read marks are there, and open invitations are over', async () => {
  const folder = temporaryFolder();
  const first = await spawnServer(['--data', folder.path]);
  const { anna, bert, annaAccount } = await contacts(first);
  await bert.request('send', { to: ANNA, clientId: randomUUID(), text: 'one' });
  await bert.request('send', { to: ANNA, clientId: randomUUID(), text: 'two' });
  await anna.request('read', { with: BERT, seq: 1 });
  const component = '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}';
  const application = { id: ASK, component, name: 'Ask', url: 'https://www.microsoft.com' };
  const [open, connected] = [randomUUID(), randomUUID()];
  for (const sessionId of [open, connected]) {
    await anna.invitation(BERT, { type: 'invite', sessionId, application, protocol: [1] });
  }
  await bert.invitation(ANNA, { type: 'accept', sessionId: connected, protocol: 1 });
  await anna.invitation(BERT, { type: 'ready', sessionId: connected });
  await bert.invitation(ANNA, { type: 'ready', sessionId: connected });
  await anna.frame(
    'messageUpdated',
    ({ message }) => message.kind === 'invitation' && message.stage === 'connected',
  );
  await first.end('SIGKILL');

  const second = await spawnServer(['--data', folder.path]);
  const again = await Client.signIn(second, annaAccount);
  expect(again.welcome.contacts).toMatchObject([{ address: BERT, presence: 'offline' }]);
  expect(again.welcome.conversations).toMatchObject([{ with: BERT, unread: 1, readSeq: 1 }]);
  const { messages } = await again.request('history', { with: BERT });
  const stages = messages.flatMap(message =>
    message.kind === 'invitation' ? [[message.sessionId, message.stage]] : [],
  );
  expect(stages).toEqual([
    [open, 'failed'],
    [connected, 'ended'],
  ]);
  await second.end('SIGKILL');
  folder.remove();
}, 60_000);
