/** Nothing is lost and nothing repeated while lines break and pages are loaded again: rendezvous-api 8.2, 8.3. */
import { describe, expect, it } from 'vitest';
import { DEADLINES, HRESULT, LIMITS } from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { addressOf, other, Pair, type Who } from './support/pair.ts';

async function connected(prepare: (pair: Pair) => void = () => undefined) {
  const pair = new Pair();
  prepare(pair);
  const session = await pair.connect();
  const send = (who: Who, ...texts: string[]): Promise<unknown> =>
    Promise.all(texts.map(text => sessionOf(pair, who).sendContextData(text)));
  return { pair, session, send };
}

function sessionOf(pair: Pair, who: Who) {
  const { session } = pair[who].running;
  if (session === undefined) throw new Error('no session was handed over');
  return session;
}

/** Every string that this side's applications have got, over all lives of their page. */
const got = (pair: Pair, who: Who): string[] => pair[who].applications.flatMap(({ received }) => received);

function cut(pair: Pair, who: Who): void {
  pair.refuse = from => (from === who ? 'connectivity' : undefined);
  // What is sent to somebody who is not connected is taken by the service and never arrives.
  pair.lose = from => (from === who ? 1 : 0);
  pair[who].host.connectionLost();
}

function mend(pair: Pair, who: Who): void {
  pair.refuse = undefined;
  pair.lose = undefined;
  pair[who].host.connectionRestored();
}

describe.each(['A', 'B'] as const)('a short loss of the connection of %s', who => {
  const far = other(who);

  it('loses and repeats no context data in either direction, and nothing is launched again', async () => {
    const { pair, session, send } = await connected();
    await send(who, '1');
    await send(far, 'a');
    await settle();
    cut(pair, who);
    await send(who, '2', '3');
    await send(far, 'b', 'c');
    await settle();
    await pair.clock.advance(DEADLINES.resumeMs / 2);
    expect(got(pair, far)).toEqual(['1']);
    mend(pair, who);
    await settle();
    await send(who, '4');
    await send(far, 'd');
    await settle();
    expect(got(pair, far)).toEqual(['1', '2', '3', '4']);
    expect(got(pair, who)).toEqual(['a', 'b', 'c', 'd']);
    expect(session.state).toBe('connected');
    expect([pair.A.launches.length, pair.B.launches.length]).toEqual([1, 1]);
    await pair.clock.advance(DEADLINES.resumeMs * 2);
    expect(session.state).toBe('connected');
    expect(pair.clock.pending).toBe(0);
  });

  it('may swallow what had been taken already, before anybody noticed', async () => {
    const { pair, send } = await connected();
    pair.lose = () => 0;
    await send(who, 'swallowed');
    await send(far, 'swallowed too');
    await settle();
    pair.lose = undefined;
    pair[who].host.connectionLost();
    pair[who].host.connectionRestored();
    await settle();
    expect(got(pair, far)).toEqual(['swallowed']);
    expect(got(pair, who)).toEqual(['swallowed too']);
  });

  it('while the two become ready is made good: both are connected', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.lose = (from, message) => (from === who && message.type === 'ready' ? 0 : 1);
    pair.B.offered.accept();
    await settle();
    expect(sessionOf(pair, far).state).toBe('accepted');
    pair.lose = undefined;
    pair[who].host.connectionLost();
    pair[who].host.connectionRestored();
    await settle();
    expect(session.state).toBe('connected');
    expect(pair.B.offered.state).toBe('connected');
    expect(sessionOf(pair, far).state).toBe('connected');
  });

  it('is noticed by a failing message alone, and mended without the messenger’s help', async () => {
    const { pair, session, send } = await connected();
    pair.refuse = from => (from === who ? 'deadline' : undefined);
    await send(who, 'x');
    await settle();
    pair.refuse = undefined;
    await pair.clock.advance(DEADLINES.retryMs);
    expect(got(pair, far)).toEqual(['x']);
    await pair.clock.advance(DEADLINES.retryMs);
    expect(session.state).toBe('connected');
    expect(pair.clock.pending).toBe(0);
  });
});

