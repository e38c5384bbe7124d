/** From the acceptance to the hand-over. */
import { describe, expect } from 'vitest';
import {
  acceptSession,
  DEADLINES,
  HRESULT,
  type Launch,
  memoryChannelPair,
  openApplication,
  RpcError,
  RpcPeer,
} from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, Pair, TestApplication } from '../support/pair.ts';
import { ASK } from '../support/registrations.ts';
import { acceptedPair, hostSessionOf, invitedPair, sessionOf } from './people.ts';
import { connectedRaw, launchedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const refusal = (reason: string) => ({ code: -32001, data: { hresult: HRESULT.E_ABORT, reason } });
const never = new Promise<never>(() => undefined);

describe('a hello', () => {
  verifies('R15', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    const [hostEnd, applicationEnd] = memoryChannelPair();
    // A second page with the copied token: at the door for those who come back, the only other one there is.
    pair.A.host.reconnect(hostEnd, 'https://application.example', never);
    const again = new Copy(applicationEnd);
    expect(await again.hello(raw.token)).toMatchObject({ reason: 'token-used' });
    expect(hostSessionOf(pair, 'A').state).toBe('connected');
    const unknown = await launchedRaw(new Pair());
    expect((await unknown.hello({ token: 'nobody-gave-this-out' })).error).toMatchObject(
      refusal('token-unknown'),
    );
    expect(unknown.closed).toBe(true);
  });

  verifies('R15', 'after the end of its session', async () => {
    const pair = new Pair();
    const raw = await launchedRaw(pair);
    hostSessionOf(pair, 'A').end();
    expect((await raw.hello()).error).toMatchObject(refusal('session-ended'));
  });

  verifies('R16', async () => {
    const raw = await launchedRaw(new Pair());
    expect(raw.heard).toEqual([]);
    const firsts = ['session/get', 'host/relayServers', 'app/finished'];
    for (const method of firsts) {
      expect(await raw.refusalOf({ method, params: {} })).toMatchObject({
        code: -32000,
        data: { reason: 'hello-first', hresult: HRESULT.STATE_INVALID },
      });
    }
    expect((await raw.hello()).result).toMatchObject({ protocol: 1, handOver: true, sent: 0 });
  });

  verifies('R17', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    expect((await raw.hello()).error).toMatchObject({ code: -32000, data: { reason: 'hello-repeated' } });
    expect(hostSessionOf(pair, 'A').state).toBe('connected');
  });

  verifies('R18', async () => {
    const pair = new Pair();
    const raw = await launchedRaw(pair);
    const { error } = await raw.hello({ protocol: [7, 9] });
    expect(error).toMatchObject({ code: -32001, data: { reason: 'unsupported-version' } });
    expect(JSON.stringify(error)).toMatch(/7, 9.*1/);
    for (const who of ['A', 'B'] as const) {
      expect(hostSessionOf(pair, who).outcome).toMatchObject({
        state: 'terminated',
        reason: 'unsupported-version',
      });
    }
  });
});

/** A page that knows no more than a token. */
class Copy {
  readonly #peer: RpcPeer<'application'>;
  constructor(channel: Parameters<typeof acceptSession>[0]['channel']) {
    const ignore = (): void => undefined;
    this.#peer = new RpcPeer({
      side: 'application',
      channel,
      handlers: {
        'app/setSession': () => null,
        'session/stateChanged': ignore,
        'session/terminated': ignore,
        'session/contextData': ignore,
        'session/sendError': ignore,
        'host/invitationEnded': ignore,
      },
    });
  }
  hello(token: string): Promise<unknown> {
    const application = { name: 'copy', version: '1' };
    return this.#peer
      .request('rendezvous/hello', { protocol: [1], token, application })
      .catch((error: unknown) => error);
  }
}

