import { Summary } from '@rendezvous/rendezvous';
import { describe, expect, it, vi } from 'vitest';
import { type Receipt, summaryOf } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';
import { ReceiptBook } from '../src/receipt.ts';
import { until } from './support/clock.ts';
import { World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const MINUTE = 60_000;
const START = Date.UTC(2026, 4, 1, 14, 3);
const BERLIN = { timeZone: 'Europe/Berlin' };

const receipt: Receipt = {
  role: 'novice',
  remoteUser: { name: 'Tom', address: 'tom@example.org' },
  startedAtMs: START,
  endedAtMs: START + 20 * MINUTE,
  cause: 'remote-user',
  seen: [{ fromMs: START + MINUTE, toMs: START + 19 * MINUTE }],
  controlled: [
    { fromMs: START + 2 * MINUTE, toMs: START + 3 * MINUTE },
    { fromMs: START + 5 * MINUTE, toMs: START + 5 * MINUTE + 30_000 },
  ],
  talked: [],
  files: [],
  verified: 'compared',
};

describe('the receipt in words', () => {
  it('says in English who saw and controlled, when and for how long, and how it ended', () => {
    expect(summaryOf(receipt, BERLIN).texts['en']).toEqual({
      title: 'Remote assistance, 16:03 to 16:23',
      lines: [
        'Tom saw the screen from 16:04 to 16:22 (18 minutes).',
        'Tom was allowed to use the mouse and keyboard 2 times, 2 minutes in all (16:05–16:06, 16:08–16:08).',
        'The connection was verified, and the pictures were compared.',
        'Tom ended it.',
      ],
    });
  });

  it('says it in German', () => {
    expect(summaryOf(receipt, BERLIN).texts['de']).toEqual({
      title: 'Remoteunterstützung, 16:03 bis 16:23 Uhr',
      lines: [
        'Tom hat den Bildschirm gesehen: von 16:04 bis 16:22 Uhr (18 Minuten).',
        'Tom durfte Maus und Tastatur benutzen: 2-mal, zusammen 2 Minuten (16:05–16:06, 16:08–16:08).',
        'Die Verbindung wurde geprüft, und die Bilder wurden verglichen.',
        'Tom hat beendet.',
      ],
    });
  });

  it('says how many files went where, and how much, but no names', () => {
    const files = [
      { direction: 'in', bytes: 1_500_000 },
      { direction: 'out', bytes: 999 },
      { direction: 'in', bytes: 1_700_000_000 },
    ] as const;
    const { texts } = summaryOf({ ...receipt, files }, BERLIN);
    expect(texts['en']?.lines.slice(2, 4)).toEqual([
      '2 files (1.7 GB) came from Tom.',
      'One file (999 bytes) went to Tom.',
    ]);
    expect(texts['de']?.lines.slice(2, 4)).toEqual([
      '2 Dateien (1,7\u00a0GB) von Tom erhalten.',
      'Eine Datei (999 Byte) ging an Tom.',
    ]);
    expect(Summary.safeParse(summaryOf({ ...receipt, files }, BERLIN)).success).toBe(true);
    const one = summaryOf({ ...receipt, files: [{ direction: 'out', bytes: 1_000 }] }, BERLIN);
    expect(one.texts['en']?.lines[2]).toBe('One file (1 kB) went to Tom.');
  });

  it('says how long they talked, if they did', () => {
    const talked = [
      { fromMs: START + 3 * MINUTE, toMs: START + 12 * MINUTE },
      { fromMs: START + 13 * MINUTE, toMs: START + 14 * MINUTE },
    ];
    const { texts } = summaryOf({ ...receipt, talked }, BERLIN);
    expect(texts['en']?.lines[2]).toBe(
      'There was a voice call with Tom 2 times, 10 minutes in all (16:06–16:15, 16:16–16:17).',
    );
    expect(texts['de']?.lines[2]).toBe(
      'Mit Tom wurde gesprochen: 2-mal, zusammen 10 Minuten (16:06–16:15, 16:16–16:17).',
    );
    const once = summaryOf({ ...receipt, talked: talked.slice(0, 1) }, BERLIN).texts;
    expect(once['en']?.lines[2]).toBe('There was a voice call with Tom from 16:06 to 16:15 (9 minutes).');
    expect(once['de']?.lines[2]).toBe('Mit Tom wurde gesprochen: von 16:06 bis 16:15 Uhr (9 Minuten).');
  });

  it('says the same of the other side, and never "you", since both people read it', () => {
    const expert = { ...receipt, role: 'expert', verified: 'tokens', cause: 'local-user' } as const;
    const { texts } = summaryOf(expert, BERLIN);
    expect(texts['en']?.lines).toEqual([
      'The screen of Tom was seen from 16:04 to 16:22 (18 minutes).',
      'The mouse and keyboard of Tom could be used 2 times, 2 minutes in all (16:05–16:06, 16:08–16:08).',
      'The connection was verified by both computers; the pictures were not compared.',
      'The person who helped ended it.',
    ]);
    expect(texts['en']?.lines.join(' ')).not.toMatch(/\byou/i);
  });

  it('says so when nothing was shown', () => {
    const nothing = { ...receipt, seen: [], controlled: [], verified: 'no', cause: 'link-never-up' } as const;
    expect(summaryOf(nothing, BERLIN).texts['en']?.lines).toEqual([
      'No screen was shown.',
      'Nobody else used the mouse and keyboard.',
      'The connection was never verified.',
      'No connection between the two computers came about.',
    ]);
  });

  it('names hours, and seconds below a minute', () => {
    const seen = [{ fromMs: START, toMs: START + 65 * MINUTE }];
    const controlled = [{ fromMs: START, toMs: START + 200 }];
    const lines = summaryOf({ ...receipt, seen, controlled }, BERLIN).texts['en']?.lines.join(' ');
    expect(lines).toContain('1 hour 5 minutes');
    expect(lines).toContain('1 second)');
  });

  it.each([
    'local-user',
    'remote-user',
    'novice-refused',
    'screen-stopped',
    'remote-gone',
    'link-failed',
    'link-never-up',
    'not-verified',
    'rendezvous-failed',
    'protocol-error',
    'internal-error',
  ] as const)('fits the contract and has words in both languages when the cause is %s', cause => {
    const name = 'N'.repeat(100);
    const seen = Array.from({ length: LIMITS.intervals }, (_, i) => ({
      fromMs: START + i * MINUTE,
      toMs: START + i * MINUTE + 1000,
    }));
    const long: Receipt = {
      ...receipt,
      remoteUser: { name, address: 'x' },
      seen,
      controlled: seen,
      talked: seen,
      cause,
    };
    const summary = Summary.parse(summaryOf(long));
    expect(Object.keys(summary.texts)).toEqual(['en', 'de']);
    const { en, de } = summary.texts;
    expect(en?.lines.at(-1)).not.toBe(de?.lines.at(-1));
    expect(en?.lines[0]).toContain('and 94 more');
  });
});

describe('the books', () => {
  it('record what really happened, on both sides alike', async () => {
    const world = await new World().controlling();
    const startMs = world.clock.now();
    await world.clock.advance(2 * MINUTE);
    world.novice.session.stopControl();
    await until('control has ended', () => world.expert.session.view.control.name === 'off');
    await world.clock.advance(MINUTE);
    world.novice.session.pause();
    await until('it is paused', () => world.expert.session.view.screen.name === 'paused');
    await world.clock.advance(MINUTE);
    world.novice.session.resume();
    await until('it is shown', () => world.expert.session.view.screen.name === 'shown');
    await world.clock.advance(MINUTE);
    world.expert.session.confirmVerification();
    void world.expert.session.end();
    await world.ended();
    const at = (minutes: number): number => startMs + minutes * MINUTE;
    for (const { session } of world.sides) {
      const { seen, controlled } = await session.ended;
      expect(seen).toEqual([
        { fromMs: startMs, toMs: at(3) },
        { fromMs: at(4), toMs: at(5) },
      ]);
      expect(controlled).toEqual([{ fromMs: startMs, toMs: at(2) }]);
    }
    expect((await world.novice.session.ended).verified).toBe('tokens');
    expect((await world.expert.session.ended).verified).toBe('compared');
    expect(world.expert.application.summaries).toEqual([summaryOf(await world.expert.session.ended)]);
  });

  it('do not call a line verified that the other side could not verify, unless a screen was seen on it', () => {
    const book = (): ReceiptBook => {
      const begun = new ReceiptBook('novice', { name: 'Tom', address: 'tom@example.org' }, START);
      begun.verified('tokens');
      return begun;
    };
    expect(book().close('not-verified', START).verified).toBe('no');
    expect(book().close('remote-user', START).verified).toBe('tokens');
    const seen = book();
    seen.seen(true, START);
    expect(seen.close('not-verified', START + MINUTE).verified).toBe('tokens');
  });

  it('stay bounded, and then err on the long side', () => {
    const book = new ReceiptBook('novice', { name: 'Tom', address: 'tom@example.org' }, START);
    for (let i = 0; i < 1000; i += 1) {
      book.seen(true, START + i * 10);
      book.seen(false, START + i * 10 + 1);
    }
    const { seen } = book.close('local-user', START + MINUTE);
    expect(seen).toHaveLength(LIMITS.intervals);
    expect(seen.at(-1)?.toMs).toBe(START + 999 * 10 + 1);
  });
});
