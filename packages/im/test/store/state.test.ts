import { describe, expect, test } from 'vitest';
import { type Action, type ImState, INITIAL_STATE, reduce } from '../../src/store/state.ts';
import { viewOf } from '../../src/store/view.ts';
import { ANNA, BEN, CARA, card, contact, text, uuid, welcome } from '../support/things.ts';

function run(...actions: Action[]): ImState {
  return actions.reduce(reduce, INITIAL_STATE);
}
const greeted: Action = { type: 'welcome', frame: welcome() };
function told(unread: number, readSeq: number, last: ReturnType<typeof text>): Action {
  return {
    type: 'welcome',
    frame: welcome({ conversations: [{ with: BEN.address, unread, readSeq, last }] }),
  };
}
function ben(state: ImState) {
  const view = viewOf(state).conversations.get(BEN.address);
  if (!view) throw new Error('no conversation with Ben');
  return view;
}

describe('the welcome', () => {
  test('gives every contact a conversation, also the ones with whom nothing was said', () => {
    const state = run(greeted);
    expect(viewOf(state)).toMatchObject({ connection: 'online', self: ANNA, contacts: [contact()] });
    expect(ben(state)).toMatchObject({ messages: [], unread: 0, loaded: true, hasOlder: false });
  });

  test('shows the newest message of a conversation before its history was fetched', () => {
    expect(ben(run(told(3, 2, text(5))))).toMatchObject({
      messages: [text(5)],
      unread: 3,
      readSeq: 2,
      loaded: false,
      hasOlder: true,
    });
  });

  test('removes contacts and conversations that the server no longer tells of', () => {
    const state = run(greeted, {
      type: 'welcome',
      frame: welcome({ contacts: [contact(CARA)] }),
    });
    expect(viewOf(state).contacts.map(c => c.address)).toEqual([CARA.address]);
    expect([...viewOf(state).conversations.keys()]).toEqual([CARA.address]);
  });

  test('of another account leaves nothing of the first', () => {
    const before = run(told(1, 0, text(1)));
    const state = reduce(before, { type: 'welcome', frame: welcome({ self: CARA }) });
    expect(ben(state)).toMatchObject({ messages: [], unread: 0 });
  });

  test('of a server that was set up anew replaces the history that is held', () => {
    const loaded = run(told(0, 9, text(9)), {
      type: 'page',
      with: BEN.address,
      page: { answers: 'newest', messages: [text(8), text(9)], more: false },
    });
    const fresh = text(1, { id: uuid(77) });
    const state = reduce(loaded, told(1, 0, fresh));
    expect(ben(state)).toMatchObject({ messages: [fresh], unread: 1, readSeq: 0, loaded: false });
  });
});

describe('messages', () => {
  test('a message that was counted by the welcome and is pushed again is not counted twice', () => {
    const state = run(
      told(2, 0, text(2)),
      { type: 'message', message: text(1) },
      { type: 'message', message: text(2) },
      { type: 'message', message: text(3) },
    );
    expect(ben(state)).toMatchObject({ unread: 3, messages: [text(2), text(3)] });
  });

  test('our own message from another tab is not unread', () => {
    const state = run(greeted, { type: 'message', message: text(1, { from: ANNA.address }) });
    expect(ben(state).unread).toBe(0);
  });

  test('what another tab has read is read here', () => {
    const state = run(
      told(2, 0, text(2)),
      { type: 'message', message: text(3) },
      { type: 'read', with: BEN.address, seq: 3 },
    );
    expect(ben(state)).toMatchObject({ unread: 0, readSeq: 3 });
  });

  test('a read mark never goes back', () => {
    const state = run(told(0, 5, text(5)), { type: 'read', with: BEN.address, seq: 2 });
    expect(ben(state)).toMatchObject({ unread: 0, readSeq: 5 });
  });

  test('an invitation card changes in place', () => {
    const before = run(greeted, { type: 'message', message: card(1, 'asking') });
    const state = reduce(before, { type: 'messageUpdated', message: card(1, 'declined') });
    expect(ben(state).messages).toEqual([card(1, 'declined')]);
  });

  test('an update of a message that is not held changes nothing', () => {
    const before = run(greeted);
    expect(reduce(before, { type: 'messageUpdated', message: card(1, 'declined') })).toBe(before);
  });

  test('a pending text gives way to the message that has its client id, and only that one', () => {
    const pending = (n: number) => ({ kind: 'pending' as const, clientId: uuid(n), text: 'hi', at: n });
    const before = run(greeted, {
      type: 'pending',
      pending: new Map([[BEN.address, [pending(100), pending(101)]]]),
    });
    expect(ben(before).messages).toEqual([pending(100), pending(101)]);
    const own = text(1, { from: ANNA.address, clientId: uuid(100) });
    expect(ben(reduce(before, { type: 'message', message: own })).messages).toEqual([own, pending(101)]);
  });
});

