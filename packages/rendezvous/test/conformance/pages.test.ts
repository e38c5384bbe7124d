/** Applications that are pages: the token, the port, the frame. */
import { afterEach, describe, expect } from 'vitest';
import { type Channel, connectToHost, DEADLINES, launchPage } from '../../src/index.ts';
import { framePolicy } from '../../src/page/frame.ts';
import { Registration, SANDBOX_TOKENS } from '../../src/registration.ts';
import { FakeWindow } from '../support/fake-window.ts';
import { ManualClock, settle, until } from '../support/manual-clock.ts';
import { ASK } from '../support/registrations.ts';
import { verifies } from './verifies.ts';

const CHAT = 'https://chat.example/';
const PAGE = 'https://apps.example/board/?theme=dark';
const TOKEN = '8f2b0c6d1e9a47538f2b0c6d1e9a4753';

const channels: Channel[] = [];
const kept = (channel: Channel): Channel => {
  channels.push(channel);
  return channel;
};
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

function windows() {
  const clock = new ManualClock();
  const chat = new FakeWindow(CHAT);
  const popup = new FakeWindow('about:blank', chat);
  const launch = (url = PAGE) =>
    launchPage({ window: chat.window, target: popup.seenBy(chat), url, token: TOKEN, clock });
  return { clock, chat, popup, launch };
}

describe('a page', () => {
  for (const fragment of ['', '#about', '#a=1&b=2']) {
    verifies('R49', `at ${fragment === '' ? 'no fragment' : fragment}`, async () => {
      const { clock, popup, launch } = windows();
      const seen: string[] = [];
      let token: string | undefined;
      popup.script = window => {
        seen.push(popup.url.href);
        void connectToHost(window, { clock }).then(host => {
          token = host.token;
          kept(host.channel);
        });
        // Synchronously, before anything else of the page could run.
        seen.push(popup.url.href);
      };
      kept((await launch(`${PAGE}${fragment}`)).channel);
      await until(() => token !== undefined, 'the page has its port');
      expect(token).toBe(TOKEN);
      expect(seen[0]).toContain(`rendezvous=${TOKEN}`);
      expect(new URL(seen[0] ?? '').search).toBe('?theme=dark');
      expect(seen[1]).toBe(`${PAGE}${fragment}`);
    });
  }

  verifies('R50', 'not to another window, nor to the same window at another origin', async () => {
    const { clock, chat, popup, launch } = windows();
    const stranger = new FakeWindow('https://apps.example/', chat);
    const hello = { type: 'rendezvous-hello', resume: false };
    const launching = launch().catch((error: unknown) => error);
    const knock = (from: FakeWindow): void => {
      const { opener } = from.window as unknown as { opener: Window };
      opener.postMessage(hello, '*');
    };
    knock(stranger);
    popup.navigate('https://mallory.example/');
    knock(popup);
    await settle();
    expect([stranger.heard, popup.heard]).toEqual([[], []]);
    await clock.advance(DEADLINES.launchMs);
    expect(await launching).toMatchObject({ code: 'timeout' });
  });

  verifies('R50', 'and it is the right one', async () => {
    const { clock, popup, launch } = windows();
    popup.script = window => {
      void connectToHost(window, { clock }).then(host => kept(host.channel).send('hello'));
    };
    const { channel } = await launch();
    for await (const message of kept(channel).messages) {
      expect(message).toBe('hello');
      break;
    }
    expect(popup.heard).toEqual([{ type: 'rendezvous-port' }]);
  });
});

describe('a frame', () => {
  const policyOf = (manifest: object, url = PAGE) => {
    const { launch } = Registration.parse({ ...ASK, launch: { kind: 'page', url, ...manifest } });
    if (launch.kind !== 'page') throw new Error('no page');
    return framePolicy(launch, url, { hostOrigin: new URL(CHAT).origin });
  };

  verifies('R51', () => {
    expect(policyOf({})).toEqual({ sandbox: 'allow-forms allow-scripts', allow: '', opaque: true });
    expect(policyOf({ sandbox: [], permissions: ['microphone'] })).toMatchObject({
      sandbox: '',
      opaque: true,
    });
    expect(
      policyOf({ sandbox: ['allow-scripts', 'allow-same-origin'], permissions: ['microphone'] }),
    ).toEqual({
      sandbox: 'allow-same-origin allow-scripts',
      allow: 'microphone https://apps.example',
      opaque: false,
    });
  });

  verifies('R51', 'and never the messenger’s own rights', () => {
    const own = policyOf({ sandbox: [...SANDBOX_TOKENS] }, `${CHAT}apps/board/`);
    expect(own.sandbox).toContain('allow-scripts');
    expect(own.sandbox).not.toContain('allow-same-origin');
    for (const token of ['allow-top-navigation', 'allow-popups-to-escape-sandbox', 'everything']) {
      expect(() => policyOf({ sandbox: [token] })).toThrow();
    }
    expect(() => policyOf({ permissions: ['geolocation'] })).toThrow();
  });
});
