/** After a loss: between messengers, of an application's page, of a messenger's page. */
import { describe, expect } from 'vitest';
import { DEADLINES, type InvitationMessage, memoryChannelPair } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, other, Pair, type Who } from '../support/pair.ts';
import { connectedPair, hostSessionOf, launchesOf, sessionOf } from './people.ts';
import { connectedRaw, type Heard, RawApplication } from './raw-application.ts';
import { verifies } from './verifies.ts';

const SIDES = ['A', 'B'] as const;
const ORIGIN = 'https://application.example';
const never = new Promise<never>(() => undefined);

/** Every string that a side has got, over all lives of its page. */
const got = (pair: Pair, who: Who): string[] => pair[who].applications.flatMap(({ received }) => received);

function cut(pair: Pair, who: Who): void {
  pair.refuse = from => (from === who ? 'connectivity' : undefined);
  pair.lose = from => (from === who ? 1 : 0);
  pair[who].host.connectionLost();
}

function mend(pair: Pair, who: Who): void {
  pair.refuse = undefined;
  pair.lose = undefined;
  pair[who].host.connectionRestored();
}

describe('between two messengers', () => {
  for (const who of SIDES) {
    verifies('R43', `${who} is away`, async () => {
      const { pair, session } = await connectedPair();
      const texts: string[] = [];
      const both = async (text: string): Promise<void> => {
        texts.push(text);
        await Promise.all(SIDES.map(side => sessionOf(pair, side).sendContextData(text)));
        await settle();
      };
      await both('before');
      cut(pair, who);
      await both('meanwhile');
      await pair.clock.advance(DEADLINES.resumeMs - 1);
      mend(pair, who);
      await settle();
      await both('after');
      expect([got(pair, 'A'), got(pair, 'B')]).toEqual([texts, texts]);
      expect([session.state, launchesOf(pair)]).toEqual(['connected', 2]);
      await pair.clock.advance(2 * DEADLINES.resumeMs);
      expect(session.state).toBe('connected');
    });

    verifies('R44', `${who} is away`, async () => {
      const { pair } = await connectedPair();
      cut(pair, who);
      await pair.clock.advance(DEADLINES.resumeMs);
      const lost = { state: 'terminated', reason: 'connectivity' };
      expect(sessionOf(pair, who).outcome).toMatchObject({ ...lost, by: 'host' });
      mend(pair, who);
      await settle();
      expect(sessionOf(pair, other(who)).outcome).toMatchObject(lost);
    });
  }

  verifies('R43', 'a stranger may answer by the letter of the specification', async () => {
    const { pair, a } = await connectedPair();
    pair.lose = from => (from === 'A' ? 0 : 1);
    await a.sendContextData('1');
    await a.sendContextData('2');
    await settle();
    // B's messenger is played by hand from here: it has nothing and asks.
    const heard: InvitationMessage[] = [];
    pair.lose = (_from, message) => {
      heard.push(message);
      return 0;
    };
    pair.A.host.receive(addressOf('B'), { type: 'resume', sessionId: a.id, received: 0, ready: true });
    await settle();
    expect(heard).toEqual([
      { type: 'resumed', sessionId: a.id, received: 0, acknowledged: 0, ready: true, skipped: [] },
      { type: 'data', sessionId: a.id, seq: 1, data: '1' },
      { type: 'data', sessionId: a.id, seq: 2, data: '2' },
    ]);
  });
});

