/** A connected session from both applications' point of view: data, its limits, and every way to end. */
import { describe, expect, it } from 'vitest';
import {
  AcceptError,
  acceptSession,
  DEADLINES,
  HRESULT,
  LIMITS,
  memoryChannelPair,
  RpcPeer,
} from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { addressOf, Pair, type Who } from './support/pair.ts';

async function connected() {
  const pair = new Pair();
  const session = await pair.connect();
  const a = pair.A.running.session;
  const b = pair.B.running.session;
  if (!a || !b) throw new Error('no session was handed over');
  return { pair, session, offered: pair.B.offered, a, b };
}

describe('context data', () => {
  it.each([
    ['nothing', ''],
    ['NUL', 'a\0b'],
    ['outside the basic plane', '\u{1F9D1}\u{10FFFF}'],
    ['half a surrogate pair', '\ud83d'],
    ['line ends', '\r\n\u2028\u2029'],
    ['what looks like JSON', '{"__proto__":{"x":1}}'],
    ['as much as is allowed', 'ß'.repeat(LIMITS.contextDataBytes / 2)],
  ])('T15 arrives exactly as it was sent: %s', async (_title, data) => {
    const { a, pair } = await connected();
    await a.sendContextData(data);
    await settle();
    expect(pair.B.running.received).toEqual([data]);
  });

  it('T16 keeps its order in each direction', async () => {
    const { a, b, pair } = await connected();
    const texts = Array.from({ length: 200 }, (_, index) => String(index));
    await Promise.all(texts.flatMap(text => [a.sendContextData(text), b.sendContextData(text)]));
    await settle();
    expect(pair.B.running.received).toEqual(texts);
    expect(pair.A.running.received).toEqual(texts);
  });

  it('over the limit is refused with its own code at the application, nothing is sent and the session goes on', async () => {
    const { a, pair } = await connected();
    const tooLong = `${'ß'.repeat(LIMITS.contextDataBytes / 2)}!`;
    await expect(a.sendContextData(tooLong)).rejects.toMatchObject({
      code: 'over-limit',
      hr: HRESULT.CONTEXT_DATA_OVER_LIMIT,
    });
    await a.sendContextData('next');
    await settle();
    expect(pair.B.running.received).toEqual(['next']);
  });

  it('over the limit, or after the end, is refused by the host as well, should an application not check', async () => {
    const { pair, session } = await connected();
    const answers: unknown[] = [];
    const [hostEnd, applicationEnd] = memoryChannelPair();
    pair.A.opener = () =>
      Promise.resolve({
        channel: hostEnd,
        closed: new Promise(() => undefined),
        close: () => hostEnd.close(),
      });
    session.end();
    await settle();
    pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    const token = pair.A.launches.at(-1)?.token ?? '';
    void (async () => {
      for await (const message of applicationEnd.messages) {
        answers.push(message);
        if (typeof message === 'object' && message !== null && 'method' in message && 'id' in message) {
          applicationEnd.send({ jsonrpc: '2.0', id: message.id, result: null });
        }
      }
    })();
    const hello = { protocol: [1], token, application: { name: 'raw', version: '1' } };
    applicationEnd.send({ jsonrpc: '2.0', id: 1, method: 'rendezvous/hello', params: hello });
    await settle();
    const data = 'x'.repeat(LIMITS.contextDataBytes + 1);
    applicationEnd.send({
      jsonrpc: '2.0',
      id: 2,
      method: 'session/sendContextData',
      params: { id: 1, data },
    });
    await settle();
    expect(answers.at(-1)).toMatchObject({
      id: 2,
      error: { data: { hresult: HRESULT.CONTEXT_DATA_OVER_LIMIT, reason: 'over-limit' } },
    });
    pair.B.offered.end();
    await settle();
    applicationEnd.send({
      jsonrpc: '2.0',
      id: 3,
      method: 'session/sendContextData',
      params: { id: 2, data: '' },
    });
    await settle();
    expect(answers.at(-1)).toMatchObject({
      id: 3,
      error: { data: { hresult: HRESULT.STATE_INVALID, reason: 'not-connected' } },
    });
  });

  it('T14 is refused before the session is connected and after it has ended', async () => {
    const pair = new Pair();
    pair.B.opener = () => new Promise(() => undefined);
    pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    const early = pair.A.running.session;
    expect(early?.state).toBe('accepted');
    await expect(early?.sendContextData('x')).rejects.toMatchObject({ code: 'not-connected' });
    const { a, b } = await connected();
    await a.terminate();
    await settle();
    await expect(a.sendContextData('x')).rejects.toMatchObject({ code: 'not-connected' });
    await expect(b.sendContextData('x')).rejects.toMatchObject({ code: 'not-connected' });
  });

  it('T14 from a messenger that sends before both are ready ends the session as a protocol error on both sides', async () => {
    const pair = new Pair();
    pair.A.opener = () => new Promise(() => undefined);
    const session = pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    pair.A.host.receive(addressOf('B'), { type: 'data', sessionId: session.id, seq: 1, data: 'early' });
    await settle();
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'protocol-error' });
    expect(pair.B.offered.outcome).toMatchObject({
      state: 'terminated',
      reason: 'protocol-error',
      by: 'remote',
    });
  });

  it('that is repeated by the transport is delivered once', async () => {
    const { a, b, pair } = await connected();
    await a.sendContextData('once');
    await settle();
    pair.B.host.receive(addressOf('A'), { type: 'data', sessionId: b.id, seq: 1, data: 'once' });
    await settle();
    expect(pair.B.running.received).toEqual(['once']);
  });

  it('T17 that cannot be sent is told with its number, and the session stays up', async () => {
    const { a, pair } = await connected();
    pair.refuse = (_from, message) =>
      message.type === 'data' && message.data === '2' ? 'rate-limited' : undefined;
    for (const text of ['1', '2', '3']) await a.sendContextData(text);
    await settle();
    expect(pair.A.running.events.filter(event => event.startsWith('senderror'))).toEqual(['senderror 2']);
    expect(pair.B.running.received).toEqual(['1', '3']);
    expect(a.state).toBe('connected');
  });

  it('that arrived before anybody listened is kept for the first who reads', async () => {
    const { a, pair } = await connected();
    await a.sendContextData('event');
    await settle();
    expect(pair.B.running.received).toEqual(['event']);
    const iterable = a.contextData;
    await pair.B.running.session?.sendContextData('1');
    await pair.B.running.session?.sendContextData('2');
    await settle();
    await a.terminate();
    const read: string[] = [];
    for await (const data of iterable) read.push(data);
    expect(read).toEqual(['1', '2']);
  });
});

