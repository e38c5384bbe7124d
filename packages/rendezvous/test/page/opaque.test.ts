/** Frames without an origin: known by nothing but their window. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channel.ts';
import type { LaunchedApplication } from '../../src/host/driver.ts';
import { DEADLINES } from '../../src/limits.ts';
import { type ConnectedHost, connectToHost } from '../../src/page/application.ts';
import { launchPage, listenForApplications } from '../../src/page/host.ts';
import { sessionMemory } from '../../src/page/memory.ts';
import { FakeWindow } from '../support/fake-window.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { OpaqueFrame } from './opaque-frame.ts';

const CHAT = 'https://chat.example/';
const PAGE = 'https://apps.example/board/';
const TOKEN = 't'.repeat(48);

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

class Stage {
  readonly clock = new ManualClock();
  readonly chat = new FakeWindow(CHAT);
  readonly frame = new OpaqueFrame(this.chat, 'rendezvous-1');
  readonly connected: ConnectedHost[] = [];
  readonly knocks: { origin: string; channel: Channel; closed: Promise<void> }[] = [];
  expected: string[] = [];

  constructor() {
    // Where nobody answers, the test looks at the launch.
    this.frame.script = window => void this.connect(window).catch(() => undefined);
    cleanups.push(
      listenForApplications(
        this.chat.window,
        {
          expectsApplicationFrom: origin => this.expected.includes(origin),
          reconnect: (channel, origin, closed) => {
            cleanups.push(() => channel.close());
            this.knocks.push({ origin, channel, closed });
          },
        },
        { clock: this.clock },
      ),
    );
  }

  async connect(window: Window): Promise<void> {
    const host = await connectToHost(window, { clock: this.clock, memory: sessionMemory(window) });
    cleanups.push(() => host.channel.close());
    this.connected.push(host);
  }

  launch(opaque?: boolean, frame = this.frame): Promise<LaunchedApplication> {
    return launchPage({
      window: this.chat.window,
      target: frame.seenBy(this.chat),
      url: PAGE,
      token: TOKEN,
      clock: this.clock,
      ...(opaque === undefined ? {} : { opaque }),
    });
  }

  async launched(): Promise<LaunchedApplication> {
    const launched = await this.launch(true);
    cleanups.push(() => launched.close());
    await settle();
    return launched;
  }
}

describe('a frame with an opaque origin', () => {
  it('gets its port when it was prepared as such, and its page is told the token in its address alone', async () => {
    const stage = new Stage();
    const launched = await stage.launched();
    expect(launched.origin).toBe('null');
    expect(stage.connected[0]).toMatchObject({ token: TOKEN, resumed: false, received: 0 });
    expect(stage.connected[0]?.origin).toBe('https://chat.example');
    expect(stage.frame.url.href).toBe(PAGE);
    expect([...stage.chat.heard, ...stage.frame.heard].map(said => JSON.stringify(said))).not.toContainEqual(
      expect.stringContaining(TOKEN),
    );
  });

  it.each([undefined, false])('is not answered when it was not (%s)', async opaque => {
    const stage = new Stage();
    const failed = expect(stage.launch(opaque)).rejects.toMatchObject({ code: 'timeout' });
    await settle();
    expect(stage.frame.heard).toEqual([]);
    await stage.clock.advance(DEADLINES.launchMs);
    await failed;
  });

  it('is a frame: a window that says it has no origin is not answered', async () => {
    const stage = new Stage();
    const popup = new FakeWindow('about:blank', stage.chat);
    popup.opaque = true;
    popup.script = stage.frame.script;
    const failed = expect(stage.launch(true, popup)).rejects.toMatchObject({ code: 'timeout' });
    await stage.clock.advance(DEADLINES.launchMs);
    await failed;
    expect(popup.heard).toEqual([]);
  });

  it('hears nothing that another sandboxed page has caused', async () => {
    const stage = new Stage();
    stage.frame.script = undefined;
    const other = new OpaqueFrame(stage.chat);
    const launching = stage.launch(true);
    await settle();
    stage.chat.seenBy(other).postMessage({ type: 'rendezvous-hello' }, '*');
    await settle();
    expect(other.heard).toEqual([]);
    const failed = expect(launching).rejects.toMatchObject({ code: 'timeout' });
    await stage.clock.advance(DEADLINES.launchMs);
    await failed;
  });

  it('is closed when it was taken out of its page', async () => {
    const stage = new Stage();
    const { closed } = await stage.launched();
    stage.frame.closed = true;
    await stage.clock.advance(300);
    await closed;
  });
});

describe('a knock without an origin', () => {
  it('is answered in a frame that was launched from this page, until the host has let it go', async () => {
    const stage = new Stage();
    const launched = await stage.launched();
    const again = await stage.connected[0]?.reconnect();
    again?.close();
    await settle();
    expect(stage.knocks.map(({ origin }) => origin)).toEqual(['null']);
    launched.close();
    const late = expect(stage.connected[0]?.reconnect()).rejects.toMatchObject({ code: 'no-answer' });
    await stage.clock.advance(DEADLINES.requestMs);
    await late;
    expect(stage.knocks).toHaveLength(1);
  });

  it('is answered nowhere else, whatever the host expects', async () => {
    const stage = new Stage();
    stage.expected = ['null'];
    const stranger = new OpaqueFrame(stage.chat);
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello', resume: true }, '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    expect(stage.knocks).toEqual([]);
  });
});

describe('a page without an origin that was reloaded', () => {
  const RECORD = { resumeToken: 'r'.repeat(48), received: 7 };

  it('comes back from its very frame, with what it has kept in the name of it', async () => {
    const stage = new Stage();
    await stage.launched();
    stage.connected[0]?.memory?.write(RECORD);
    stage.frame.reload();
    await settle();
    expect(stage.connected[1]).toMatchObject({ token: RECORD.resumeToken, resumed: true, received: 7 });
    expect(stage.connected[1]?.origin).toBe('https://chat.example');
    expect(stage.knocks.map(({ origin }) => origin)).toEqual(['null']);
  });

  it('shows what it has kept to the page that takes its place, and to nobody else', async () => {
    const stage = new Stage();
    await stage.launched();
    stage.connected[0]?.memory?.write(RECORD);
    stage.frame.navigate('https://elsewhere.example/');
    await settle();
    expect(stage.connected[1]).toMatchObject({ token: RECORD.resumeToken, resumed: true });
    // The same name in another frame of the same messenger is not answered.
    const copy = new OpaqueFrame(stage.chat, stage.frame.name);
    const failed = expect(stage.connect(copy.window)).rejects.toMatchObject({ code: 'no-answer' });
    await stage.clock.advance(DEADLINES.requestMs);
    await failed;
    expect(stage.knocks).toHaveLength(1);
  });

  it('is not led astray by a name that somebody else has written', async () => {
    const stage = new Stage();
    await stage.launched();
    stage.connected[0]?.memory?.write(RECORD);
    stage.frame.name = stage.frame.name.replace('chat.example', 'evil.example');
    stage.chat.heard.length = 0;
    const failed = expect(stage.connect(stage.frame.window)).rejects.toMatchObject({ code: 'no-answer' });
    await stage.clock.advance(DEADLINES.requestMs);
    await failed;
    expect(stage.chat.heard).toEqual([]);
  });

  it('forgets an earlier session of its frame when it was launched anew', async () => {
    const stage = new Stage();
    await stage.launched();
    stage.connected[0]?.memory?.write(RECORD);
    await stage.launched();
    expect(stage.connected[1]).toMatchObject({ token: TOKEN, resumed: false });
    expect(stage.frame.name).toBe('rendezvous-1');
  });
});

describe('a messenger without an origin', () => {
  it('is not looked for again: another page in its place could not be told from it', async () => {
    const stage = new Stage();
    stage.chat.opaque = true;
    await stage.launched();
    expect(stage.connected[0]?.origin).toBe('null');
    await expect(stage.connected[0]?.reconnect()).rejects.toMatchObject({ code: 'no-answer' });
  });
});

describe('a page', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', '/board/'])('is not launched from %s', async url => {
    const chat = new FakeWindow(CHAT);
    const popup = new FakeWindow('about:blank', chat);
    const options = { window: chat.window, target: popup.seenBy(chat), url, token: TOKEN };
    await expect(launchPage(options)).rejects.toMatchObject({ name: 'LaunchError', code: 'not-allowed' });
    expect(popup.url.href).toBe('about:blank');
  });
});
