import { randomUUID } from 'node:crypto';
import type { InvitationMessage, InvitationMessageOf } from '@rendezvous/rendezvous';
import { expect, test } from 'vitest';
import { RELAY_DEADLINES } from '../src/invitations/relay-ports.ts';
import { type Account, Client, contacts, signUp } from './kit/client.ts';
import { http, testServer } from './kit/server.ts';

const ANNA = 'anna@localhost';
const BERT = 'bert@localhost';
const ASK = '{56B994A7-380F-410B-9985-C809D78C1BDC}';

function invite(sessionId: string): InvitationMessageOf<'invite'> {
  const component = '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}';
  const application = {
    id: ASK,
    component,
    name: 'whatever the inviter says',
    url: 'https://www.microsoft.com',
  };
  return { type: 'invite', sessionId, application, protocol: [1] };
}
const terminate = (sessionId: string): InvitationMessage => ({
  type: 'terminate',
  sessionId,
  reason: 'success',
  hr: 0,
  appData: 'done',
});

/** The stages that the card went through, as one client saw them; waits until the last one is there. */
async function stages(client: Client, sessionId: string, last: string): Promise<string[]> {
  const seen = () =>
    client.frames.flatMap(frame =>
      (frame.type === 'message' || frame.type === 'messageUpdated') &&
      frame.message.kind === 'invitation' &&
      frame.message.sessionId === sessionId
        ? [frame.message.stage]
        : [],
    );
  await client.until(
    () => (seen().at(-1) === last ? true : undefined),
    `stage ${last}, saw ${seen().join()}`,
  );
  return seen();
}

/** Anna has invited, Bert has accepted, both are ready. */
async function connect(anna: Client, bert: Client, sessionId: string = randomUUID()): Promise<string> {
  await anna.invitation(BERT, invite(sessionId));
  await bert.invited('invite', sessionId);
  await bert.invitation(ANNA, { type: 'ringing', sessionId });
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await anna.invited('accept', sessionId);
  await anna.invitation(BERT, { type: 'ready', sessionId });
  await bert.invitation(ANNA, { type: 'ready', sessionId });
  await anna.invited('ready', sessionId);
  return sessionId;
}

test('an invitation goes from asking to ended, and both see the card follow', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  for (let seq = 1; seq <= 50; seq += 1) {
    await anna.invitation(BERT, { type: 'data', sessionId, seq, data: `context ${String(seq)}` });
  }
  await bert.invitation(ANNA, terminate(sessionId));
  expect(await anna.invited('terminate', sessionId)).toEqual(terminate(sessionId));
  const expected = ['asking', 'ringing', 'accepted', 'connected', 'ended'];
  expect(await stages(anna, sessionId, 'ended')).toEqual(expected);
  expect(await stages(bert, sessionId, 'ended')).toEqual(expected);
  const data = bert
    .all('invitation')
    .flatMap(({ message }) => (message.type === 'data' ? [message.seq] : []));
  expect(data).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  const { messages } = await bert.request('history', { with: ANNA });
  expect(messages).toMatchObject([
    {
      kind: 'invitation',
      from: ANNA,
      application: { id: ASK, name: 'Ask for RemoteAssistance' },
      stage: 'ended',
    },
  ]);
});

test('the first device that accepts wins, the others are told', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const tablet = await Client.signIn(server, bertAccount);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await Promise.all([bert, tablet].map(device => device.invited('invite', sessionId)));
  await tablet.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  expect(await bert.invited('cancel', sessionId)).toMatchObject({ reason: 'answered-elsewhere' });
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await bert.until(() =>
    bert.invitationTypes(sessionId).filter(type => type === 'cancel').length === 2 ? true : undefined,
  );
  await anna.settle();
  expect(anna.invitationTypes(sessionId)).toEqual(['accept']);
  expect(tablet.invitationTypes(sessionId)).toEqual(['invite']);
});

