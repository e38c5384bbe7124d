/** Knocking again: after a reload of the application's page, and at a messenger's page that was reloaded. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channel.ts';
import { DEADLINES } from '../../src/limits.ts';
import { connectToHost } from '../../src/page/application.ts';
import { listenForApplications } from '../../src/page/host.ts';
import { sessionMemory } from '../../src/page/memory.ts';
import { FakeWindow } from '../support/fake-window.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';

const CHAT = 'https://chat.example/';
const PAGE = 'https://apps.example/board/';
const RECORD = { resumeToken: 'r'.repeat(48), received: 7, origin: 'https://chat.example' };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

class Stage {
  readonly clock = new ManualClock();
  readonly chat = new FakeWindow(CHAT);
  readonly page: FakeWindow;
  readonly knocks: { origin: string; channel: Channel; closed: Promise<void> }[] = [];

  constructor({ framed = false } = {}) {
    this.page = framed ? FakeWindow.frameIn(this.chat) : new FakeWindow(PAGE, this.chat);
    this.page.url = new URL(PAGE);
  }

  listen(): void {
    cleanups.push(
      listenForApplications(
        this.chat.window,
        {
          expectsApplicationFrom: origin => origin === 'https://apps.example',
          reconnect: (channel, origin, closed) => {
            cleanups.push(() => channel.close());
            this.knocks.push({ channel, origin, closed });
          },
        },
        { clock: this.clock },
      ),
    );
  }

  async connect() {
    const { window } = this.page;
    const host = await connectToHost(window, { clock: this.clock, memory: sessionMemory(window) });
    cleanups.push(() => host.channel.close());
    return host;
  }

  remember(record = RECORD): void {
    sessionMemory(this.page.window).write(record);
  }
}

describe('an application page that was reloaded', () => {
  it('comes back to the messenger that it remembers, with the resume token and what it has taken', async () => {
    const stage = new Stage();
    stage.remember();
    stage.listen();
    const host = await stage.connect();
    expect(host).toMatchObject({
      token: RECORD.resumeToken,
      resumed: true,
      received: 7,
      origin: RECORD.origin,
    });
    expect(stage.chat.heard).toEqual([{ type: 'rendezvous-hello', resume: true }]);
    stage.knocks[0]?.channel.send('once more');
    for await (const message of host.channel.messages) {
      expect(message).toBe('once more');
      break;
    }
    host.memory?.write({ resumeToken: RECORD.resumeToken, received: 9 });
    expect(sessionMemory(stage.page.window).read()).toEqual({ ...RECORD, received: 9 });
  });

  it('comes back in a frame too', async () => {
    const stage = new Stage({ framed: true });
    stage.remember();
    stage.listen();
    expect(await stage.connect()).toMatchObject({ resumed: true });
  });

  it('waits for a messenger that is itself being loaded', async () => {
    const stage = new Stage();
    stage.remember();
    const connecting = stage.connect();
    await stage.clock.advance(2_000);
    stage.listen();
    await stage.clock.advance(500);
    expect((await connecting).resumed).toBe(true);
    expect(stage.knocks).toHaveLength(1);
  });

  it('shows itself to nobody else who stands in the messenger’s place, and takes no port from there', async () => {
    const stage = new Stage();
    stage.remember();
    stage.chat.navigate('https://evil.example/');
    const failed = expect(stage.connect()).rejects.toMatchObject({ name: 'ConnectError', code: 'no-answer' });
    const { port1, port2 } = new MessageChannel();
    cleanups.push(() => port1.close());
    stage.page.seenBy(stage.chat).postMessage({ type: 'rendezvous-port' }, '*', [port2]);
    await stage.clock.advance(DEADLINES.requestMs);
    await failed;
    expect(stage.chat.heard).toEqual([]);
    expect(stage.clock.pending).toBe(0);
  });

  it('says that the messenger is gone when its window is', async () => {
    const stage = new Stage();
    stage.remember();
    stage.page.opener = undefined;
    await expect(stage.connect()).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('says that it was reloaded when it remembers nothing', async () => {
    const stage = new Stage();
    stage.listen();
    await expect(stage.connect()).rejects.toMatchObject({ code: 'reloaded' });
    expect(stage.chat.heard).toEqual([]);
  });

  it('forgets an earlier session when it was launched anew', async () => {
    const stage = new Stage();
    stage.remember();
    stage.page.url = new URL(`${PAGE}#rendezvous=${'n'.repeat(48)}`);
    const failed = expect(stage.connect()).rejects.toMatchObject({ code: 'no-answer' });
    expect(stage.chat.heard).toEqual([]);
    await stage.clock.advance(DEADLINES.requestMs);
    await failed;
    expect(stage.chat.heard).toEqual([{ type: 'rendezvous-hello', resume: false }]);
    expect(sessionMemory(stage.page.window).read()).toBeUndefined();
  });
});

describe('two hosts in one window', () => {
  it('answer each the windows of its own applications only', async () => {
    const chat = new FakeWindow(CHAT);
    const clock = new ManualClock();
    const pages = [new FakeWindow(PAGE, chat), new FakeWindow(PAGE, chat)] as const;
    const knocks: number[] = [];
    for (const [index, page] of pages.entries()) {
      const host = {
        expectsApplicationFrom: () => true,
        reconnect: (channel: Channel) => {
          cleanups.push(() => channel.close());
          knocks.push(index);
        },
      };
      const own = page.seenBy(chat);
      cleanups.push(listenForApplications(chat.window, host, { clock, from: source => source === own }));
    }
    for (const page of [pages[1], pages[0]]) {
      sessionMemory(page.window).write(RECORD);
      const { channel } = await connectToHost(page.window, { clock, memory: sessionMemory(page.window) });
      cleanups.push(() => channel.close());
      expect(page.heard).toHaveLength(1);
    }
    expect(knocks).toEqual([1, 0]);
  });
});

describe('a messenger page that hears a knock', () => {
  it('is told when the window that knocked is closed, and looks no more when the channel is', async () => {
    const stage = new Stage();
    stage.remember();
    stage.listen();
    await stage.connect();
    const knock = stage.knocks[0];
    if (knock === undefined) throw new Error('nobody has knocked');
    stage.page.closed = true;
    await stage.clock.advance(300);
    await knock.closed;
    stage.page.closed = false;
    await stage.connect();
    expect(stage.clock.pending).toBe(1);
    stage.knocks[1]?.channel.close();
    await settle();
    expect(stage.clock.pending).toBe(0);
  });

  it('answers no window that it does not expect, and not itself', async () => {
    const stage = new Stage();
    stage.listen();
    const stranger = new FakeWindow('https://evil.example/', stage.chat);
    stage.chat.seenBy(stranger).postMessage({ type: 'rendezvous-hello', resume: true }, '*');
    stage.chat.seenBy(stage.page).postMessage({ type: 'rendezvous-hello', resume: false }, '*');
    stage.chat.seenBy(stage.page).postMessage('noise', '*');
    await settle();
    expect(stranger.heard).toEqual([]);
    expect(stage.page.heard).toEqual([]);
    expect(stage.knocks).toEqual([]);
  });
});
