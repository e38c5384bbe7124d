import type { Message, PendingMessage } from '@rendezvous/im';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, timelineOf } from '../src/conversation/timeline.ts';

const ME = 'me@x';
const YOU = 'you@x';
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const noon = new Date(2026, 4, 10, 12).getTime();

const base = (seq: number, from: string) => ({ id: uuid(seq), seq, with: YOU, from, at: noon + seq });
const text = (seq: number, from: string): Message => ({
  ...base(seq, from),
  kind: 'text',
  text: `text ${String(seq)}`,
  clientId: uuid(1000 + seq),
});
const receipt = (seq: number, from: string, session = 1): Message => ({
  ...base(seq, from),
  kind: 'receipt',
  sessionId: uuid(2000 + session),
  application: '{00000000-0000-0000-0000-000000000000}',
  summary: { texts: { en: { title: `Board, as ${from} saw it`, lines: [] } } },
});
const pending = (n: number, at: number): PendingMessage => ({
  kind: 'pending',
  clientId: uuid(3000 + n),
  text: 'p',
  at,
});

const cards = (entries: readonly Entry[]) => entries.filter(entry => entry.kind === 'receipt');
/** What stands where, by the number of the message. */
const order = (entries: readonly Entry[]): readonly unknown[] =>
  entries.flatMap((entry): readonly unknown[] => {
    if (entry.kind === 'day') return [];
    if (entry.kind === 'new') return ['new'];
    if (entry.kind === 'receipt') return [['receipt', entry.own?.seq, entry.theirs?.seq]];
    return entry.message.kind === 'pending' ? ['pending'] : [entry.message.seq];
  });

describe('the receipts of one session', () => {
  it('are one card, with both reports, whichever comes first', () => {
    const ownFirst = timelineOf([receipt(1, ME), receipt(2, YOU)], { self: ME });
    const theirsFirst = timelineOf([receipt(1, YOU), receipt(2, ME)], { self: ME });
    expect(order(ownFirst)).toEqual([['receipt', 1, 2]]);
    expect(order(theirsFirst)).toEqual([['receipt', 2, 1]]);
  });

  it.each([ME, YOU])('are a card as soon as there is one, here of %s', from => {
    const [card, ...others] = cards(timelineOf([receipt(1, from)], { self: ME }));
    expect(others).toEqual([]);
    expect(card?.own?.from).toBe(from === ME ? ME : undefined);
    expect(card?.theirs?.from).toBe(from === YOU ? YOU : undefined);
    expect(card?.latest.seq).toBe(1);
  });

  it('stand in the place of the later one', () => {
    const messages = [receipt(1, ME), text(2, YOU), receipt(3, YOU), text(4, ME)];
    expect(order(timelineOf(messages, { self: ME }))).toEqual([2, ['receipt', 1, 3], 4]);
  });

  it('keep their card, so that what is unfolded stays so, when the second one comes', () => {
    const before = cards(timelineOf([receipt(1, ME)], { self: ME }))[0];
    const after = cards(timelineOf([receipt(1, ME), text(2, ME), receipt(3, YOU)], { self: ME }))[0];
    expect(after?.key).toBe(before?.key);
  });

  it('are kept apart from those of other sessions', () => {
    const messages = [receipt(1, ME, 1), receipt(2, ME, 2), receipt(3, YOU, 1), receipt(4, YOU, 2)];
    expect(order(timelineOf(messages, { self: ME }))).toEqual([
      ['receipt', 1, 3],
      ['receipt', 2, 4],
    ]);
  });

  it('do not move when a page of older messages brings the earlier one', () => {
    const newer = [text(3, ME), receipt(4, YOU), text(5, ME)];
    const older = [text(1, YOU), receipt(2, ME)];
    expect(order(timelineOf(newer, { self: ME }))).toEqual([3, ['receipt', undefined, 4], 5]);
    expect(order(timelineOf([...older, ...newer], { self: ME }))).toEqual([1, 3, ['receipt', 2, 4], 5]);
  });

  it('leave no gap in a run where the earlier one stood', () => {
    const bubbles = timelineOf([text(1, ME), receipt(2, ME), text(3, ME), receipt(4, YOU)], {
      self: ME,
    }).filter(entry => entry.kind === 'bubble');
    expect(bubbles.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('stand below the line of what is new only when the report of the other person is new', () => {
    const messages = [text(1, YOU), receipt(2, YOU), receipt(3, ME)];
    const at = (newAfterSeq: number) => order(timelineOf(messages, { self: ME, newAfterSeq }));
    expect(at(1)).toEqual([1, 'new', ['receipt', 3, 2]]);
    expect(at(2)).toEqual([1, ['receipt', 3, 2]]);
  });

  it('lose nothing, double nothing and disturb no order, however they come', () => {
    const step = fc.record({
      from: fc.constantFrom(ME, YOU),
      kind: fc.constantFrom('text', 'receipt', 'pending'),
      session: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(30), (steps, split) => {
        const left = new Set<string>();
        const messages = steps.map(({ from, kind, session }, index): Message | PendingMessage => {
          const seq = index + 1;
          const report = `${from} ${String(session)}`;
          if (kind === 'pending') return pending(seq, noon + seq);
          // The server takes one receipt of each side.
          if (kind === 'text' || left.has(report)) return text(seq, from);
          left.add(report);
          return receipt(seq, from, session);
        });
        const entries = timelineOf(messages, { self: ME });
        const shown = entries.flatMap((entry): readonly (Message | PendingMessage)[] => {
          if (entry.kind === 'receipt') return [entry.own, entry.theirs].filter(one => one !== undefined);
          return entry.kind === 'bubble' || entry.kind === 'card' ? [entry.message] : [];
        });
        expect(new Set(shown)).toEqual(new Set(messages));
        expect(shown.length).toBe(messages.length);
        expect(new Set(entries.map(entry => entry.key)).size).toBe(entries.length);
        const times = entries.flatMap(entry => {
          if (entry.kind === 'receipt') return [entry.latest.at];
          return entry.kind === 'bubble' || entry.kind === 'card' ? [entry.message.at] : [];
        });
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        // What a newer page alone shows keeps its place below when the rest is put in above.
        const page = timelineOf(messages.slice(split), { self: ME }).filter(({ kind }) => kind !== 'day');
        const keys = page.map(({ key }) => key);
        expect(keys.length === 0 ? [] : entries.slice(-keys.length).map(({ key }) => key)).toEqual(keys);
      }),
    );
  });
});
