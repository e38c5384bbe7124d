/** Pages: a messenger's window, an application's window or frame, and one real MessagePort between them. */
import { afterEach, describe, expect, it } from 'vitest';
import { connectToHost, DEADLINES, launchPage } from '../src/index.ts';
import { APPLICATION, CHAT, Stage, type StageOptions } from './page/stage.ts';
import { FakeWindow } from './support/fake-window.ts';
import { ManualClock, settle, until } from './support/manual-clock.ts';

const stages: Stage[] = [];
function newStage(options?: StageOptions): Stage {
  const stage = new Stage(options);
  stages.push(stage);
  return stage;
}
afterEach(() => {
  for (const stage of stages.splice(0)) stage[Symbol.dispose]();
});

describe('launching a page', () => {
  it.each([
    { where: 'a window', options: {} },
    { where: 'a frame', options: { framed: true } },
    { where: 'a frame without an origin', options: { opaque: true } },
  ])(
    'in $where gives one port to the very window it opened, and the token is gone from the address',
    async given => {
      const stage = newStage(given.options);
      await stage.connect();
      expect(stage.page.url.href).toBe(APPLICATION);
      expect(stage.application?.session.remoteUser.name).toBe('Ben Okafor');
      expect(stage.chat.heard).toEqual([{ type: 'rendezvous-hello', resume: false }]);
      expect(stage.page.heard).toEqual([{ type: 'rendezvous-port' }]);
      await stage.application?.session.sendContextData('through the port');
      await until(() => stage.pair.B.running.received.length === 1, 'the data');
      expect(stage.pair.B.running.received).toEqual(['through the port']);
    },
  );

  it('answers no other window and no other origin', async () => {
    const stage = newStage();
    stage.page.script = undefined;
    const stranger = new FakeWindow('https://apps.example/', stage.chat);
    const session = await stage.begin();
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello' }, '*');
    stage.page.url = new URL('https://evil.example/');
    stage.chat.seenBy(stage.page).postMessage({ type: 'rendezvous-hello' }, '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    expect(stage.page.heard).toEqual([]);
    await stage.pair.clock.advance(DEADLINES.launchMs);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
  });

  it('still gives the port to the right page after another one has knocked from the same window', async () => {
    const stage = newStage();
    const { script } = stage.page;
    stage.page.script = undefined;
    const session = await stage.begin();
    const { href } = stage.page.url;
    stage.page.url = new URL('https://evil.example/');
    stage.chat.seenBy(stage.page).postMessage({ type: 'rendezvous-hello' }, '*');
    await settle();
    stage.page.script = script;
    stage.page.navigate(href);
    await until(() => session.state === 'connected', 'connected');
  });

  it('without an origin hands the session to nobody who follows in the frame and has no token', async () => {
    const stage = newStage({ opaque: true });
    const { script } = stage.page;
    // The page takes itself elsewhere before it has spoken.
    stage.page.script = undefined;
    const session = await stage.begin();
    stage.page.script = script;
    stage.page.navigate('https://evil.example/#rendezvous=0123456789abcdef');
    await until(() => stage.error !== undefined, 'the refusal');
    expect(stage.error).toMatchObject({ name: 'AcceptError', code: 'refused' });
    await until(() => session.outcome !== undefined, 'the end');
    expect(session.outcome).toMatchObject({ state: 'terminated' });
    expect(stage.application).toBeUndefined();
  });

  it('is answered in time or not at all: a page that never speaks is a launch that failed', async () => {
    const chat = new FakeWindow(CHAT);
    const popup = new FakeWindow('about:blank', chat);
    const clock = new ManualClock();
    const options = {
      window: chat.window,
      target: popup.seenBy(chat),
      url: APPLICATION,
      token: 't'.repeat(16),
      clock,
    };
    const silent = expect(launchPage(options)).rejects.toMatchObject({
      name: 'LaunchError',
      code: 'timeout',
    });
    await clock.advance(DEADLINES.launchMs);
    await silent;
    const shut = expect(launchPage(options)).rejects.toMatchObject({ name: 'LaunchError', code: 'closed' });
    popup.closed = true;
    await clock.advance(300);
    await shut;
    const controller = new AbortController();
    popup.closed = false;
    const given = expect(launchPage({ ...options, signal: controller.signal })).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await given;
    expect(clock.pending).toBe(0);
  });

  it.each([false, true])(
    'T24 notices that it was closed, and the other side hears app-crashed (in a frame: %s)',
    async framed => {
      const stage = newStage({ framed });
      const session = await stage.connect();
      stage.page.closed = true;
      await stage.pair.clock.advance(300);
      expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
      await until(() => stage.pair.B.running.session?.outcome !== undefined, 'the end at B');
      expect(stage.pair.B.running.session?.outcome).toMatchObject({ reason: 'app-crashed', by: 'remote' });
    },
  );
});

describe('an application page', () => {
  it('that was opened by itself says so', async () => {
    const alone = new FakeWindow('https://apps.example/ra/#rendezvous=copied-token-0123456789');
    await expect(connectToHost(alone.window)).rejects.toMatchObject({ code: 'not-launched' });
    expect(alone.url.hash).toBe('');
  });

  it('takes a port from nobody but its opener', async () => {
    const chat = new FakeWindow(CHAT);
    const stranger = new FakeWindow('https://evil.example/');
    const popup = new FakeWindow('https://apps.example/ra/#rendezvous=token-0123456789abcdef', chat);
    const clock = new ManualClock();
    const connecting = connectToHost(popup.window, { clock });
    const { port1, port2 } = new MessageChannel();
    popup.seenBy(stranger).postMessage({ type: 'rendezvous-port' }, '*', [port2]);
    popup.seenBy(chat).postMessage({ type: 'rendezvous-port' }, '*');
    popup.seenBy(chat).postMessage({ type: 'something else' }, '*', [port1]);
    await settle();
    const failed = expect(connecting).rejects.toMatchObject({ code: 'no-answer' });
    await clock.advance(DEADLINES.requestMs);
    await failed;
    expect(clock.pending).toBe(0);
    port1.close();
    port2.close();
  });

  it('stops when its caller gives up', async () => {
    const chat = new FakeWindow(CHAT);
    const popup = new FakeWindow('https://apps.example/ra/#rendezvous=token-0123456789abcdef', chat);
    const controller = new AbortController();
    const clock = new ManualClock();
    const connecting = connectToHost(popup.window, { signal: controller.signal, clock });
    controller.abort(new Error('enough'));
    await expect(connecting).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
  });
});
