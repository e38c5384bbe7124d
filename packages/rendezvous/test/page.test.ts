/** Pages: a messenger's window, an application's window, and one real MessagePort between them. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Application,
  acceptSession,
  type Channel,
  connectToHost,
  DEADLINES,
  type LaunchedApplication,
  LaunchedRecord,
  launchPage,
  listenForApplications,
  messagePortChannel,
  resumeSession,
} from '../src/index.ts';
import { FakeWindow } from './support/fake-window.ts';
import { ManualClock, settle, until } from './support/manual-clock.ts';
import { Pair } from './support/pair.ts';

const CHAT = 'https://chat.example/';
const APPLICATION = 'https://apps.example/ra/?theme=dark#about';
const IDENTITY = { name: 'page', version: '1' };

const channels: Channel[] = [];
const kept = (channel: Channel): Channel => {
  channels.push(channel);
  return channel;
};
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

/** A messenger page for A that launches real page code in a fake window; B's application runs in process. */
class Stage {
  readonly pair = new Pair();
  readonly chat = new FakeWindow(CHAT);
  readonly popup = new FakeWindow('about:blank', this.chat);
  chatWindow: Window | undefined;
  application: Application | undefined;
  reconnect: (() => Promise<Channel>) | undefined;
  error: unknown;
  /** The messenger's page hangs or is gone, and no browser event tells of it. */
  frozen = false;

  constructor() {
    this.popup.script = window => {
      void this.#run(window);
    };
    this.pair.A.opener = async ({ token, signal }) => {
      const launched = await launchPage({
        window: this.chatWindow ?? this.chat.window,
        target: this.popup.seenBy(this.chat),
        url: APPLICATION,
        token,
        signal,
        clock: this.pair.clock,
      });
      kept(launched.channel);
      return { ...launched, channel: this.#freezable(launched) };
    };
  }

  async #run(window: Window): Promise<void> {
    try {
      const host = await connectToHost(window, { clock: this.pair.clock });
      this.reconnect = async () => kept(await host.reconnect());
      this.application = await acceptSession({
        channel: kept(host.channel),
        token: host.token,
        application: IDENTITY,
        clock: this.pair.clock,
        reconnect: this.reconnect,
      });
    } catch (error) {
      this.error = error;
    }
  }

  #freezable({ channel }: LaunchedApplication): Channel {
    const isFrozen = (): boolean => this.frozen;
    async function* messages() {
      for await (const message of channel.messages) if (!isFrozen()) yield message;
    }
    return {
      messages: messages(),
      send: message => {
        if (!isFrozen()) channel.send(message);
      },
      close: () => {
        if (!isFrozen()) channel.close();
      },
      closed: channel.closed,
    };
  }

  async connect() {
    const session = this.pair.invite('A');
    await settle();
    this.pair.B.offered.accept();
    await until(() => session.state === 'connected', 'connected');
    await until(() => this.application?.session.state === 'connected', 'the application heard of it');
    return session;
  }

  /** The messenger's page is a new one; what it had written down is all it knows. */
  reloadChat(): () => void {
    const stored: unknown = JSON.parse(JSON.stringify(this.pair.A.host.exportLaunched()));
    this.chat.reload();
    this.pair.A.reload();
    this.pair.A.host.restoreLaunched(stored as unknown[]);
    return listenForApplications(this.chat.window, {
      expectsApplicationFrom: origin => this.pair.A.host.expectsApplicationFrom(origin),
      reconnect: (channel, origin) => this.pair.A.host.reconnect(kept(channel), origin),
    });
  }
}