describe('the way between two messengers', () => {
  it('that swallows a ready, and nothing else, is asked for it', async () => {
    for (const who of ['A', 'B'] as const) {
      const pair = new Pair();
      const session = pair.invite('A');
      await settle();
      pair.lose = (from, message) => (from === who && message.type === 'ready' ? 0 : 1);
      pair.B.offered.accept();
      await settle();
      expect(sessionOf(pair, other(who)).state).toBe('accepted');
      await pair.clock.advance(DEADLINES.retryMs);
      expect([session.state, pair.B.offered.state]).toEqual(['connected', 'connected']);
    }
  });

  it('that loses the acceptance gets it once more', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.refuse = (_from, message) => (message.type === 'accept' ? 'connectivity' : undefined);
    pair.B.offered.accept();
    await settle();
    expect(session.state).toBe('invitation');
    pair.refuse = undefined;
    await pair.clock.advance(DEADLINES.retryMs);
    expect(session.state).toBe('connected');
    expect(pair.B.launches).toHaveLength(1);
  });

  it('may lose, repeat and turn round data: all of it arrives once and in order', async () => {
    const { pair, send } = await connected();
    let count = 0;
    pair.lose = (_from, message) => (message.type === 'data' ? ([1, 0, 2, 1, 3][count++ % 5] ?? 1) : 1);
    const texts = Array.from({ length: 60 }, (_, index) => String(index));
    for (const text of texts) {
      await send('A', text);
      await settle();
    }
    await pair.clock.advance(DEADLINES.retryMs);
    pair.lose = undefined;
    await send('A', 'last');
    await pair.clock.advance(3 * DEADLINES.retryMs);
    expect(got(pair, 'B')).toEqual([...texts, 'last']);
  });

  it('goes on behind data that was refused, whose sender was told', async () => {
    const { pair, send } = await connected();
    pair.refuse = (_from, message) =>
      message.type === 'data' && message.data === '2' ? 'rate-limited' : undefined;
    await send('A', '1', '2', '3');
    await settle();
    expect(got(pair, 'B')).toEqual(['1', '3']);
    expect(pair.A.running.events.filter(event => event.startsWith('senderror'))).toEqual(['senderror 2']);
    pair.A.host.connectionRestored();
    await send('A', '4');
    await settle();
    expect(got(pair, 'B')).toEqual(['1', '3', '4']);
  });

  it('keeps no more than is allowed of what was not acknowledged, and forgets what was', async () => {
    const { pair, send } = await connected();
    cut(pair, 'B');
    const many = Array.from({ length: LIMITS.contextDataInFlight }, (_, index) => String(index));
    await send('A', ...many);
    await expect(send('A', 'too many')).rejects.toMatchObject({
      code: 'too-many',
      hr: HRESULT.E_OUTOFMEMORY,
    });
    mend(pair, 'B');
    await settle();
    expect(got(pair, 'B')).toEqual(many);
    await send('A', 'there is room again');
    await settle();
    expect(got(pair, 'B').at(-1)).toBe('there is room again');
  });

  it('tells a messenger that still believes in a session that it is over', async () => {
    const { pair, session } = await connected();
    pair.lose = () => 0;
    session.end();
    await settle();
    pair.lose = undefined;
    expect(pair.B.offered.state).toBe('connected');
    await sessionOf(pair, 'B').sendContextData('anybody there?');
    await settle();
    expect(pair.B.offered.outcome).toMatchObject({ reason: 'cancelled', by: 'remote' });
  });

  it('ends at once, not after the deadline, when the other side knows nothing of the session', async () => {
    const { pair } = await connected();
    pair.B.reload();
    pair.A.host.connectionLost();
    pair.A.host.connectionRestored();
    await settle();
    expect(sessionOf(pair, 'A').outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
  });
});

