/** Who holds what, who may keep an application from being launched, and who closes it: rendezvous-api 3, 6.8. */
import { describe, expect, it } from 'vitest';
import {
  DEADLINES,
  InvitationEnded,
  type LaunchedApplication,
  memoryChannelPair,
  openApplication,
  type SessionlessApplication,
} from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { addressOf, Pair, TestApplication } from './support/pair.ts';
import { ASK } from './support/registrations.ts';

async function connected() {
  const pair = new Pair();
  const session = await pair.connect();
  const a = pair.A.running.session;
  if (a === undefined) throw new Error('no session was handed over');
  return { pair, session, a };
}

describe('a lease of a session', () => {
  it('is counted on both sides of the contract, and given back once', async () => {
    const { session, a } = await connected();
    const [one, two] = [a.hold(), a.hold()];
    await settle();
    expect([a.holds, session.holds]).toEqual([2, 2]);
    one[Symbol.dispose]();
    one[Symbol.dispose]();
    await settle();
    expect([a.holds, session.holds]).toEqual([1, 1]);
    two[Symbol.dispose]();
    await settle();
    expect([a.holds, session.holds]).toEqual([0, 0]);
  });

  it('keeps the session after its end, and the last one lets it go (T8, T22)', async () => {
    const { session, a } = await connected();
    const lease = a.hold();
    let released = false;
    void a.released.then(() => {
      released = true;
    });
    await a.terminate();
    await settle();
    expect([released, session.holds]).toEqual([false, 1]);
    lease[Symbol.dispose]();
    await settle();
    expect([released, session.holds]).toEqual([true, 0]);
  });

  it('of an application that crashes counts no more', async () => {
    const { pair, session, a } = await connected();
    a.hold();
    await settle();
    expect(session.holds).toBe(1);
    pair.A.running.crash();
    await settle();
    expect(session.holds).toBe(0);
    expect(session.applicationRunning).toBe(false);
  });

  it('that is never given back leaks nothing: the host forgets the session with the application', async () => {
    const { pair, session, a } = await connected();
    a.hold();
    await pair.A.running.application?.finished();
    await pair.clock.advance(DEADLINES.teardownMs);
    expect(session.holds).toBe(0);
    expect(session.applicationRunning).toBe(false);
    expect(pair.clock.pending).toBe(0);
  });
});

describe('a host', () => {
  it('that closes ends every session and lets every application go', async () => {
    const { pair, session } = await connected();
    pair.A.host.close();
    pair.A.host.close();
    await settle();
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled' });
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', by: 'remote' });
    expect(pair.A.lettingGo).toBe(1);
    expect(() => pair.invite('A')).toThrow(expect.objectContaining({ code: 'closed' }));
  });
});

describe('before a launch', () => {
  const accepted = async (prepare: (pair: Pair) => void) => {
    const pair = new Pair();
    prepare(pair);
    const session = pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    return { pair, session, offered: pair.B.offered };
  };

  it('whoever listens may refuse: both sides end with policy, and nothing is launched there', async () => {
    const { pair, session, offered } = await accepted(({ B }) =>
      B.host.addEventListener('beforelaunch', event => event.refuse()),
    );
    expect(offered.outcome).toMatchObject({ state: 'terminated', reason: 'policy', by: 'host' });
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'policy', by: 'remote' });
    expect(pair.B.launches).toHaveLength(0);
  });

  it('whoever prevents the launch may bring the application instead', async () => {
    const { pair, session } = await accepted(({ B }) => {
      B.host.addEventListener('beforelaunch', event => event.preventDefault());
      B.host.addEventListener('readytolaunch', event => {
        expect(B.host.getLaunchingSession(event.launch.token)).toBe(event.launch.session);
        event.attach(B.open(event.launch));
      });
    });
    expect(session.state).toBe('connected');
    expect(pair.B.launches).toHaveLength(0);
    expect(pair.B.running.session?.state).toBe('connected');
  });

  it('whoever prevents the launch and brings nothing has let it fail', async () => {
    const { pair, session } = await accepted(({ B }) =>
      B.host.addEventListener('beforelaunch', event => event.preventDefault()),
    );
    await pair.clock.advance(DEADLINES.launchMs);
    expect(session.outcome).toMatchObject({ reason: 'launch-failed', by: 'remote' });
  });

  it('a token tells which session has launched a program, and only the token does', async () => {
    const { pair, session } = await connected();
    const token = pair.A.launches[0]?.token ?? '';
    expect(pair.A.host.getLaunchingSession(token)).toBe(session);
    expect(pair.B.host.getLaunchingSession(token)).toBeUndefined();
    expect(pair.A.host.getLaunchingSession(session.id)).toBeUndefined();
  });
});

