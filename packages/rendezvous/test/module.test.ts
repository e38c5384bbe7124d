/** Applications in the messenger's own process: modules, and what they may do wrong. */
import { describe, expect, it } from 'vitest';
import {
  DEADLINES,
  HRESULT,
  isRendezvousSession,
  type LaunchedApplication,
  type Messenger,
  memoryChannelPair,
  type RendezvousApplication,
  type RendezvousApplicationFactory,
  type RendezvousSession,
  RPC_CODE,
  RpcError,
} from '../src/index.ts';
import { launchModule } from '../src/module/launch-module.ts';
import { ManualClock, settle, until } from './support/manual-clock.ts';
import { Pair } from './support/pair.ts';

const TOKEN = 't'.repeat(48);

/** An application as its author writes it: it holds its session until it is told that the session is over. */
class Board implements RendezvousApplication {
  session: RendezvousSession | undefined;
  messenger: Messenger | undefined;
  lease: Disposable | undefined;
  readonly states: string[] = [];
  readonly received: string[] = [];
  disposals = 0;

  setRendezvousSession(session: RendezvousSession, messenger: Messenger): void {
    this.session = session;
    this.messenger = messenger;
    this.lease = session.hold();
    session.addEventListener('statechange', ({ state }) => this.states.push(state));
    session.addEventListener('contextdata', ({ data }) => this.received.push(data));
  }

  [Symbol.dispose](): void {
    this.disposals += 1;
  }
}

/** A's application is a module; B's is the test's own. */
class Stage {
  readonly pair = new Pair();
  launched: LaunchedApplication | undefined;
  closed = false;

  constructor(factory: RendezvousApplicationFactory) {
    this.pair.A.opener = async ({ token, signal, registration }) => {
      const { clock } = this.pair;
      this.launched = await launchModule({ factory, token, name: registration.name, clock, signal });
      void this.launched.closed.then(() => {
        this.closed = true;
      });
      return this.launched;
    };
  }

  async begin() {
    const session = this.pair.invite('A');
    await settle();
    this.pair.B.offered.accept();
    await settle();
    return session;
  }
}

describe('a module', () => {
  it('is created after the acceptance, given its session, and told that it is connected', async () => {
    const boards: Board[] = [];
    const stage = new Stage(() => {
      const board = new Board();
      boards.push(board);
      return board;
    });
    const session = stage.pair.invite('A');
    await settle();
    expect(boards).toEqual([]);
    stage.pair.B.offered.accept();
    await settle();
    expect(session.state).toBe('connected');
    const [board] = boards;
    expect(boards).toHaveLength(1);
    expect(board?.states).toEqual(['connected']);
    expect(board?.session?.remoteUser.name).toBe('Ben Okafor');
    expect(board?.messenger?.host).toEqual({ name: 'Test messenger', language: 'en' });
    await board?.session?.sendContextData('from the module');
    await stage.pair.B.running.session?.sendContextData('to the module');
    await settle();
    expect(stage.pair.B.running.received).toEqual(['from the module']);
    expect(board?.received).toEqual(['to the module']);
    expect(session.holds).toBe(1);
  });

  it('is never created when the other side declines', async () => {
    let made = 0;
    const stage = new Stage(() => {
      made += 1;
      return new Board();
    });
    stage.pair.invite('A');
    await settle();
    stage.pair.B.offered.decline();
    await settle();
    expect(made).toBe(0);
  });

  it('lives on after the end of its session for as long as it holds it, and then terminates itself: steps 26–31', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    const session = await stage.begin();
    await board.session?.terminate();
    await settle();
    expect(board.states).toEqual(['connected', 'cancelled']);
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
    expect(board.disposals).toBe(0);
    expect(session.applicationRunning).toBe(true);
    board.lease?.[Symbol.dispose]();
    await settle();
    expect(board.disposals).toBe(1);
    expect(stage.closed).toBe(true);
    expect(session.applicationRunning).toBe(false);
  });

  it('that holds nothing goes with its session: steps 33–35', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    const session = await stage.begin();
    board.lease?.[Symbol.dispose]();
    await settle();
    expect(board.disposals).toBe(0);
    await stage.pair.B.running.session?.terminate();
    await settle();
    expect(board.states).toEqual(['connected', 'cancelled']);
    expect(board.disposals).toBe(1);
    expect(session.applicationRunning).toBe(false);
  });

  it('that says it has finished leaves its words in the chat, and is disposed of once', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    const session = await stage.begin();
    const summary = { texts: { en: { title: 'Board', lines: ['A draw.'] } } };
    board.lease?.[Symbol.dispose]();
    await board.messenger?.finished(summary);
    await settle();
    expect(stage.pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'success', by: 'local' });
    expect(board.disposals).toBe(1);
    stage.launched?.close();
    stage.launched?.close();
    expect(board.disposals).toBe(1);
  });

  it('that finishes while it still holds its session is disposed of as well', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    await stage.begin();
    await board.messenger?.finished();
    await settle();
    expect(board.disposals).toBe(1);
    expect(stage.closed).toBe(true);
  });

  it('is let go of with its messenger', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    await stage.begin();
    stage.pair.A.host.close();
    await settle();
    expect(board.disposals).toBe(1);
    expect(board.session?.outcome).toBeDefined();
  });

  it('may have nothing to dispose of', async () => {
    const stage = new Stage(() => ({ setRendezvousSession: () => undefined }));
    const session = await stage.begin();
    expect(session.state).toBe('connected');
    await stage.pair.B.running.session?.terminate();
    await settle();
    expect(stage.closed).toBe(true);
  });
});