describe.each(['A', 'B'] as const)('a reload of the messenger’s page of %s', who => {
  const far = other(who);
  const returning = (pair: Pair): void => {
    pair.returning = true;
  };

  it('costs no context data, no session and no launch', async () => {
    const { pair, send } = await connected(returning);
    await send(who, '1');
    await send(far, 'a');
    await settle();
    // On its way when the page goes, in both directions.
    const late = send(who, '2', '3');
    pair.lose = from => (from === far ? 0 : 1);
    await send(far, 'b');
    pair[who].reloadKeeping();
    pair.lose = undefined;
    await settle();
    await pair.clock.advance(DEADLINES.retryMs);
    await late;
    await send(who, '4');
    await send(far, 'c');
    await settle();
    expect(got(pair, far)).toEqual(['1', '2', '3', '4']);
    expect(got(pair, who)).toEqual(['a', 'b', 'c']);
    expect(sessionOf(pair, who).state).toBe('connected');
    expect([pair.A.launches.length, pair.B.launches.length]).toEqual([1, 1]);
    await sessionOf(pair, who).terminate(5, 'done');
    await settle();
    expect(sessionOf(pair, far).outcome).toMatchObject({ state: 'cancelled', hr: 5, by: 'remote' });
    expect(sessionOf(pair, who).outcome).toMatchObject({ state: 'cancelled', hr: 5, by: 'local' });
  });

  it('before both are ready ends in a connected session as well', async () => {
    const pair = new Pair();
    pair.returning = true;
    let open: () => void = () => undefined;
    pair[far].opener = (launch, side) =>
      new Promise(resolve => {
        open = () => resolve(side.open(launch));
      });
    pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    pair[who].reloadKeeping();
    await settle();
    open();
    await settle();
    await pair.clock.advance(DEADLINES.retryMs);
    expect(sessionOf(pair, who).state).toBe('connected');
    expect(sessionOf(pair, far).state).toBe('connected');
  });

  it('after which the application does not come back ends the session as app-crashed', async () => {
    const { pair } = await connected(returning);
    const records = pair[who].host.exportLaunched();
    pair[who].running.crash();
    pair[who].reload();
    pair[who].host.restoreLaunched(records);
    pair[who].host.connectionRestored();
    await pair.clock.advance(DEADLINES.returnMs);
    expect(sessionOf(pair, far).outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
  });

  it('that has kept an old record ends the session in words, instead of losing data in silence', async () => {
    const { pair, send } = await connected(returning);
    const old = pair[who].host.exportLaunched();
    await send(who, '1', '2');
    await settle();
    pair[who].reloadKeeping(old);
    await settle();
    expect(sessionOf(pair, far).outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
    expect(sessionOf(pair, who).outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
  });

  it('that has more on its way than may be kept ends the session', async () => {
    const { pair, send } = await connected(returning);
    cut(pair, who);
    const large = 'x'.repeat(LIMITS.contextDataBytes);
    await send(
      who,
      ...Array.from({ length: LIMITS.keptOverReload / LIMITS.contextDataBytes + 1 }, () => large),
    );
    expect(pair[who].host.exportLaunched().map(({ live }) => live)).toEqual([undefined]);
    mend(pair, who);
    pair[who].reloadKeeping();
    await settle();
    expect(sessionOf(pair, far).outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
  });
});

describe('an application that comes back', () => {
  it('in the middle of its first hand-over takes the session then', async () => {
    const pair = new Pair();
    pair.returning = true;
    const session = pair.invite('A');
    await settle();
    pair.B.offered.accept();
    // The hand-over is on its way when the channel breaks.
    const handedOver = (): boolean =>
      pair.journal.some(({ who, what }) => who === 'B' && what === 'host says app/setSession');
    while (!handedOver()) await Promise.resolve();
    pair.B.running.breakChannel();
    await settle();
    await pair.clock.advance(DEADLINES.retryMs);
    expect(session.state).toBe('connected');
    expect(sessionOf(pair, 'B').state).toBe('connected');
    expect(pair.B.launches).toHaveLength(1);
  });

  it('still holds what it held', async () => {
    const { pair, session } = await connected(each => {
      each.returning = true;
    });
    sessionOf(pair, 'A').hold();
    await settle();
    expect(session.holds).toBe(1);
    pair.A.reloadKeeping();
    await settle();
    expect(pair.A.host.sessions.get(session.id)?.holds).toBe(1);
  });
});

describe('a reload of the application’s page', () => {
  it('costs no context data: what it had not taken is delivered to its next life', async () => {
    const { pair, send } = await connected(each => {
      each.returning = true;
    });
    await send('A', '1', '2');
    await settle();
    pair.B.running.leave();
    await send('A', '3');
    await settle();
    const again = pair.B.reloadApplication();
    await again.opened;
    await settle();
    await send('A', '4');
    await send('B', 'b');
    await settle();
    expect(got(pair, 'B')).toEqual(['1', '2', '3', '4']);
    expect(got(pair, 'A')).toEqual(['b']);
    expect(again.session?.state).toBe('connected');
    expect(again.session?.flags).toBe(2);
    expect(pair.B.launches).toHaveLength(1);
  });

  it('of one that comes back to an end that it has not heard of brings the record', async () => {
    const { pair } = await connected(each => {
      each.returning = true;
    });
    pair.B.running.leave();
    await sessionOf(pair, 'A').terminate(9, 'bye');
    await settle();
    const again = pair.B.reloadApplication();
    const application = await again.opened;
    expect(await application.session.ended).toMatchObject({ state: 'cancelled', hr: 9, appData: 'bye' });
  });

  it('of one that never comes back is app-crashed after its deadline, and at once when its window is closed', async () => {
    for (const closes of [false, true]) {
      const { pair } = await connected(each => {
        each.returning = true;
      });
      pair.B.running.leave();
      await settle();
      if (closes) pair.B.running.crash();
      else await pair.clock.advance(DEADLINES.returnMs);
      await settle();
      expect(sessionOf(pair, 'A').outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
    }
  });

  it('with a token that nobody gave out, or from another origin, is refused', async () => {
    const { pair } = await connected(each => {
      each.returning = true;
    });
    expect(pair.B.host.expectsApplicationFrom('https://application.example')).toBe(true);
    expect(pair.B.host.expectsApplicationFrom('https://elsewhere.example')).toBe(false);
    pair.B.host.receive(addressOf('A'), {
      type: 'resume',
      sessionId: '00000000-0000-4000-8000-000000000000',
      received: 0,
      ready: true,
    });
    await settle();
    expect(pair.B.host.ignored).toBe(1);
  });
});
