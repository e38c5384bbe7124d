/** Reloads of either page, with real hosts on both sides: nothing is launched again, and no context data is lost. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Channel,
  DEADLINES,
  LaunchedRecord,
  messagePortChannel,
  resumeSession,
} from '../../src/index.ts';
import { FakeWindow } from '../support/fake-window.ts';
import { settle, until } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { IDENTITY, Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];
function newStage(options?: StageOptions): Stage {
  const stage = new Stage(options);
  stages.push(stage);
  return stage;
}
afterEach(() => {
  for (const stage of stages.splice(0)) stage[Symbol.dispose]();
});

const summary = { texts: { en: { title: 'Remote Assistance', lines: ['It went on.'] } } };

/** The rendezvous session is over, the application runs on. */
async function ranOn(stage: Stage) {
  const session = await stage.connect();
  await stage.application?.session.terminate();
  await until(() => session.outcome !== undefined, 'the end');
  await until(() => stage.application?.session.outcome !== undefined, 'the end, heard by the application');
  return session;
}

describe('a reload of the application’s page', () => {
  it.each([{ framed: false }, { framed: true }, { opaque: true }])(
    'that remembers its messenger goes on with the session: %o',
    async options => {
      const stage = newStage({ remembers: true, ...options });
      const { name } = stage.page;
      const session = await stage.connect();
      await stage.pair.B.running.session?.sendContextData('before');
      await until(() => stage.received.length === 1, 'the data');
      stage.reloadApplication();
      await stage.pair.B.running.session?.sendContextData('meanwhile');
      await until(() => stage.application !== undefined, 'the application is back');
      await until(() => stage.received.length === 2, 'what it had missed');
      expect(stage.received).toEqual(['before', 'meanwhile']);
      await stage.application?.session.sendContextData('after');
      await until(() => stage.pair.B.running.received.length === 1, 'the data at B');
      expect(session.state).toBe('connected');
      expect(stage.pair.A.launches).toHaveLength(1);
      await stage.application?.session.terminate();
      await until(() => stage.pair.B.running.session?.outcome !== undefined, 'the end');
      expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'success' });
      expect(stage.page.storage.length).toBe(0);
      expect(stage.page.name).toBe(name);
    },
  );

  it('that comes back is watched for being closed', async () => {
    const stage = newStage({ remembers: true });
    const session = await stage.connect();
    stage.reloadApplication();
    await until(() => stage.application !== undefined, 'the application is back');
    stage.page.closed = true;
    await stage.pair.clock.advance(300);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
  });

  it('that remembers nothing ends the session, with words', async () => {
    const stage = newStage();
    const session = await stage.connect();
    stage.reloadApplication();
    await until(() => stage.error !== undefined, 'the error');
    expect(stage.error).toMatchObject({ name: 'ConnectError', code: 'reloaded' });
    await stage.pair.clock.advance(DEADLINES.returnMs);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
  });
});

