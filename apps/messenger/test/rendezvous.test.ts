import { type HostSession, Registration } from '@rendezvous/rendezvous';
import { describe, expect, it } from 'vitest';
import { abilitiesIn } from '../src/invitations/abilities.tsx';
import { ApplicationWindows } from '../src/rendezvous/application-windows.ts';
import { Frames } from '../src/rendezvous/frames.ts';
import { readLaunched, writeLaunched } from '../src/rendezvous/launched-storage.ts';
import { createLauncher } from '../src/rendezvous/launcher.ts';
import { LobbyMessage } from '../src/rendezvous/lobby-messages.ts';
import { iconOf, launchable, type PageRegistration, sameKind } from '../src/rendezvous/registrations.ts';
import { summaryIn, textOfMessage } from '../src/shell/message-text.ts';
import { MemoryStorage } from './memory-storage.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const SIZE = { width: 1100, height: 760 };

const MANIFEST = {
  id: '{00000000-0000-0000-0000-000000000001}',
  component: '{00000000-0000-0000-0000-000000000002}',
  name: 'Board',
  localizedNames: { de: 'Tafel' },
  icon: '/board.svg',
  url: 'https://example.org',
  launch: { kind: 'page', url: '/board/', ...SIZE },
  abilities: { en: { inviter: { can: ['draw'], cannot: [] }, invitee: { can: [], cannot: ['erase'] } } },
};

/** A registration as the server lists it, with another launch or icon. */
function registered(change: Record<string, unknown> = {}): Registration {
  return Registration.parse({ ...MANIFEST, ...change });
}
/** One that is a page. */
function page(launch: Record<string, unknown> = {}): PageRegistration {
  const [first] = launchable([registered({ launch: { ...MANIFEST.launch, ...launch } })]);
  if (first === undefined) throw new Error('not a page');
  return first;
}
const registration = page();

/** A browser that opens windows, or not. */
function browser(allowed: boolean) {
  const opened: { url: string; closed: boolean; close: () => void }[] = [];
  const window = {
    location: { href: 'https://chat.example/#chat/bob@x' },
    screen: { availWidth: 1000, availHeight: 700 },
    open: (url: string) => {
      if (!allowed) return null;
      const made = { url, closed: false, close: () => void (made.closed = true) };
      opened.push(made);
      return made;
    },
  } as unknown as Window;
  return { window, opened };
}

/** As much of a frame in the page as is needed here. */
class FakeFrame {
  name = '';
  readonly contentWindow: Window | null;
  readonly ownerDocument = { location: { origin: 'https://chat.example' } };
  readonly attributes: Record<string, string> = {};
  constructor(contentWindow: Window | null = {} as Window) {
    this.contentWindow = contentWindow;
  }
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  removeAttribute(name: string): void {
    delete this.attributes[name];
  }
  get element(): HTMLIFrameElement {
    return this as unknown as HTMLIFrameElement;
  }
}

describe('the applications of a messenger in a browser', () => {
  it('are pages: programs and modules are in no menu', () => {
    const process = registered({ launch: { kind: 'process', command: ['board'] } });
    const module = registered({ launch: { kind: 'module', module: './board.js' } });
    expect(launchable([process, registration, module])).toEqual([registration]);
    expect(sameKind(process, process)).toBe(false);
    expect(sameKind(registration, page({ width: 300 }))).toBe(true);
    expect(sameKind(registration, page({ url: '/other/' }))).toBe(false);
  });

  it('show an image that has an address, and none that lies in a program', () => {
    expect(iconOf(registration)).toBe('/board.svg');
    expect(iconOf(registered({ icon: { path: 'RAServer.exe', index: 1 } }))).toBeUndefined();
  });

  const launching = (asked: Registration, window: Window, inviter = false) => {
    const windows = new ApplicationWindows(window, () => {});
    const frames = new Frames();
    const ended = new AbortController();
    const session = { id: ID, inviter, remoteUser: { name: 'Bob', address: 'bob@x' } } as HostSession;
    const launch = createLauncher({ window, windows, frames, language: () => 'en' });
    const launched = launch({ registration: asked, session, token: 't'.repeat(48), signal: ended.signal });
    return { frames, ended, launched };
  };

  it.each([true, false])(
    'go into a frame at once when they ask for one (windows allowed: %s)',
    async allowed => {
      const { window, opened } = browser(allowed);
      const { frames, ended, launched } = launching(page({ placement: 'frame' }), window);
      expect(frames.get()[0]).toMatchObject({ sessionId: ID, url: 'https://chat.example/board/' });
      expect(opened).toEqual([]);
      ended.abort(new Error('ended'));
      await expect(launched).rejects.toThrow('ended');
      expect(frames.get()).toEqual([]);
    },
  );

  it('go into a frame where the browser opens no window', async () => {
    const { frames, ended, launched } = launching(registration, browser(false).window);
    expect(frames.get()).toHaveLength(1);
    ended.abort(new Error('ended'));
    await expect(launched).rejects.toThrow('ended');
  });

  it('are refused when they are no pages', async () => {
    const { launched } = launching(
      registered({ launch: { kind: 'module', module: './board.js' } }),
      browser(true).window,
    );
    await expect(launched).rejects.toMatchObject({ name: 'LaunchError', code: 'unsupported' });
  });
});