test('after the acceptance nothing reaches or comes from other devices of the two', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount, bertAccount } = await contacts(server);
  const annaTwo = await Client.signIn(server, annaAccount);
  const bertTwo = await Client.signIn(server, bertAccount);
  const sessionId = await connect(anna, bert);
  await anna.invitation(BERT, { type: 'data', sessionId, seq: 1, data: 'for the device that accepted' });
  await bert.invited('data', sessionId);
  for (const [device, to] of [
    [annaTwo, BERT],
    [bertTwo, ANNA],
  ] as const) {
    const refused = { code: 'unknown-session' };
    const data = { type: 'data', sessionId, seq: 9, data: 'injected' } as const;
    await expect(device.invitation(to, data)).rejects.toMatchObject(refused);
    await expect(device.invitation(to, terminate(sessionId))).rejects.toMatchObject(refused);
    await expect(device.invitation(to, { type: 'ready', sessionId })).rejects.toMatchObject(refused);
  }
  await Promise.all([anna, bert, annaTwo, bertTwo].map(device => device.settle()));
  expect(annaTwo.invitationTypes(sessionId)).toEqual([]);
  expect(bertTwo.invitationTypes(sessionId)).toEqual(['invite', 'cancel']);
  expect(bert.invitationTypes(sessionId)).toEqual(['invite', 'ready', 'data']);
});

test.each(['declined', 'busy', 'not-installed', 'unsupported-version', 'policy', 'timeout'] as const)(
  'an invitation that is answered with %s says so on both cards and stops ringing elsewhere',
  async reason => {
    await using server = await testServer();
    const { anna, bert, bertAccount } = await contacts(server);
    const tablet = await Client.signIn(server, bertAccount);
    const sessionId = randomUUID();
    await anna.invitation(BERT, invite(sessionId));
    await bert.invited('invite', sessionId);
    const answer =
      reason === 'declined'
        ? ({ type: 'decline', sessionId } as const)
        : ({ type: 'unavailable', sessionId, reason } as const);
    // What a device lacks it says for itself alone.
    if (reason === 'not-installed' || reason === 'unsupported-version') {
      await tablet.invited('invite', sessionId);
      await tablet.invitation(ANNA, answer);
    }
    await bert.invitation(ANNA, answer);
    expect(await anna.invited(answer.type, sessionId)).toEqual(answer);
    expect(await tablet.invited('cancel', sessionId)).toMatchObject({ reason: 'answered-elsewhere' });
    expect(await stages(anna, sessionId, reason)).toEqual(['asking', reason]);
    expect(await stages(bert, sessionId, reason)).toEqual(['asking', reason]);
    expect(bert.invitationTypes(sessionId)).toEqual(['invite']);
  },
);

test.each([
  ['cancelled', 'cancelled'],
  ['timeout', 'timeout'],
  ['glare', 'cancelled'],
] as const)('an invitation taken back because of %s disappears on every device', async (reason, stage) => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const tablet = await Client.signIn(server, bertAccount);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await anna.invitation(BERT, { type: 'cancel', sessionId, reason });
  for (const device of [bert, tablet]) {
    expect(await device.invited('cancel', sessionId)).toMatchObject({ reason });
  }
  await stages(bert, sessionId, stage);
  const late = bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await expect(late).rejects.toMatchObject({ code: 'unknown-session' });
});

test('somebody who is offline finds the missed invitation in the conversation', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  await bert.close();
  await anna.frame('contact', ({ contact }) => contact.presence === 'offline');
  const sessionId = randomUUID();
  await expect(anna.invitation(BERT, invite(sessionId))).rejects.toMatchObject({ code: 'offline' });
  expect(await stages(anna, sessionId, 'offline')).toEqual(['offline']);
  const back = await Client.signIn(server, bertAccount);
  expect(back.welcome.conversations).toMatchObject([
    { unread: 1, last: { kind: 'invitation', stage: 'offline' } },
  ]);
  await back.settle();
  expect(back.invitationTypes(sessionId)).toEqual([]);
});

test('somebody who loads the chat again just when they are invited is asked when they are back', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  await bert.close();
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  const back = await Client.signIn(server, bertAccount, bert.device);
  await back.invited('invite', sessionId);
  await back.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await anna.invited('accept', sessionId);
  expect(await stages(anna, sessionId, 'accepted')).toEqual(['asking', 'accepted']);
});