describe('a reload of the messenger’s page', () => {
  it('in the middle of the session goes on with it, and loses no context data', async () => {
    const stage = newStage();
    await stage.connect();
    stage.reloadChat();
    const { B } = stage.pair;
    await B.running.session?.sendContextData('to the one that was cut off');
    await stage.application?.session.sendContextData('over the new port');
    await until(() => B.running.received.length === 1 && stage.received.length === 1, 'the data, both ways');
    expect(B.running.received).toEqual(['over the new port']);
    expect(stage.received).toEqual(['to the one that was cut off']);
    expect(stage.application?.session.state).toBe('connected');
    stage.page.closed = true;
    await stage.pair.clock.advance(300);
    await until(() => B.running.session?.outcome !== undefined, 'the end at B');
    expect(B.running.session?.outcome).toMatchObject({ reason: 'app-crashed', by: 'remote' });
  });

  it('takes a frame with it, and the other side hears of it', async () => {
    const stage = newStage({ framed: true });
    await stage.connect();
    stage.page.closed = true;
    stage.reloadChat();
    await stage.pair.clock.advance(DEADLINES.returnMs);
    await until(() => stage.pair.B.running.session?.outcome !== undefined, 'the end at B');
    expect(stage.pair.B.running.session?.outcome).toMatchObject({ reason: 'app-crashed', by: 'remote' });
  });

  it('after the session has ended leaves the application running, and it finishes as if nothing had been', async () => {
    const stage = newStage();
    const session = await ranOn(stage);
    stage.reloadChat();
    expect(await stage.application?.relayServers()).toEqual([{ urls: ['stun:stun.example'] }]);
    await stage.application?.finished(summary);
    expect(stage.pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
    expect(stage.pair.A.host.exportLaunched()).toEqual([]);
  });

  it('that the browser does not tell of is noticed when no answer comes', async () => {
    const stage = newStage();
    const session = await ranOn(stage);
    stage.frozen = true;
    stage.reloadChat();
    const finishing = stage.application?.finished(summary);
    await settle();
    await stage.pair.clock.advance(DEADLINES.requestMs);
    await finishing;
    expect(stage.pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
  });

  it('is waited for', async () => {
    const stage = newStage();
    await ranOn(stage);
    const stored = stage.pair.A.host.exportLaunched();
    stage.chat.reload();
    stage.breakChannels();
    await stage.application?.closed;
    const finishing = stage.application?.finished(summary);
    await stage.pair.clock.advance(2_000);
    stage.pair.A.reload();
    stage.pair.A.host.restoreLaunched(stored);
    stage.listen();
    await stage.pair.clock.advance(1_000);
    await finishing;
    expect(stage.pair.A.finished).toHaveLength(1);
  });

  it('lets nobody in with another token, with the spent launch token, or from another origin', async () => {
    const stage = newStage();
    await ranOn(stage);
    const launchToken = stage.pair.A.launches[0]?.token ?? '';
    const { reconnect, application } = stage;
    if (!reconnect || !application) throw new Error('not connected');
    const knock = async (resumeToken: string) =>
      resumeSession({ channel: await reconnect(), resumeToken, application: IDENTITY });
    await expect(knock(launchToken)).rejects.toMatchObject({ code: 'token-used' });
    await expect(knock('0'.repeat(48))).rejects.toMatchObject({ code: 'refused' });
    stage.reloadChat();
    await expect(knock('0'.repeat(48))).rejects.toMatchObject({ code: 'refused' });
    const stranger = new FakeWindow('https://evil.example/', stage.chat);
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello', resume: true }, '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    const { port1, port2 } = new MessageChannel();
    const never = new Promise<void>(() => undefined);
    stage.pair.A.host.reconnect(stage.keep(messagePortChannel(port1)), 'https://evil.example', never);
    const stolen = resumeSession({
      channel: stage.keep(messagePortChannel(port2)),
      resumeToken: application.resumeToken,
      application: IDENTITY,
    });
    await expect(stolen).rejects.toMatchObject({ code: 'refused' });
  });

  it('never gives the resume token to another page in the messenger’s place', async () => {
    const stage = newStage();
    await ranOn(stage);
    stage.chat.navigate('https://evil.example/');
    stage.chat.heard.length = 0;
    stage.breakChannels();
    await stage.application?.closed;
    let error: unknown;
    stage.application?.finished().catch((reason: unknown) => {
      error = reason;
    });
    await settle();
    const lures: MessageChannel[] = [];
    for (let waited = 0; error === undefined && waited < 60_000; waited += 1_000) {
      const lure = new MessageChannel();
      lures.push(lure);
      stage.page.seenBy(stage.chat).postMessage({ type: 'rendezvous-port' }, '*', [lure.port1]);
      await stage.pair.clock.advance(1_000);
    }
    for (const { port2 } of lures) port2.close();
    expect(error).toMatchObject({ code: 'no-answer' });
    expect(stage.chat.heard).toEqual([]);
  });

  it('believes nothing that is no record', () => {
    const { A } = new Pair();
    const record: LaunchedRecord = {
      sessionId: '5b0f5ad4-6b0a-4a5e-9d8e-8a7b6c5d4e3f',
      remoteUser: { name: 'B', address: 'b@example' },
      application: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
      component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
      flags: 1,
      resumeToken: 'r'.repeat(48),
      origin: 'https://apps.example',
      state: 5,
    };
    A.host.restoreLaunched([null, 7, 'x', {}, { ...record, resumeToken: 'short' }, { ...record, flags: 99 }]);
    expect(A.host.exportLaunched()).toEqual([]);
    A.host.restoreLaunched([record, record]);
    expect(A.host.exportLaunched()).toEqual([LaunchedRecord.parse(record)]);
  });
});

/** A channel that nobody is at the other end of is what a reloaded page leaves behind. */
describe('a channel of a page that is gone', () => {
  it('is closed by the host when no hello comes on it', async () => {
    const stage = newStage();
    await stage.connect();
    const { port1, port2 } = new MessageChannel();
    const silent: Channel = stage.keep(messagePortChannel(port2));
    const never = new Promise<void>(() => undefined);
    stage.pair.A.host.reconnect(messagePortChannel(port1), 'https://apps.example', never);
    await stage.pair.clock.advance(DEADLINES.requestMs);
    await silent.closed;
  });
});