describe('the windows of applications', () => {
  it('wait as a lobby and are handed over once', () => {
    const { window, opened } = browser(true);
    const windows = new ApplicationWindows(window, () => {});
    windows.openLobby(ID, SIZE);
    expect(opened.map(({ url }) => url)).toEqual([`/lobby.html#${ID}`]);
    expect(windows.take(ID)).toBe(opened[0]);
    expect(windows.take(ID)).toBeUndefined();
    windows.close();
    expect(opened[0]?.closed).toBe(false);
  });

  it('are none where the browser refuses, and then nothing is taken', () => {
    const windows = new ApplicationWindows(browser(false).window, () => {});
    windows.openLobby(ID, SIZE);
    expect(windows.take(ID)).toBeUndefined();
    expect(windows.openEmpty(ID, SIZE)).toBeNull();
    windows.close();
  });

  it('tell when the person has closed a waiting one', async () => {
    const { window, opened } = browser(true);
    const closed = await new Promise<string>(resolve => {
      const windows = new ApplicationWindows(window, resolve);
      windows.openLobby(ID, SIZE);
      opened[0]?.close();
    });
    expect(closed).toBe(ID);
  });

  it('are closed with the messenger while they wait', () => {
    const { window, opened } = browser(true);
    const windows = new ApplicationWindows(window, () => {});
    windows.openLobby(ID, SIZE);
    windows.close();
    expect(opened[0]?.closed).toBe(true);
  });
});

describe('applications in a frame', () => {
  const options = {
    sessionId: ID,
    registration,
    url: 'https://chat.example/board/',
    remoteName: 'Bob',
    title: 'Board with Bob',
  };

  it('start when the page has shown their frame, kept apart as every page that does not ask for more', async () => {
    const frames = new Frames();
    const opening = frames.open(options, new AbortController().signal);
    const frame = new FakeFrame();
    frames.get()[0]?.shown(frame.element);
    expect(await opening).toEqual({ target: frame.contentWindow, opaque: true });
    expect(frame.attributes).toEqual({ sandbox: 'allow-forms allow-scripts', allow: '' });
    frames.close(ID);
    expect(frames.get()).toEqual([]);
  });

  it('of the messenger’s own origin that ask for it are trusted as the messenger is', async () => {
    const asking = page({ sandbox: ['allow-scripts', 'allow-same-origin'], permissions: ['fullscreen'] });
    const frames = new Frames();
    const opening = frames.open({ ...options, registration: asking }, new AbortController().signal);
    const frame = new FakeFrame();
    frames.get()[0]?.shown(frame.element);
    expect((await opening).opaque).toBe(false);
    expect(frame.attributes).toEqual({ allow: 'fullscreen https://chat.example' });
  });

  it.each([
    { url: 'javascript:alert(1)', frame: new FakeFrame(), code: 'not-allowed' },
    { url: options.url, frame: new FakeFrame(null), code: 'closed' },
  ])('are none where there can be none: $code', async ({ url, frame, code }) => {
    const frames = new Frames();
    const opening = frames.open({ ...options, url }, new AbortController().signal);
    frames.get()[0]?.shown(frame.element);
    await expect(opening).rejects.toMatchObject({ name: 'LaunchError', code });
  });

  it('are given up with the session that wanted them', async () => {
    const frames = new Frames();
    const ended = new AbortController();
    const opening = frames.open(options, ended.signal);
    ended.abort(new Error('ended'));
    await expect(opening).rejects.toThrow('ended');
    expect(frames.get()).toEqual([]);
  });
});

describe('what survives a reload', () => {
  it('is read back for the same account only', () => {
    const storage = new MemoryStorage();
    const record = { sessionId: ID } as Parameters<typeof writeLaunched>[2][number];
    writeLaunched(storage, 'anna@x', [record]);
    expect(readLaunched(storage, 'anna@x')).toEqual([record]);
    expect(readLaunched(storage, 'bob@x')).toEqual([]);
    writeLaunched(storage, 'anna@x', []);
    expect(storage.length).toBe(0);
  });

  it('is nothing when the storage is damaged or full', () => {
    const storage = new MemoryStorage();
    storage.setItem('rendezvous.launched.anna@x', '{');
    expect(readLaunched(storage, 'anna@x')).toEqual([]);
    storage.full = true;
    expect(() => writeLaunched(storage, 'anna@x', [{} as never])).not.toThrow();
  });
});

describe('words of applications', () => {
  it('come in the language of the reader, else in English', () => {
    expect(abilitiesIn(registration, 'en', 'inviter')?.can).toEqual(['draw']);
    expect(abilitiesIn(registration, 'de', 'invitee')?.cannot).toEqual(['erase']);
    expect(abilitiesIn({ ...registration, abilities: {} }, 'en', 'inviter')).toBeUndefined();
  });

  it('summarise a session in the language of the reader, else in English, else in any', () => {
    const [en, de] = [
      { title: 'Done', lines: [] },
      { title: 'Fertig', lines: [] },
    ];
    expect(summaryIn({ texts: { en, de } }, 'de')).toBe(de);
    expect(summaryIn({ texts: { en } }, 'de')).toBe(en);
    expect(summaryIn({ texts: { fr: en } }, 'de')).toBe(en);
    expect(summaryIn({ texts: {} }, 'de')).toBeUndefined();
  });

  it('make one line of a message of many', () => {
    const base = { id: ID, seq: 1, with: 'a@x', from: 'a@x', at: 0 };
    expect(textOfMessage({ ...base, kind: 'text', text: 'one\n\ttwo', clientId: ID }, 'en')).toBe('one two');
  });
});

describe('messages of the waiting window', () => {
  it('are refused when they are none', () => {
    for (const data of [
      undefined,
      'x',
      {},
      { type: 'cancel' },
      { type: 'cancel', sessionId: 'x' },
      { type: 'other', sessionId: ID },
    ]) {
      expect(LobbyMessage.safeParse(data).success).toBe(false);
    }
    expect(LobbyMessage.safeParse({ type: 'cancel', sessionId: ID }).success).toBe(true);
  });
});
