import type { Registration } from '@rendezvous/rendezvous';
import { describe, expect, it } from 'vitest';
import { abilitiesIn } from '../src/invitations/abilities.tsx';
import { ApplicationWindows } from '../src/rendezvous/application-windows.ts';
import { Frames } from '../src/rendezvous/frames.ts';
import { readLaunched, writeLaunched } from '../src/rendezvous/launched-storage.ts';
import { LobbyMessage } from '../src/rendezvous/lobby-messages.ts';
import { summaryIn, textOfMessage } from '../src/shell/message-text.ts';
import { MemoryStorage } from './memory-storage.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const SIZE = { width: 1100, height: 760 };

const registration: Registration = {
  id: '{00000000-0000-0000-0000-000000000001}',
  component: '{00000000-0000-0000-0000-000000000002}',
  name: 'Board',
  localizedNames: { de: 'Tafel' },
  icon: '/board.svg',
  url: 'https://example.org',
  protocol: { min: 1, max: 1 },
  launch: { kind: 'page', url: '/board/', ...SIZE },
  abilities: { en: { inviter: { can: ['draw'], cannot: [] }, invitee: { can: [], cannot: ['erase'] } } },
};

/** A browser that opens windows, or not. */
function browser(allowed: boolean) {
  const opened: { url: string; closed: boolean; close: () => void }[] = [];
  const window = {
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
  const options = { sessionId: ID, registration, remoteName: 'Bob', title: 'Board with Bob' };

  it('start when the page has shown their frame', async () => {
    const frames = new Frames();
    const opening = frames.open(options, new AbortController().signal);
    const target = {} as Window;
    frames.get()[0]?.shown(target);
    expect(await opening).toBe(target);
    frames.close(ID);
    expect(frames.get()).toEqual([]);
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