describe('a module that does wrong', () => {
  const refusing = (error: unknown) => {
    const board = new Board();
    board.setRendezvousSession = () => {
      throw error;
    };
    return board;
  };

  it.each([
    { error: new Error('boom'), hresult: HRESULT.E_FAIL },
    { error: 'boom', hresult: HRESULT.E_FAIL },
    {
      error: new RpcError(RPC_CODE.invalidParams, 'no session', { hresult: HRESULT.E_INVALIDARG }),
      hresult: HRESULT.E_INVALIDARG,
    },
  ])(
    'by throwing $error when it is given its session answers $hresult and ends it on both sides',
    async given => {
      const board = refusing(given.error);
      const answers: unknown[] = [];
      const stage = new Stage(() => board);
      const { opener } = stage.pair.A;
      stage.pair.A.opener = async (launch, side) => {
        const launched = await opener?.(launch, side);
        if (launched === undefined) throw new Error('no opener');
        const { channel } = launched;
        async function* messages() {
          for await (const message of channel.messages) {
            answers.push(message);
            yield message;
          }
        }
        return { ...launched, channel: { ...channel, messages: messages() } };
      };
      const session = await stage.begin();
      expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
      expect(stage.pair.B.running.session?.outcome).toMatchObject({ reason: 'launch-failed', by: 'remote' });
      expect(answers).toContainEqual(
        expect.objectContaining({
          error: expect.objectContaining({ data: expect.objectContaining({ hresult: given.hresult }) }),
        }),
      );
      expect(board.disposals).toBe(1);
    },
  );

  it('by throwing while it makes its application fails the launch', async () => {
    const stage = new Stage(() => {
      throw new Error('boom');
    });
    const session = await stage.begin();
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
  });

  it('in a listener, later, or while it is disposed of breaks nothing but itself', async () => {
    const board = new Board();
    const listener = (): never => {
      throw new Error('in a listener');
    };
    const rejecting = (): unknown => Promise.reject(new Error('in an asynchronous listener'));
    board.setRendezvousSession = session => {
      session.addEventListener('statechange', listener);
      session.addEventListener('statechange', listener);
      session.addEventListener('contextdata', rejecting);
      board.session = session;
    };
    board[Symbol.dispose] = () => {
      board.disposals += 1;
      throw new Error('in dispose');
    };
    const stage = new Stage(() => board);
    const session = await stage.begin();
    expect(session.state).toBe('connected');
    await stage.pair.B.running.session?.sendContextData('one');
    await settle();
    board.session?.removeEventListener('statechange', listener);
    await stage.pair.B.running.session?.terminate();
    await settle();
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
    expect(board.disposals).toBe(1);
  });

  it('by failing after it has taken its session ends it on both sides as a crash', async () => {
    const board = new Board();
    let fail: (error: Error) => void = () => undefined;
    board.setRendezvousSession = (): unknown =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const stage = new Stage(() => board);
    const session = await stage.begin();
    expect(session.state).toBe('connected');
    fail(new Error('boom'));
    await settle();
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
    expect(board.disposals).toBe(1);
  });
});