describe('an application’s page that is loaded again', () => {
  verifies('R45', async () => {
    const { pair, a } = await connectedPair(each => {
      each.returning = true;
    });
    await a.sendContextData('1');
    await settle();
    pair.B.running.breakChannel();
    await a.sendContextData('2');
    await settle();
    const again = pair.B.reloadApplication();
    await again.opened;
    await a.sendContextData('3');
    await again.session?.sendContextData('back');
    await settle();
    expect(got(pair, 'B')).toEqual(['1', '2', '3']);
    expect(got(pair, 'A')).toEqual(['back']);
    expect(again.session).toMatchObject({ state: 'connected', flags: 2 });
    expect(launchesOf(pair)).toBe(2);
  });

  verifies('R45', 'by the letter of the specification', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair, { returns: true });
    const { resumeToken } = resultOf(raw.heard.find(({ id, method }) => id === 1 && method === undefined));
    await raw.ask('session/sendContextData', { id: 1, data: 'taken' });
    const b = sessionOf(pair, 'B');
    for (const text of ['1', '2', '3']) await b.sendContextData(text);
    await settle();
    raw.notify('session/received', { seq: 1 });
    raw.close();
    await settle();
    await b.sendContextData('4');
    await settle();
    const again = knock(pair, ORIGIN, resumeToken);
    const greeting = await again.hello({ returns: true, received: 2 });
    expect(greeting.result).toMatchObject({ handOver: true, sent: 1, resumeToken });
    expect(again.told('app/setSession')).toMatchObject([{ session: { state: 4, flags: 1, id: b.id } }]);
    expect(again.told('session/contextData')).toEqual([
      { seq: 3, data: '3' },
      { seq: 4, data: '4' },
    ]);
    expect(await again.ask('session/sendContextData', { id: 1, data: 'taken' })).toMatchObject({
      result: null,
    });
    expect(await again.ask('session/sendContextData', { id: 2, data: 'new' })).toMatchObject({
      result: null,
    });
    await settle();
    expect(got(pair, 'B')).toEqual(['taken', 'new']);
  });

  verifies('R46', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair, { returns: true });
    const b = sessionOf(pair, 'B');
    raw.close();
    await settle();
    await pair.clock.advance(DEADLINES.returnMs - 1);
    expect(b.state).toBe('connected');
    await pair.clock.advance(1);
    expect(b.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed', by: 'remote' });
    expect(hostSessionOf(pair, 'A').applicationRunning).toBe(false);
  });

  verifies('R46', 'at once, if it never said that it would', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    raw.close();
    await settle();
    expect(sessionOf(pair, 'B').outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
  });

  verifies('R48', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair, { returns: true });
    const { resumeToken } = resultOf(raw.heard.find(({ id, method }) => id === 1 && method === undefined));
    const refused = { code: -32001, data: { reason: 'token-unknown' } };
    const elsewhere = knock(pair, 'https://mallory.example', resumeToken);
    expect((await elsewhere.hello()).error).toMatchObject(refused);
    const guessing = knock(pair, ORIGIN, `${resumeToken.slice(0, -1)}x`);
    expect((await guessing.hello()).error).toMatchObject(refused);
    expect([elsewhere.closed, guessing.closed, raw.closed]).toEqual([true, true, false]);
    expect(hostSessionOf(pair, 'A').state).toBe('connected');
  });
});

describe('a messenger’s page that is loaded again', () => {
  for (const who of SIDES) {
    verifies('R47', `of ${who}`, async () => {
      const { pair, a, b } = await connectedPair(each => {
        each.returning = true;
      });
      await a.sendContextData('a1');
      await b.sendContextData('b1');
      await settle();
      pair[who].reloadKeeping();
      await settle();
      await pair.clock.advance(DEADLINES.retryMs);
      await a.sendContextData('a2');
      await b.sendContextData('b2');
      await settle();
      expect([got(pair, 'A'), got(pair, 'B')]).toEqual([
        ['b1', 'b2'],
        ['a1', 'a2'],
      ]);
      expect([a.state, b.state, launchesOf(pair)]).toEqual(['connected', 'connected', 2]);
    });
  }

  verifies('R47', 'that has kept nothing ends the session in words', async () => {
    const { pair, a } = await connectedPair();
    pair.B.reload();
    pair.A.host.connectionLost();
    pair.A.host.connectionRestored();
    await settle();
    expect(a.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity', by: 'remote' });
  });
});

function knock(pair: Pair, origin: string, token: string): RawApplication {
  const [hostEnd, applicationEnd] = memoryChannelPair();
  pair.A.host.reconnect(hostEnd, origin, never);
  return new RawApplication(applicationEnd, token);
}

function resultOf(answer: Heard | undefined): { resumeToken: string } {
  const { result } = answer ?? {};
  if (typeof result !== 'object' || result === null || !('resumeToken' in result))
    throw new Error('no answer');
  return { resumeToken: String(result.resumeToken) };
}
