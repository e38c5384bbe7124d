import type { Message, PendingMessage } from '@rendezvous/im';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Drafts } from '../src/conversation/drafts.ts';
import { splitLinks } from '../src/conversation/link-text.ts';
import { RUN_MS, relativeDay, timelineOf } from '../src/conversation/timeline.ts';
import { MemoryStorage } from './memory-storage.ts';

const ME = 'me@x';
const YOU = 'you@x';
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const noon = new Date(2026, 4, 10, 12).getTime();

const text = (seq: number, from: string, at: number): Message => ({
  kind: 'text',
  id: uuid(seq),
  seq,
  with: YOU,
  from,
  at,
  text: `text ${String(seq)}`,
  clientId: uuid(1000 + seq),
});
const card = (seq: number, from: string, at: number): Message => ({
  kind: 'invitation',
  id: uuid(seq),
  seq,
  with: YOU,
  from,
  at,
  sessionId: uuid(2000 + seq),
  application: { id: '{00000000-0000-0000-0000-000000000000}', name: 'Board' },
  stage: 'ended',
});
const pending = (n: number, at: number): PendingMessage => ({
  kind: 'pending',
  clientId: uuid(3000 + n),
  text: 'p',
  at,
});

describe('the timeline', () => {
  it('begins each day with its line', () => {
    const entries = timelineOf([text(1, ME, noon), text(2, ME, noon + 24 * 3600_000)], { self: ME });
    expect(entries.map(entry => entry.kind)).toEqual(['day', 'bubble', 'day', 'bubble']);
  });

  it('joins what one author writes within five minutes, and nothing else', () => {
    const entries = timelineOf(
      [
        text(1, ME, noon),
        text(2, ME, noon + RUN_MS),
        text(3, ME, noon + 2 * RUN_MS + 1),
        text(4, YOU, noon + 2 * RUN_MS + 2),
      ],
      { self: ME },
    );
    const bubbles = entries.filter(entry => entry.kind === 'bubble');
    expect(bubbles.map(({ mine, first, last }) => [mine, first, last])).toEqual([
      [true, true, false],
      [true, false, true],
      [true, true, true],
      [false, true, true],
    ]);
  });

  it('lets a card end a run', () => {
    const entries = timelineOf([text(1, ME, noon), card(2, YOU, noon + 1), text(3, ME, noon + 2)], {
      self: ME,
    });
    expect(entries.filter(entry => entry.kind === 'bubble').map(({ first, last }) => first && last)).toEqual([
      true,
      true,
    ]);
  });

  it('draws the line once, above the first new message of the other person', () => {
    const entries = timelineOf(
      [text(1, YOU, noon), text(2, ME, noon + 1), text(3, YOU, noon + 2), text(4, YOU, noon + 3)],
      {
        self: ME,
        newAfterSeq: 1,
      },
    );
    expect(entries.map(entry => entry.kind)).toEqual(['day', 'bubble', 'bubble', 'new', 'bubble', 'bubble']);
  });

  it('keeps the key of a message when the server has taken it', () => {
    const waiting = timelineOf([pending(1, noon)], { self: ME }).at(-1)?.key;
    const sent = timelineOf([{ ...text(1, ME, noon), clientId: uuid(3001) } as Message], { self: ME }).at(
      -1,
    )?.key;
    expect(sent).toBe(waiting);
  });

  it('shows every message exactly once, in its order, under unique keys', () => {
    const step = fc.record({
      from: fc.constantFrom(ME, YOU),
      gap: fc.integer({ min: 0, max: 30 * 3600_000 }),
      kind: fc.constantFrom('text', 'card', 'pending'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, newAfterSeq) => {
        let at = noon;
        const messages = steps.map(({ from, gap, kind }, index) => {
          at += gap;
          if (kind === 'pending') return pending(index, at);
          return kind === 'card' ? card(index + 1, from, at) : text(index + 1, from, at);
        });
        const entries = timelineOf(messages, { self: ME, newAfterSeq });
        const shown = entries.flatMap(entry =>
          entry.kind === 'bubble' || entry.kind === 'card' ? [entry.message] : [],
        );
        expect(shown).toEqual(messages);
        expect(new Set(entries.map(entry => entry.key)).size).toBe(entries.length);
      }),
    );
  });

  it('names today and yesterday by the calendar, also across midnight', () => {
    const midnight = new Date(2026, 4, 11, 0, 5).getTime();
    expect(relativeDay(midnight, midnight)).toBe('today');
    expect(relativeDay(midnight - 10 * 60_000, midnight)).toBe('yesterday');
    expect(relativeDay(midnight - 25 * 3600_000, midnight)).toBeUndefined();
  });
});

describe('links in a message', () => {
  it.each([
    ['see https://example.org.', 'https://example.org'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
    ['http://localhost:8080/#join/abcdefgh, please', 'http://localhost:8080/#join/abcdefgh'],
  ])('%j leads to %s', (message, url) => {
    expect(splitLinks(message).filter(part => part.kind === 'link')).toEqual([{ kind: 'link', url }]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', 'https://', 'example.org'])(
    '%j is none',
    message => {
      expect(splitLinks(message).every(part => part.kind === 'text')).toBe(true);
    },
  );

  it('take nothing from the text and add nothing to it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.stringMatching(/^https?:\/\/[a-z.:@/?()]{0,12}$/),
      fc.constantFrom('https://', '(', ').', '\u202e'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), pieces => {
        const message = pieces.join(' ');
        const parts = splitLinks(message);
        expect(parts.map(part => (part.kind === 'link' ? part.url : part.text)).join('')).toBe(message);
        for (const part of parts)
          if (part.kind === 'link') expect(new URL(part.url).protocol).toMatch(/^https?:$/);
      }),
    );
  });
});

describe('drafts', () => {
  it('are kept per conversation and per account', () => {
    const storage = new MemoryStorage();
    const drafts = new Drafts(storage, ME);
    drafts.set('a@x', 'to a');
    drafts.set('b@x', 'to b');
    expect(new Drafts(storage, ME).get('a@x')).toBe('to a');
    expect(new Drafts(storage, 'other@x').get('a@x')).toBe('');
  });

  it('go when they are sent, and all of them at signing out', () => {
    const storage = new MemoryStorage();
    const drafts = new Drafts(storage, ME);
    drafts.set('a@x', 'to a');
    drafts.set('a@x', '');
    expect(storage.length).toBe(0);
    drafts.set('b@x', 'to b');
    drafts.clear();
    expect(storage.length).toBe(0);
  });

  it('survive a damaged or a full storage', () => {
    const storage = new MemoryStorage();
    storage.setItem(`rendezvous.drafts.${ME}`, '{"a@x": 7}');
    const drafts = new Drafts(storage, ME);
    expect(drafts.get('a@x')).toBe('');
    storage.full = true;
    expect(() => drafts.set('a@x', 'text')).not.toThrow();
  });

  it('are at most a hundred: the oldest goes first', () => {
    const drafts = new Drafts(new MemoryStorage(), ME);
    for (let n = 0; n <= 100; n++) drafts.set(`a${String(n)}@x`, 'text');
    expect(drafts.get('a0@x')).toBe('');
    expect(drafts.get('a1@x')).toBe('text');
    expect(drafts.get('a100@x')).toBe('text');
  });
});