describe('an application that runs before anybody is invited', () => {
  async function running() {
    const pair = new Pair();
    let opened: Promise<SessionlessApplication> | undefined;
    const starting = pair.A.host.startApplication(ASK.id, token => {
      const [hostEnd, applicationEnd] = memoryChannelPair();
      const launched: LaunchedApplication = {
        channel: hostEnd,
        closed: new Promise(() => undefined),
        close: () => hostEnd.close(),
      };
      opened = openApplication({
        channel: applicationEnd,
        token,
        application: { name: 'editor', version: '1' },
        clock: pair.clock,
      });
      return Promise.resolve(launched);
    });
    await starting;
    const application = await opened;
    if (application === undefined) throw new Error('not opened');
    return { pair, application };
  }

  it('invites from inside, and gets the session without being launched', async () => {
    const { pair, application } = await running();
    const inviting = application.invite(addressOf('B'), 'document 7');
    await settle();
    expect(pair.B.offered.invitationData).toBe('document 7');
    pair.B.offered.accept();
    const { session } = await inviting;
    await settle();
    expect(session.state).toBe('connected');
    expect(session.inviter).toBe(true);
    expect(pair.A.launches).toHaveLength(0);
    expect(pair.B.running.session?.invitationData).toBe('document 7');
    await session.sendContextData('hello');
    await settle();
    expect(pair.B.running.received).toEqual(['hello']);
    await session.terminate();
    await settle();
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
  });

  it('hears that the invitation came to nothing, and may invite again', async () => {
    const { pair, application } = await running();
    const first = application.invite(addressOf('B'));
    await expect(application.invite(addressOf('B'))).rejects.toMatchObject({ code: 'already-invited' });
    await settle();
    pair.B.offered.decline();
    await expect(first).rejects.toBeInstanceOf(InvitationEnded);
    await expect(first).rejects.toMatchObject({ reason: 'declined' });
    const second = application.invite(addressOf('B'));
    await settle();
    pair.B.offered.accept();
    expect((await second).session.inviter).toBe(true);
  });

  it('may invite contacts only', async () => {
    const { application } = await running();
    await expect(application.invite('mallory@example')).rejects.toMatchObject({ reason: 'not-contact' });
  });

  it('that never says hello does not run', async () => {
    const pair = new Pair();
    const [hostEnd] = memoryChannelPair();
    let closed = 0;
    const starting = pair.A.host.startApplication(ASK.id, () =>
      Promise.resolve({
        channel: hostEnd,
        closed: new Promise<void>(() => undefined),
        close: () => {
          closed += 1;
        },
      }),
    );
    const failed = expect(starting).rejects.toMatchObject({ code: 'timeout' });
    await settle();
    await pair.clock.advance(DEADLINES.launchMs);
    await failed;
    expect(closed).toBe(1);
  });

  it('in a session may not invite', async () => {
    const { pair } = await connected();
    pair.A.running.channel.send({
      jsonrpc: '2.0',
      id: 99,
      method: 'host/invite',
      params: { to: addressOf('B'), data: '' },
    });
    await settle();
    expect(pair.journal.at(-1)).toMatchObject({ who: 'A', what: 'host says error' });
    expect(pair.A.running).toBeInstanceOf(TestApplication);
  });
});