test('somebody who was invited in the moment after they left, and stays away, is offline', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  await bert.close();
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  expect(await anna.invited('terminate', sessionId)).toMatchObject({ reason: 'offline' });
  expect(await stages(anna, sessionId, 'offline')).toEqual(['asking', 'offline']);
  const back = await Client.signIn(server, bertAccount, bert.device);
  expect(back.welcome.conversations).toMatchObject([
    { unread: 1, last: { kind: 'invitation', stage: 'offline' } },
  ]);
  await back.settle();
  expect(back.invitationTypes(sessionId)).toEqual([]);
});

test('an invitation that has rung stands while the invitee is away for longer', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await bert.invited('invite', sessionId);
  await bert.close();
  await anna.frame('contact', ({ contact }) => contact.presence === 'offline');
  const back = await Client.signIn(server, bertAccount);
  await back.invited('invite', sessionId);
  expect(anna.invitationTypes(sessionId)).toEqual([]);
});

test('a device that connects while an invitation is open is asked too', async () => {
  await using server = await testServer();
  const { anna, bertAccount } = await contacts(server);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  const tablet = await Client.signIn(server, bertAccount);
  await tablet.invited('invite', sessionId);
  await tablet.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await anna.invited('accept', sessionId);
});

test('nobody invites a stranger, themselves, or with a session id that was used before', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const carl = await Client.signIn(server, await signUp(server, 'carl'));
  const sessionId = randomUUID();
  await expect(carl.invitation(BERT, invite(sessionId))).rejects.toMatchObject({ code: 'not-contact' });
  await expect(anna.invitation(ANNA, invite(sessionId))).rejects.toMatchObject({ code: 'yourself' });
  await anna.invitation(BERT, invite(sessionId));
  await expect(anna.invitation(BERT, invite(sessionId))).rejects.toMatchObject({ code: 'not-allowed' });
  await anna.invitation(BERT, { type: 'cancel', sessionId, reason: 'cancelled' });
  await expect(bert.invitation(ANNA, invite(sessionId))).rejects.toMatchObject({ code: 'not-allowed' });
  await bert.settle();
  expect(bert.invitationTypes(sessionId)).toEqual(['invite', 'cancel']);
});

test('a third person who knows the session id cannot take part in it', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const carl = await Client.signIn(server, await signUp(server, 'carl'));
  const { token } = await anna.request('createLink', { kind: 'contact' });
  await carl.request('redeemLink', { token });
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  const attempts: InvitationMessage[] = [
    { type: 'accept', sessionId, protocol: 1 },
    { type: 'decline', sessionId },
    { type: 'unavailable', sessionId, reason: 'busy' },
    { type: 'ack', sessionId, received: 1 },
    { type: 'resume', sessionId, received: 0, ready: true },
    { type: 'cancel', sessionId, reason: 'cancelled' },
    { type: 'ringing', sessionId },
    { type: 'data', sessionId, seq: 1, data: 'x' },
    terminate(sessionId),
  ];
  for (const attempt of attempts) {
    for (const to of [ANNA, BERT]) {
      await expect(carl.invitation(to, attempt)).rejects.toMatchObject({ code: 'unknown-session' });
    }
  }
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await anna.invited('accept', sessionId);
  expect(anna.invitationTypes(sessionId)).toEqual(['accept']);
});

test('each message is taken from the side and in the phase it belongs to only', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = randomUUID();
  const refused = { code: 'not-allowed' };
  await anna.invitation(BERT, invite(sessionId));
  await expect(anna.invitation(BERT, { type: 'accept', sessionId, protocol: 1 })).rejects.toMatchObject(
    refused,
  );
  await expect(
    bert.invitation(ANNA, { type: 'cancel', sessionId, reason: 'cancelled' }),
  ).rejects.toMatchObject(refused);
  await expect(anna.invitation(BERT, { type: 'ready', sessionId })).rejects.toMatchObject(refused);
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  const early = { type: 'data', sessionId, seq: 1, data: 'too early' } as const;
  await expect(bert.invitation(ANNA, early)).rejects.toMatchObject(refused);
  const unknown = { type: 'data', sessionId: randomUUID(), seq: 1, data: 'x' } as const;
  await expect(bert.invitation(ANNA, unknown)).rejects.toMatchObject({ code: 'unknown-session' });
});

