import { LIMITS } from '@rendezvous/im';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameFault, passwordFault, suggestUsername, usernameFault } from '../src/account/account-fields.ts';
import { deviceOf, readCredentials, seenBefore, writeCredentials } from '../src/account/credentials.ts';
import { MemoryStorage } from './memory-storage.ts';

describe('the username that is suggested', () => {
  it.each([
    ['Anna Schmidt', 'anna.schmidt'],
    ['Jürgen Groß', 'juergen.gross'],
    ['José  María', 'jose.maria'],
    ['  O’Neil ', 'o.neil'],
    ['4 Fun', 'fun'],
    ['Łukasz', 'lukasz'],
    ['王', ''],
    ['A', ''],
  ])('for %j is %j', (name, username) => {
    expect(suggestUsername(name)).toBe(username);
  });

  it('is always one that the server takes, or empty', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100, unit: 'grapheme' }), name => {
        const username = suggestUsername(name);
        expect(username === '' || usernameFault(username) === undefined).toBe(true);
      }),
    );
  });
});

describe('the fields of an account', () => {
  it('say what is wrong before anything is sent', () => {
    expect(nameFault('   ')).toBe('missing');
    expect(nameFault('x'.repeat(LIMITS.nameLength + 1))).toBe('long');
    expect(nameFault(' Anna ')).toBeUndefined();
    expect(passwordFault('x'.repeat(LIMITS.passwordMin - 1))).toBe('short');
    expect(passwordFault('x'.repeat(LIMITS.passwordMax + 1))).toBe('long');
    expect(passwordFault('x'.repeat(LIMITS.passwordMin))).toBeUndefined();
    expect(usernameFault('1st')).toBe('bad');
  });
});

/** Locks of several tabs: what one holds, another does not get. */
function locksOfTabs(): LockManager {
  const held = new Set<string>();
  return {
    request: (name: string, _options: LockOptions, callback: (lock: Lock | null) => unknown) => {
      const free = !held.has(name);
      if (free) held.add(name);
      return Promise.resolve(callback(free ? { name, mode: 'exclusive' } : null));
    },
    query: () => Promise.resolve({ held: [], pending: [] }),
  } as unknown as LockManager;
}

describe('who is signed in', () => {
  it('is read back as it was written, and forgotten at signing out, but not that somebody was here', () => {
    const storage = new MemoryStorage();
    expect(seenBefore(storage)).toBe(false);
    writeCredentials(storage, { token: 't', address: 'anna@x' });
    expect(readCredentials(storage)).toEqual({ token: 't', address: 'anna@x' });
    writeCredentials(storage, undefined);
    expect(readCredentials(storage)).toBeUndefined();
    expect(seenBefore(storage)).toBe(true);
  });

  it('is known as a guest even when a server refuses the token, and leaves no sign-in to go back to', () => {
    const storage = new MemoryStorage();
    writeCredentials(storage, { token: 't', address: 'gus@x', guest: true });
    expect(readCredentials(storage)).toEqual({ token: 't', address: 'gus@x', guest: true });
    writeCredentials(storage, undefined);
    expect(seenBefore(storage)).toBe(false);
  });

  it('is nobody when the storage holds something else', () => {
    const storage = new MemoryStorage();
    for (const text of ['{', '7', '{"token":""}', '{"token":"t","address":"no address"}']) {
      storage.setItem('rendezvous.account', text);
      expect(readCredentials(storage)).toBeUndefined();
    }
  });
});

describe('the device of a tab', () => {
  it('is the same after a reload', async () => {
    const storage = new MemoryStorage();
    const first = await deviceOf(storage, locksOfTabs());
    expect(await deviceOf(storage, locksOfTabs())).toBe(first);
  });

  it('is another one in a duplicated tab, which begins with a copy of the storage', async () => {
    const locks = locksOfTabs();
    const [original, copy] = [new MemoryStorage(), new MemoryStorage()];
    const first = await deviceOf(original, locks);
    copy.setItem('rendezvous.device', first);
    const second = await deviceOf(copy, locks);
    expect(second).not.toBe(first);
    expect(copy.getItem('rendezvous.device')).toBe(second);
    expect(original.getItem('rendezvous.device')).toBe(first);
  });
});
