import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Account, Client } from './kit/client.ts';
import { http, testServer } from './kit/server.ts';

/** Every value that must not be logged carries this word, or is collected below. */
const MARK = 'markedsecret';

test('nothing that people say, are called or sign in with ever reaches the log, at any level', async () => {
  const settings = {
    log: { level: 'debug' as const },
    relay: { turn: { urls: ['turn:turn.example'], secret: `turn-${MARK}` } },
    authSecret: `auth-${MARK}-`.repeat(4),
    limits: { linkLookups: 3 },
  };
  await using server = await testServer({ settings });
  const secrets = [MARK];
  const password = `password ${MARK}`;
  const account = async (username: string) => {
    const body = { username, name: `name ${MARK}`, password };
    const made = (await http(server, '/api/account/sign-up', { body })).body as Account;
    secrets.push(made.token);
    return made;
  };
  const annaAccount = await account(`anna-${MARK}`);
  const bertAccount = await account(`bert-${MARK}`);
  const anna = await Client.signIn(server, annaAccount);
  const bert = await Client.signIn(server, bertAccount);
  const link = await anna.request('createLink', { kind: 'contact' });
  const guestLink = await anna.request('createLink', { kind: 'guest' });
  secrets.push(link.token, guestLink.token);
  for (let i = 0; i < 5; i += 1) await http(server, `/api/links/${link.token}`);
  await bert.request('redeemLink', { token: link.token });
  await http(server, '/api/account/guest', { body: { link: guestLink.token, name: MARK } });
  await anna.request('send', { to: bertAccount.address, clientId: randomUUID(), text: `text ${MARK}` });
  const sessionId = randomUUID();
  const id = '{56B994A7-380F-410B-9985-C809D78C1BDC}';
  const application = { id, component: id, name: MARK, url: `https://${MARK}.example` };
  await anna.invitation(bertAccount.address, { type: 'invite', sessionId, application, protocol: [1] });
  await bert.invitation(annaAccount.address, { type: 'accept', sessionId, protocol: 1 });
  for (const [from, to] of [
    [anna, bertAccount],
    [bert, annaAccount],
  ] as const) {
    await from.invitation(to.address, { type: 'ready', sessionId });
  }
  await anna.invitation(bertAccount.address, { type: 'data', sessionId, seq: 1, data: `context ${MARK}` });
  const summary = { texts: { en: { title: MARK, lines: [MARK] } } };
  await anna.request('receipt', { with: bertAccount.address, sessionId, application: id, summary });
  const { servers } = await anna.request('relayServers', {});
  secrets.push(servers[0]?.credential ?? '');

  // What goes wrong is logged more eagerly than what goes right.
  await http(server, '/api/account/sign-in', { body: { username: MARK, password } });
  await http(server, '/api/account/sign-up', { body: { username: `anna-${MARK}`, name: MARK, password } });
  await http(server, `/api/${MARK}?q=${MARK}`, { headers: { cookie: MARK, 'user-agent': MARK } });
  await http(server, '/api/account/sign-in', { method: 'POST', headers: { 'content-type': `x/${MARK}` } });
  anna.raw({ type: 'request', id: 900, request: { op: MARK, text: MARK } });
  anna.raw({ type: 'request', id: 901, request: { op: 'send', to: MARK } });
  anna.raw(`not json ${MARK}`);
  await anna.closed();
  const stranger = await Client.open(server);
  stranger.hello(MARK);
  await stranger.closed();
  await http(server, '/api/account/sign-out', { method: 'POST', token: bertAccount.token });
  await bert.closed();
  await server.stop();

  const log = server.log();
  expect(log.split('\n').length).toBeGreaterThan(8);
  for (const secret of secrets) {
    expect(secret).not.toBe('');
    expect(log).not.toContain(secret);
  }
  expect(log).not.toContain('127.0.0.1');
});

test('a fault is logged by its name and place, not by its message', async () => {
  await using server = await testServer();
  const { createLog } = await import('../src/log.ts');
  const { resolveConfig } = await import('../src/config.ts');
  let line = '';
  const log = createLog(resolveConfig({}, '/'), { write: text => (line += text) });
  log.error({ err: new TypeError(`could not read ${MARK}`) }, 'A change could not be carried out');
  expect(JSON.parse(line)).toMatchObject({
    msg: 'A change could not be carried out',
    err: { name: 'TypeError' },
  });
  expect(line).not.toContain(MARK);
  expect(server.log()).toContain('The server is ready');
});