describe('loading a module', () => {
  const application = { token: TOKEN, name: 'Board' };

  it('takes the factory that is its default export', async () => {
    const board = new Board();
    const launched = await launchModule({ ...application, load: async () => ({ default: () => board }) });
    launched.close();
    await launched.closed;
    expect(board.disposals).toBe(1);
  });

  it('imports a real module, and tells a missing one from a broken one', async () => {
    const from = (text: string) => () => import(`data:text/javascript,${encodeURIComponent(text)}`);
    const good = 'export default () => ({ setRendezvousSession() {} });';
    const launched = await launchModule({ ...application, load: from(good) });
    launched.close();
    const missing = launchModule({ ...application, load: () => import(`./no-such-${'module'}.ts`) });
    await expect(missing).rejects.toMatchObject({ name: 'LaunchError' });
    const broken = launchModule({ ...application, load: from('throw new Error("boom")') });
    await expect(broken).rejects.toMatchObject({ name: 'LaunchError', code: 'exited' });
  });

  it.each([
    undefined,
    null,
    7,
    {},
    { default: undefined },
    { default: {} },
    { default: () => undefined },
    { default: () => ({}) },
  ])('refuses a module that makes no application: %j', async loaded => {
    const launching = launchModule({ ...application, load: () => Promise.resolve(loaded) });
    await expect(launching).rejects.toMatchObject({ name: 'LaunchError', code: 'not-found' });
  });

  it('does not wait for ever', async () => {
    const clock = new ManualClock();
    const launching = launchModule({ ...application, clock, load: () => new Promise(() => undefined) });
    const failed = expect(launching).rejects.toMatchObject({ name: 'LaunchError', code: 'timeout' });
    await clock.advance(DEADLINES.launchMs);
    await failed;
    expect(clock.pending).toBe(0);
  });

  it('stops when nobody wants the module any more, before and after it was made', async () => {
    const clock = new ManualClock();
    const early = new AbortController();
    const launching = launchModule({
      ...application,
      clock,
      load: () => new Promise(() => undefined),
      signal: early.signal,
    });
    early.abort(new Error('enough'));
    await expect(launching).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
    const late = new AbortController();
    const board = new Board();
    const launched = await launchModule({ ...application, clock, factory: () => board, signal: late.signal });
    late.abort(new Error('enough'));
    await launched.closed;
    expect(board.disposals).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('disposes of a module whose host says nothing', async () => {
    const clock = new ManualClock();
    const board = new Board();
    const launched = await launchModule({ ...application, clock, factory: () => board });
    await clock.advance(DEADLINES.requestMs);
    await launched.closed;
    expect(board.disposals).toBe(1);
    await launched.channel.closed;
  });
});

describe('a usable session', () => {
  it('is one that has what the interface has, whoever made it', async () => {
    const board = new Board();
    const stage = new Stage(() => board);
    await stage.begin();
    expect(isRendezvousSession(board.session)).toBe(true);
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw new Error('boom');
        },
      },
    );
    const [channel] = memoryChannelPair();
    for (const value of [
      undefined,
      null,
      7,
      'session',
      {},
      channel,
      { id: 'x', state: 'connected', flags: 1 },
      throwing,
    ]) {
      expect(isRendezvousSession(value)).toBe(false);
    }
    await until(() => board.states.length === 1, 'connected');
  });
});