test('both sides may say goodbye at the same time', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  await Promise.all([
    anna.invitation(BERT, terminate(sessionId)),
    bert.invitation(ANNA, terminate(sessionId)),
  ]);
  expect((await stages(anna, sessionId, 'ended')).filter(stage => stage === 'ended')).toEqual(['ended']);
  const late = anna.invitation(BERT, { type: 'data', sessionId, seq: 1, data: 'late' });
  await expect(late).rejects.toMatchObject({ code: 'unknown-session' });
});

test('a device that is back in time finds its session and what was said meanwhile, in order', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const sessionId = await connect(anna, bert);
  await bert.close();
  for (const seq of [1, 2, 3])
    await anna.invitation(BERT, { type: 'data', sessionId, seq, data: `piece ${String(seq)}` });
  const back = await Client.signIn(server, bertAccount, bert.device);
  await back.until(() => (back.invitationTypes(sessionId).length === 3 ? true : undefined));
  expect(back.all('invitation').map(({ message }) => message.type === 'data' && message.seq)).toEqual([
    1, 2, 3,
  ]);
  await back.invitation(ANNA, { type: 'data', sessionId, seq: 1, data: 'I am back' });
  await anna.invited('data', sessionId);
  expect(anna.invitationTypes(sessionId)).not.toContain('terminate');
});

test('a device that stays away ends the session, for the other side and for itself when it returns', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, awayMs: 100 } });
  const { anna, bert, bertAccount } = await contacts(server);
  const sessionId = await connect(anna, bert);
  await bert.close();
  expect(await anna.invited('terminate', sessionId)).toMatchObject({ reason: 'connectivity' });
  await stages(anna, sessionId, 'ended');
  const back = await Client.signIn(server, bertAccount, bert.device);
  expect(await back.invited('terminate', sessionId)).toMatchObject({ reason: 'connectivity' });
  const other = await Client.signIn(server, bertAccount);
  await other.settle();
  expect(other.invitationTypes(sessionId)).toEqual([]);
});

test('an inviter who vanishes while asking takes the question away', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, unansweredAwayMs: 100 } });
  const { anna, bert } = await contacts(server);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await anna.close();
  expect(await bert.invited('cancel', sessionId)).toMatchObject({ reason: 'connectivity' });
  expect(await stages(bert, sessionId, 'failed')).toEqual(['asking', 'failed']);
});

test('a side that is away too long to hold all that is said loses the session, not the server its memory', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, awayMs: 60_000 } });
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  await bert.close();
  const data = 'x'.repeat(60_000);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, (_, i) =>
      anna.invitation(BERT, { type: 'data', sessionId, seq: i + 1, data }),
    ),
  );
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'unknown-session' } });
  expect(await anna.invited('terminate', sessionId)).toMatchObject({ reason: 'connectivity' });
});

test('an invitation that nobody answers ends by itself', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, askingMs: 100 } });
  const { anna, bert } = await contacts(server);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  expect(await anna.invited('unavailable', sessionId)).toMatchObject({ reason: 'timeout' });
  expect(await bert.invited('cancel', sessionId)).toMatchObject({ reason: 'timeout' });
  await stages(anna, sessionId, 'timeout');
});

test('a session whose applications never become ready ends by itself', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, readyMs: 100 } });
  const { anna, bert } = await contacts(server);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  for (const side of [anna, bert])
    expect(await side.invited('terminate', sessionId)).toMatchObject({ reason: 'timeout' });
});

test('removing a contact ends the session with them', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  await bert.request('removeContact', { address: ANNA });
  for (const side of [anna, bert])
    expect(await side.invited('terminate', sessionId)).toMatchObject({ reason: 'policy' });
});

test('an account can send only so many invitations a minute', async () => {
  await using server = await testServer({ settings: { limits: { invitations: 2 } } });
  const { anna } = await contacts(server);
  await anna.invitation(BERT, invite(randomUUID()));
  await anna.invitation(BERT, invite(randomUUID()));
  await expect(anna.invitation(BERT, invite(randomUUID()))).rejects.toMatchObject({ code: 'rate-limited' });
});