describe('a launch', () => {
  verifies('R19', async () => {
    const { pair, session, offered } = await acceptedPair(each =>
      each.A.host.addEventListener('beforelaunch', event => event.refuse()),
    );
    expect(pair.A.launches).toEqual([]);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'policy', by: 'host' });
    expect(offered.outcome).toMatchObject({ state: 'terminated', reason: 'policy', by: 'remote' });
  });

  verifies('R20', async () => {
    const { pair, session } = await acceptedPair(each => {
      each.A.host.addEventListener('beforelaunch', event => event.preventDefault());
      each.A.host.addEventListener('readytolaunch', event => {
        const [hostEnd, applicationEnd] = memoryChannelPair();
        each.A.applications.push(new TestApplication(applicationEnd, event.launch.token, each.A));
        event.attach({ channel: hostEnd, closed: never, close: () => hostEnd.close() });
      });
    });
    expect(session.state).toBe('connected');
    expect(pair.A.launches).toEqual([]);
    expect(sessionOf(pair, 'A').flags).toBe(1);
  });

  verifies('R20', 'and when nobody takes it, it has failed', async () => {
    const { pair, session } = await acceptedPair(each =>
      each.A.host.addEventListener('beforelaunch', event => event.preventDefault()),
    );
    await pair.clock.advance(DEADLINES.launchMs);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
  });

  verifies('R21', async () => {
    const launches: Launch[] = [];
    const { pair, session } = await acceptedPair(each => {
      each.A.opener = launch => {
        launches.push(launch);
        return never;
      };
    });
    const { host } = pair.A;
    expect(host.getLaunchingSession(launches[0]?.token ?? '')).toBe(session);
    for (const guess of ['', session.id, String(process.pid), `${launches[0]?.token ?? ''}0`]) {
      expect(host.getLaunchingSession(guess)).toBeUndefined();
    }
    expect(pair.B.host.getLaunchingSession(launches[0]?.token ?? '')).toBeUndefined();
  });

  verifies('R23', async () => {
    const { pair, session, offered } = await acceptedPair(each => {
      each.A.opener = () => never;
    });
    await pair.clock.advance(DEADLINES.launchMs - 1);
    expect(session.state).toBe('accepted');
    await pair.clock.advance(1);
    const failed = { state: 'terminated', reason: 'launch-failed', hr: HRESULT.LAUNCH_FAILED };
    expect([session.outcome, offered.outcome]).toMatchObject([failed, failed]);
  });

  for (const [how, answer] of [
    ['that is not answered', undefined],
    ['that is refused', { error: { code: -32603, data: { hresult: HRESULT.E_FAIL } } }],
  ] as const) {
    verifies('R23', `a hand-over ${how}`, async () => {
      const pair = new Pair();
      const raw = await launchedRaw(pair);
      raw.answer = answer;
      await raw.hello();
      await pair.clock.advance(DEADLINES.setSessionMs);
      expect(hostSessionOf(pair, 'A').outcome).toMatchObject({
        state: 'terminated',
        reason: 'launch-failed',
      });
      expect(hostSessionOf(pair, 'B').outcome).toMatchObject({ reason: 'launch-failed', by: 'remote' });
    });
  }

  verifies('R24', async () => {
    const { pair, offered } = await acceptedPair(each => {
      each.A.opener = () => never;
      each.lose = (from, message) => (from === 'A' && message.type !== 'invite' ? 0 : 1);
    });
    await pair.clock.advance(DEADLINES.readyMs - 1);
    expect(offered.stage).toBe('waiting');
    await pair.clock.advance(1);
    expect(offered.outcome).toMatchObject({ state: 'terminated', reason: 'timeout', hr: HRESULT.TIMEOUT });
  });

  verifies('R25', async () => {
    const { pair } = await invitedPair();
    const [, applicationEnd] = memoryChannelPair();
    const opening = acceptSession({
      channel: applicationEnd,
      token: 'a token of sixteen',
      application: { name: 'a', version: '1' },
      clock: pair.clock,
    }).catch((error: unknown) => error);
    await pair.clock.advance(DEADLINES.requestMs);
    const error = await opening;
    expect(error).toMatchObject({ code: 'no-answer' });
    const { cause } = error as Error;
    expect(cause).toBeInstanceOf(RpcError);
    expect(cause).toMatchObject({ reason: 'timeout', hresult: HRESULT.TIMEOUT });
  });
});

describe('an application that runs without a session', () => {
  async function started() {
    const pair = new Pair();
    const [hostEnd, applicationEnd] = memoryChannelPair();
    let opening: ReturnType<typeof openApplication> | undefined;
    await pair.A.host.startApplication(ASK.id, token => {
      opening = openApplication({
        channel: applicationEnd,
        token,
        application: { name: 'board', version: '1' },
        clock: pair.clock,
      });
      return Promise.resolve({ channel: hostEnd, closed: never, close: () => hostEnd.close() });
    });
    const application = await opening;
    if (application === undefined) throw new Error('nothing was started');
    return { pair, application };
  }

  verifies('R22', async () => {
    const { pair, application } = await started();
    const inviting = application.invite(addressOf('B'), 'board 7');
    await settle();
    expect(pair.B.offered.invitationData).toBe('board 7');
    pair.B.offered.accept();
    const { session } = await inviting;
    await settle();
    expect(session).toMatchObject({ state: 'connected', flags: 1 });
    expect(pair.A.launches).toEqual([]);
    await sessionOf(pair, 'B').sendContextData('hello');
    const data = session.contextData[Symbol.asyncIterator]();
    expect(await data.next()).toMatchObject({ value: 'hello' });
  });

  verifies(
    'R22',
    'and hears how an invitation came to nothing, after which it may invite again',
    async () => {
      const { pair, application } = await started();
      const first = application.invite(addressOf('B')).catch((error: unknown) => error);
      await settle();
      pair.B.offered.decline();
      expect(await first).toMatchObject({ code: 'invitation-ended', reason: 'declined' });
      const stranger = application.invite('mallory@example').catch((error: unknown) => error);
      expect(await stranger).toMatchObject({ reason: 'not-contact' });
      const second = application.invite(addressOf('B'));
      await settle();
      pair.B.offered.accept();
      expect((await second).session.flags).toBe(1);
    },
  );
});