describe('launching a page', () => {
  it('gives one port to the very window it opened, and the token is gone from the address', async () => {
    const stage = new Stage();
    await stage.connect();
    expect(stage.popup.url.href).toBe(APPLICATION);
    expect(stage.application?.session.remoteUser.name).toBe('Ben Okafor');
    expect(stage.chat.heard).toEqual([{ type: 'rendezvous-hello', resume: false }]);
    expect(stage.popup.heard).toEqual([{ type: 'rendezvous-port' }]);
    await stage.application?.session.sendContextData('through the port');
    await until(() => stage.pair.B.running.received.length === 1, 'the data');
    expect(stage.pair.B.running.received).toEqual(['through the port']);
  });

  it('answers no other window and no other origin', async () => {
    const stage = new Stage();
    stage.popup.script = undefined;
    const stranger = new FakeWindow('https://apps.example/', stage.chat);
    const session = stage.pair.invite('A');
    await settle();
    stage.pair.B.offered.accept();
    await settle();
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello' }, '*');
    stage.popup.url = new URL('https://evil.example/');
    stage.chat.seenBy(stage.popup).postMessage({ type: 'rendezvous-hello' }, '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    expect(stage.popup.heard).toEqual([]);
    await stage.pair.clock.advance(DEADLINES.launchMs);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
  });

  it('still gives the port to the right page after another one has knocked from the same window', async () => {
    const stage = new Stage();
    const { script } = stage.popup;
    stage.popup.script = undefined;
    const session = stage.pair.invite('A');
    await settle();
    stage.pair.B.offered.accept();
    await settle();
    const { href } = stage.popup.url;
    stage.popup.url = new URL('https://evil.example/');
    stage.chat.seenBy(stage.popup).postMessage({ type: 'rendezvous-hello' }, '*');
    await settle();
    stage.popup.script = script;
    stage.popup.navigate(href);
    await until(() => session.state === 'connected', 'connected');
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

  it('T24 notices that the window was closed, and the other side hears app-crashed', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    stage.popup.closed = true;
    await stage.pair.clock.advance(300);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
    await until(() => stage.pair.B.running.session?.outcome !== undefined, 'the end at B');
    expect(stage.pair.B.running.session?.outcome).toMatchObject({ reason: 'app-crashed', by: 'remote' });
  });

  it('ends the rendezvous session, with words, when the application’s own page is reloaded', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    channels.at(-1)?.close();
    stage.application = undefined;
    stage.popup.reload();
    await until(() => stage.error !== undefined, 'the error');
    expect(stage.error).toMatchObject({ name: 'ConnectError', code: 'reloaded' });
    await until(() => session.outcome !== undefined, 'the end');
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed' });
  });
});

describe('a page in a frame', () => {
  it('is not remembered over a reload of the messenger’s page, which ends it', async () => {
    const stage = new Stage();
    const { window } = stage.chat;
    Object.assign(stage.popup.seenBy(stage.chat), { parent: window });
    stage.chatWindow = window;
    await stage.connect();
    expect(stage.pair.A.host.exportLaunched()).toEqual([]);
  });
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

describe('a reload of the messenger’s page', () => {
  const summary = { texts: { en: { title: 'Remote Assistance', lines: ['It went on.'] } } };

  it('after the session has ended leaves the application running, and it finishes as if nothing had been', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    await stage.application?.session.terminate();
    await until(() => session.outcome !== undefined, 'the end');
    const oldPort = channels[0];
    const stop = stage.reloadChat();
    oldPort?.close();
    await stage.application?.closed;
    expect(await stage.application?.relayServers()).toEqual([{ urls: ['stun:stun.example'] }]);
    await stage.application?.finished(summary);
    expect(stage.pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
    expect(stage.pair.A.host.exportLaunched()).toEqual([]);
    stop();
  });

  it('that the browser does not tell of is noticed when no answer comes', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    await stage.application?.session.terminate();
    await until(() => session.outcome !== undefined, 'the end');
    stage.frozen = true;
    const stop = stage.reloadChat();
    const finishing = stage.application?.finished(summary);
    await settle();
    await stage.pair.clock.advance(DEADLINES.requestMs);
    await finishing;
    expect(stage.pair.A.finished).toEqual([{ sessionId: session.id, summary }]);
    stop();
  });

  it('waits for a messenger that is still loading', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    await stage.application?.session.terminate();
    await until(() => session.outcome !== undefined, 'the end');
    const stored = stage.pair.A.host.exportLaunched();
    stage.chat.reload();
    channels[0]?.close();
    await stage.application?.closed;
    const finishing = stage.application?.finished(summary);
    await stage.pair.clock.advance(2_000);
    stage.pair.A.reload();
    stage.pair.A.host.restoreLaunched(stored);
    const stop = listenForApplications(stage.chat.window, stage.pair.A.host);
    await stage.pair.clock.advance(1_000);
    await finishing;
    expect(stage.pair.A.finished).toHaveLength(1);
    stop();
  });

  it('in the middle of the session ends it on both sides for want of connectivity', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    const stop = stage.reloadChat();
    channels[0]?.close();
    const outcome = await stage.application?.session.ended;
    expect(outcome).toMatchObject({ state: 'terminated', reason: 'connectivity', by: 'host' });
    await settle();
    expect(stage.pair.B.running.session?.outcome).toMatchObject({
      state: 'terminated',
      reason: 'connectivity',
      by: 'remote',
    });
    if (!stage.reconnect || !stage.application) throw new Error('not connected');
    const { resumeToken } = stage.application;
    const resumed = await resumeSession({
      channel: await stage.reconnect(),
      resumeToken,
      application: IDENTITY,
    });
    expect(await resumed.snapshot()).toMatchObject({ id: session.id, state: 7, flags: 1 });
    await resumed.finished();
    expect(stage.pair.A.finished).toHaveLength(1);
    stop();
  });

  it('lets nobody in with another token, with the spent launch token, or from another origin', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    await stage.application?.session.terminate();
    await until(() => session.outcome !== undefined, 'the end');
    const launchToken = stage.pair.A.launches[0]?.token ?? '';
    const stopFirst = listenForApplications(stage.chat.window, stage.pair.A.host);
    if (!stage.reconnect || !stage.application) throw new Error('not connected');
    const knock = async (resumeToken: string) =>
      resumeSession({
        channel: await (stage.reconnect as () => Promise<Channel>)(),
        resumeToken,
        application: IDENTITY,
      });
    await expect(knock(launchToken)).rejects.toMatchObject({ code: 'token-used' });
    await expect(knock('0'.repeat(48))).rejects.toMatchObject({ code: 'refused' });
    stopFirst();
    const stop = stage.reloadChat();
    await expect(knock('0'.repeat(48))).rejects.toMatchObject({ code: 'refused' });
    const stranger = new FakeWindow('https://evil.example/', stage.chat);
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello', resume: true }, '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    const { port1, port2 } = new MessageChannel();
    stage.pair.A.host.reconnect(kept(messagePortChannel(port1)), 'https://evil.example');
    const stolen = resumeSession({
      channel: kept(messagePortChannel(port2)),
      resumeToken: stage.application.resumeToken,
      application: IDENTITY,
    });
    await expect(stolen).rejects.toMatchObject({ code: 'refused' });
    stop();
  });

  it('never gives the resume token to another page in the messenger’s place', async () => {
    const stage = new Stage();
    const session = await stage.connect();
    await stage.application?.session.terminate();
    await until(() => session.outcome !== undefined, 'the end');
    stage.chat.navigate('https://evil.example/');
    stage.chat.heard.length = 0;
    channels[0]?.close();
    await stage.application?.closed;
    const failing = expect(stage.application?.finished()).rejects.toMatchObject({ code: 'no-answer' });
    await settle();
    stage.popup
      .seenBy(stage.chat)
      .postMessage({ type: 'rendezvous-port' }, '*', [new MessageChannel().port1]);
    await stage.pair.clock.advance(DEADLINES.requestMs);
    await failing;
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