describe('the end of a session', () => {
  it.each(['A', 'B'] as const)(
    'T18 T20 reaches both when %s terminates, with code and text, record before state',
    async who => {
      const { pair, a, b } = await connected();
      await pair[who].running.session?.terminate(HRESULT.E_FAIL, 'that did not work');
      await settle();
      for (const [side, session] of [
        ['A', a],
        ['B', b],
      ] as const) {
        expect(session.outcome).toEqual({
          state: 'cancelled',
          reason: 'success',
          hr: HRESULT.E_FAIL,
          appData: 'that did not work',
          by: side === who ? 'local' : 'remote',
        });
        expect(Object.isFrozen(session.outcome)).toBe(true);
        expect(pair[side].running.events.slice(-2)).toEqual([
          'termination',
          'statechange connected cancelled',
        ]);
        expect(await session.ended).toBe(session.outcome);
      }
    },
  );

  it('T25 is the same end when it is terminated again, by either, or by both at once', async () => {
    const { a, b, pair } = await connected();
    await Promise.all([a.terminate(1), b.terminate(2), a.terminate(3)]);
    await a.terminate(4);
    await settle();
    expect(a.outcome).toMatchObject({ hr: 1, by: 'local' });
    expect(b.outcome).toMatchObject({ hr: 2, by: 'local' });
    for (const side of [pair.A, pair.B]) {
      expect(side.running.events.filter(event => event === 'termination')).toHaveLength(1);
    }
  });

  it('A17 does not wait for the other side, which may be gone', async () => {
    const { a, pair } = await connected();
    pair.holding = true;
    await a.terminate();
    expect(a.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
  });

  it('refuses a closing text over the limit and goes on', async () => {
    const { a } = await connected();
    await expect(a.terminate(0, 'x'.repeat(LIMITS.appDataBytes + 1))).rejects.toMatchObject({
      code: 'over-limit',
    });
    expect(a.state).toBe('connected');
  });

  it.each(['A', 'B'] as const)(
    'T24 is TERMINATED with app-crashed for the other when the application of %s dies',
    async who => {
      const { pair, a, b } = await connected();
      pair[who].running.crash();
      await settle();
      const other = who === 'A' ? b : a;
      expect(other.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed', by: 'remote' });
      const crashed = who === 'A' ? a : b;
      expect(crashed.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity', by: 'host' });
    },
  );

  it('by the messenger is CANCELLED on both sides and says so', async () => {
    const { session, a, b, offered } = await connected();
    session.end();
    session.end();
    await settle();
    expect(a.outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled', by: 'local' });
    expect(b.outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled', by: 'remote' });
    expect(offered.outcome).toEqual(b.outcome);
  });

  it('by a connection that stays lost is TERMINATED on both sides after its deadline', async () => {
    const { a, b, pair } = await connected();
    pair.refuse = from => (from === 'A' ? 'offline' : undefined);
    pair.A.host.connectionLost();
    await pair.clock.advance(DEADLINES.resumeMs - 1);
    expect(a.state).toBe('connected');
    await pair.clock.advance(1);
    expect(a.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity', by: 'host' });
    pair.refuse = undefined;
    pair.A.host.connectionRestored();
    await settle();
    expect(b.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity', by: 'remote' });
  });

  it('is told again with each new connection until somebody has heard it, and never after a refusal', async () => {
    const { a, b, pair } = await connected();
    let tries = 0;
    let code = 'connectivity';
    pair.refuse = from => {
      if (from !== 'A') return undefined;
      tries += 1;
      return code;
    };
    await a.terminate();
    await settle();
    pair.A.host.connectionRestored();
    await settle();
    expect(tries).toBe(2);
    code = 'unknown-session';
    pair.A.host.connectionRestored();
    pair.A.host.connectionRestored();
    await settle();
    pair.A.host.connectionRestored();
    await settle();
    expect(tries).toBe(3);
    expect(b.state).toBe('connected');
  });

  it('is not the end of the application: it asks for relay servers, finishes with a summary, and only then is let go', async () => {
    const { a, pair, session } = await connected();
    await a.terminate();
    await settle();
    expect(session.applicationRunning).toBe(true);
    expect(pair.A.lettingGo).toBe(0);
    const { application } = pair.A.running;
    expect(await application?.relayServers()).toEqual([{ urls: ['stun:stun.example'] }]);
    const summary = { texts: { en: { title: 'Remote Assistance', lines: ['Ben saw the screen.'] } } };
    await Promise.all([application?.finished(summary), application?.finished()]);
    await settle();
    expect(pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
    expect(session.applicationRunning).toBe(false);
    expect(pair.A.lettingGo).toBe(1);
    await application?.closed;
  });

  it('survives a lost connection of the messenger when it was over before', async () => {
    const { a, pair, session } = await connected();
    await a.terminate();
    await settle();
    pair.A.host.connectionLost();
    expect(session.outcome?.reason).toBe('success');
    expect(session.applicationRunning).toBe(true);
  });

  it('comes with the end of the application when that finishes first', async () => {
    const { pair, a, b } = await connected();
    await pair.A.running.application?.finished();
    await settle();
    expect(a.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
    expect(b.outcome).toMatchObject({ state: 'cancelled', reason: 'success', by: 'remote' });
  });

  it('refuses a summary over the limit', async () => {
    const { pair } = await connected();
    const lines = Array.from({ length: 40 }, () => 'x'.repeat(500));
    const texts = { de: { title: 'x', lines }, en: { title: 'x', lines } };
    await expect(pair.A.running.application?.finished({ texts })).rejects.toMatchObject({
      hresult: HRESULT.E_INVALIDARG,
    });
    expect(pair.A.finished).toEqual([]);
    await pair.A.running.application?.finished();
    expect(pair.A.finished).toHaveLength(1);
  });

  it('terminates with E_OUTOFMEMORY an application that never reads what it asked to iterate', async () => {
    const { a, b } = await connected();
    void b.contextData;
    for (let count = 0; count <= LIMITS.contextDataQueue; count += 1) {
      await a.sendContextData('x').catch(() => undefined);
      if (count % 256 === 0) await settle();
    }
    await settle();
    expect(a.outcome).toMatchObject({ hr: HRESULT.E_OUTOFMEMORY, by: 'remote' });
  });
});

describe('a launch', () => {
  async function accepted(prepare: (pair: Pair) => void) {
    const pair = new Pair();
    prepare(pair);
    const session = pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    return { pair, session, offered: pair.B.offered };
  }
  const bothTerminated = (
    { session, offered }: Awaited<ReturnType<typeof accepted>>,
    failing: Who,
    reason: string,
  ): void => {
    const own = failing === 'A' ? session : offered;
    const others = failing === 'A' ? offered : session;
    expect(own.outcome).toMatchObject({ state: 'terminated', reason, by: 'host' });
    expect(others.outcome).toMatchObject({ state: 'terminated', reason, by: 'remote' });
  };

  it('happens within accept(), so that the user gesture still counts', async () => {
    const pair = new Pair();
    pair.invite('A');
    await settle();
    pair.B.offered.accept();
    expect(pair.B.launches).toHaveLength(1);
    pair.B.offered.accept();
    await settle();
    expect(pair.B.launches).toHaveLength(1);
  });

  it.each(['A', 'B'] as const)('T26 that is rejected on side %s ends both with launch-failed', async who => {
    const run = await accepted(pair => {
      pair[who].opener = () => Promise.reject(new Error('the pop-up was blocked'));
    });
    bothTerminated(run, who, 'launch-failed');
    expect(run.pair[who].host.sessions.get(run.session.id)?.applicationRunning).toBe(false);
  });

  it('T26 whose launcher throws ends both with launch-failed', async () => {
    const run = await accepted(pair => {
      pair.A.opener = () => {
        throw new Error('no window');
      };
    });
    bothTerminated(run, 'A', 'launch-failed');
  });

  it('T26 that never comes to a hello ends both with launch-failed after its deadline', async () => {
    const run = await accepted(pair => {
      pair.A.opener = () => new Promise(() => undefined);
    });
    await run.pair.clock.advance(DEADLINES.launchMs - 1);
    expect(run.session.stage).toBe('launching');
    expect(run.offered.stage).toBe('waiting');
    await run.pair.clock.advance(1);
    bothTerminated(run, 'A', 'launch-failed');
    expect(run.pair.A.launches[0]?.signal.aborted).toBe(true);
  });

  it('T26 whose other side never becomes ready ends with a timeout', async () => {
    const run = await accepted(pair => {
      pair.refuse = (from, message) => (from === 'A' && message.type !== 'invite' ? 'internal' : undefined);
      pair.A.opener = () => new Promise(() => undefined);
    });
    await run.pair.clock.advance(DEADLINES.readyMs);
    expect(run.offered.outcome).toMatchObject({ state: 'terminated', reason: 'timeout' });
  });

  it('T26 that refuses its session ends both with launch-failed', async () => {
    const run = await accepted(pair => {
      pair.B.opener = async ({ token }) => {
        const [hostEnd, applicationEnd] = memoryChannelPair();
        const refusing = acceptSession({
          channel: applicationEnd,
          token,
          application: { name: 'refuses', version: '1' },
          clock: pair.clock,
          setSession: () => {
            throw new Error('not now');
          },
        });
        refusing.catch(() => undefined);
        return { channel: hostEnd, closed: new Promise<void>(() => undefined), close: () => hostEnd.close() };
      };
    });
    bothTerminated(run, 'B', 'launch-failed');
    expect(run.offered.applicationRunning).toBe(false);
  });

  it('T5 hands the session over once: a second one on the same channel is refused', async () => {
    const [hostEnd, applicationEnd] = memoryChannelPair();
    const opened = acceptSession({
      channel: applicationEnd,
      token: 'x'.repeat(16),
      application: { name: 'a', version: '1' },
    });
    const host = new RpcPeer({
      side: 'host',
      channel: hostEnd,
      handlers: {
        'rendezvous/hello': () => ({
          protocol: 1,
          resumeToken: 'r'.repeat(16),
          limits: { contextDataBytes: 1, appDataBytes: 1 },
          host: { name: 'raw', language: 'en' },
          handOver: true,
          sent: 0,
        }),
        'session/get': () => Promise.reject(new Error('unused')),
        'session/sendContextData': () => null,
        'session/terminate': () => null,
        'host/relayServers': () => ({ servers: [] }),
        'host/invite': () => Promise.reject(new Error('unused')),
        'app/finished': () => null,
        'session/held': () => undefined,
        'session/received': () => undefined,
      },
    });
    const session = {
      id: '5b0f5ad4-6b0a-4a5e-9d8e-8a7b6c5d4e3f',
      state: 3,
      flags: 1,
      remoteUser: { name: 'B', address: 'b@example' },
      application: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
      component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
      invitationData: '',
    };
    // T7: all of it in one breath, and none of it is lost.
    const first = host.request('app/setSession', { session });
    host.notify('session/stateChanged', { prevState: 3, state: 4 });
    host.notify('session/contextData', { seq: 1, data: 'at once' });
    await first;
    const application = await opened;
    expect(application.session.state).toBe('connected');
    await expect(host.request('app/setSession', { session })).rejects.toMatchObject({
      hresult: HRESULT.E_INVALIDARG,
    });
    host.close();
    const read: string[] = [];
    for await (const data of application.session.contextData) read.push(data);
    expect(read).toEqual(['at once']);
    expect(await application.session.ended).toMatchObject({ state: 'terminated', reason: 'connectivity' });
  });

  it('refuses a hello with another token, and one in no known version', async () => {
    for (const [change, code] of [
      [{ token: 'y'.repeat(20) }, 'token-unknown'],
      [{ protocol: [99] }, 'unsupported-version'],
    ] as const) {
      const heard: unknown[] = [];
      const run = await accepted(pair => {
        pair.A.opener = ({ token }) => {
          const [hostEnd, applicationEnd] = memoryChannelPair();
          const params = { protocol: [1], token, application: { name: 'a', version: '1' }, ...change };
          applicationEnd.send({ jsonrpc: '2.0', id: 1, method: 'rendezvous/hello', params });
          void (async () => {
            for await (const message of applicationEnd.messages) heard.push(message);
          })();
          return Promise.resolve({
            channel: hostEnd,
            closed: new Promise<void>(() => undefined),
            close: () => hostEnd.close(),
          });
        };
      });
      expect(heard).toEqual([
        expect.objectContaining({
          error: expect.objectContaining({
            data: expect.objectContaining({ reason: code }) as unknown,
          }) as unknown,
        }),
      ]);
      bothTerminated(run, 'A', code === 'unsupported-version' ? code : 'launch-failed');
    }
  });

  it('refuses a second hello on its channel', async () => {
    const { pair } = await connected();
    const token = pair.A.launches[0]?.token ?? '';
    const answers: string[] = [];
    const { channel } = pair.A.running;
    const seen = pair.journal.length;
    channel.send({
      jsonrpc: '2.0',
      id: 'again',
      method: 'rendezvous/hello',
      params: { protocol: [1], token, application: { name: 'a', version: '1' } },
    });
    await settle();
    for (const entry of pair.journal.slice(seen)) answers.push(entry.what);
    expect(answers).toContain('host says error');
    expect(pair.A.running.session?.state).toBe('connected');
  });

  it('T2 hears that the session is over when it ended before the hello', async () => {
    let open: (() => void) | undefined;
    const run = await accepted(pair => {
      pair.B.opener = (launch, side) =>
        new Promise(resolve => {
          open = () => {
            void side.open(launch).then(resolve);
          };
        });
    });
    run.session.end();
    await settle();
    expect(run.pair.B.launches[0]?.signal.aborted).toBe(true);
    open?.();
    await settle();
    expect(run.pair.B.running.error).toBeInstanceOf(AcceptError);
    expect(run.pair.B.running.session).toBeUndefined();
    expect(run.offered.applicationRunning).toBe(false);
  });
});