test('a receipt is left once by each side, for a session that was really there', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  const summary = { texts: { en: { title: 'Help is over', lines: ['Bert saw the screen.'] } } };
  const receipt = { sessionId, application: ASK, summary };
  await anna.request('receipt', { with: BERT, ...receipt });
  await anna.request('receipt', { with: BERT, ...receipt });
  await bert.request('receipt', { with: ANNA, ...receipt });
  await bert.frame('message', ({ message }) => message.kind === 'receipt' && message.from === BERT);
  const { messages } = await anna.request('history', { with: BERT });
  const receipts = messages.filter(({ kind }) => kind === 'receipt');
  expect(receipts).toMatchObject([
    { from: ANNA, sessionId, application: ASK, summary },
    { from: BERT, summary },
  ]);
  const invented = { ...receipt, with: BERT, sessionId: randomUUID() };
  await expect(anna.request('receipt', invented)).rejects.toMatchObject({ code: 'unknown-session' });
  const lines = Array.from({ length: 40 }, () => 'x'.repeat(500));
  const huge = { ...receipt, with: BERT, summary: { texts: { en: { title: '', lines } } } };
  await expect(anna.request('receipt', huge)).rejects.toMatchObject({ code: 'bad-frame' });
});

test('two invitations that cross both arrive: the messengers settle it between them', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const [fromAnna, fromBert] = [randomUUID(), randomUUID()];
  await Promise.all([anna.invitation(BERT, invite(fromAnna)), bert.invitation(ANNA, invite(fromBert))]);
  await Promise.all([bert.invited('invite', fromAnna), anna.invited('invite', fromBert)]);
  await bert.invitation(ANNA, { type: 'cancel', sessionId: fromBert, reason: 'glare' });
  await anna.invited('cancel', fromBert);
  await stages(anna, fromBert, 'cancelled');
  await bert.invitation(ANNA, { type: 'accept', sessionId: fromAnna, protocol: 1 });
  await anna.invited('accept', fromAnna);
});

test('a guest uses an application with the inviter', async () => {
  await using server = await testServer();
  const { anna } = await contacts(server);
  const { token } = await anna.request('createLink', { kind: 'guest' });
  const account = (await http(server, '/api/account/guest', { body: { link: token, name: 'Greta' } }))
    .body as Account;
  const greta = await Client.signIn(server, account);
  const sessionId = randomUUID();
  await greta.invitation(ANNA, invite(sessionId));
  await anna.invited('invite', sessionId);
  await anna.invitation(account.address, { type: 'accept', sessionId, protocol: 1 });
  await greta.invited('accept', sessionId);
});

test('an inviter whose socket closes while the invitation is being stored does not leave the question standing', async () => {
  await using server = await testServer({ deadlines: { ...RELAY_DEADLINES, unansweredAwayMs: 50 } });
  const { anna, bert } = await contacts(server);
  const sessionId = randomUUID();
  anna.raw({ type: 'request', id: 999, request: { op: 'invitation', to: BERT, message: invite(sessionId) } });
  anna.socket.close();
  await bert.invited('invite', sessionId);
  expect(await bert.invited('cancel', sessionId)).toMatchObject({ reason: 'connectivity' });
});

test('a device that does not read what it is sent is cut off instead of filling the memory of the server', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const sessionId = await connect(anna, bert);
  bert.socket.pause();
  const data = 'x'.repeat(64 * 1024);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 350 }, (_, i) =>
      anna.invitation(BERT, { type: 'data', sessionId, seq: i + 1, data }),
    ),
  );
  expect(outcomes[0]).toMatchObject({ status: 'fulfilled' });
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'unknown-session' } });
  expect(await anna.invited('terminate', sessionId)).toMatchObject({ reason: 'connectivity' });
  bert.socket.terminate();
});

test('a device that lacks the application speaks for itself: the others go on ringing, and one of them answers', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const old = await Client.signIn(server, bertAccount);
  const sessionId = randomUUID();
  await anna.invitation(BERT, invite(sessionId));
  await Promise.all([bert, old].map(device => device.invited('invite', sessionId)));
  await old.invitation(ANNA, { type: 'unavailable', sessionId, reason: 'not-installed' });
  await anna.settle();
  expect(anna.invitationTypes(sessionId)).toEqual([]);
  await bert.invitation(ANNA, { type: 'accept', sessionId, protocol: 1 });
  await anna.invited('accept', sessionId);
});