describe('contacts', () => {
  test('a new contact appears, and a changed one stays in its place', () => {
    const state = run(
      greeted,
      { type: 'contact', contact: contact(CARA) },
      { type: 'contact', contact: contact(BEN, { presence: 'offline', readSeq: 4 }) },
    );
    expect(viewOf(state).contacts).toEqual([
      contact(BEN, { presence: 'offline', readSeq: 4 }),
      contact(CARA),
    ]);
    expect(viewOf(state).conversations.has(CARA.address)).toBe(true);
  });

  test('a removed contact takes the conversation along, unless an unsent text stands in it', () => {
    const removed: Action = { type: 'contactRemoved', address: BEN.address };
    expect(viewOf(run(greeted, removed)).conversations.size).toBe(0);
    const pending = { kind: 'pending' as const, clientId: uuid(100), text: 'hi', at: 1 };
    const state = run(greeted, { type: 'pending', pending: new Map([[BEN.address, [pending]]]) }, removed);
    expect(viewOf(state).contacts).toEqual([]);
    expect(ben(state).messages).toEqual([pending]);
  });

  test('the history of somebody who becomes a contact again does not count as unread', () => {
    const state = run(
      { type: 'welcome', frame: welcome({ contacts: [] }) },
      { type: 'contact', contact: contact() },
      {
        type: 'page',
        with: BEN.address,
        page: { answers: 'newest', messages: [text(1), text(2)], more: false },
      },
      { type: 'message', message: text(3) },
    );
    expect(ben(state)).toMatchObject({ unread: 1, loaded: true, hasOlder: false });
  });
});

describe('typing', () => {
  const typing: Action = { type: 'typing', from: BEN.address, untilMs: 1000 };
  test('is shown until it expires', () => {
    const state = run(greeted, typing);
    expect(ben(state).typing).toBe(true);
    expect(reduce(state, { type: 'typingExpired', nowMs: 999 })).toBe(state);
    expect(ben(reduce(state, { type: 'typingExpired', nowMs: 1000 })).typing).toBe(false);
  });

  test.each<[string, Action]>([
    ['a message arrives', { type: 'message', message: text(1) }],
    ['the person goes offline', { type: 'contact', contact: contact(BEN, { presence: 'offline' }) }],
    ['the connection is made again', greeted],
  ])('ends when %s', (_, action) => {
    expect(ben(run(greeted, typing, action)).typing).toBe(false);
  });

  test('of somebody unknown makes no conversation', () => {
    const state = run(greeted);
    expect(reduce(state, { type: 'typing', from: CARA.address, untilMs: 1 })).toBe(state);
  });
});

test('conversations that did not change keep their views, so that a face need not draw them again', () => {
  const before = viewOf(run({ type: 'welcome', frame: welcome({ contacts: [contact(), contact(CARA)] }) }));
  const state = run(
    { type: 'welcome', frame: welcome({ contacts: [contact(), contact(CARA)] }) },
    { type: 'message', message: text(1) },
  );
  const mid = viewOf(state);
  const after = viewOf(reduce(state, { type: 'message', message: text(2) }));
  expect(after.conversations.get(CARA.address)).toBe(mid.conversations.get(CARA.address));
  expect(after.conversations.get(BEN.address)).not.toBe(mid.conversations.get(BEN.address));
  expect(before.conversations.size).toBe(2);
});
