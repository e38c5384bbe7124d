/** The schemas of what comes from outside, on anything: an answer at once, never an exception, never more than the bounds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { InvitationMessage, LaunchedRecord, LIMITS, Registration } from '../../src/index.ts';
import { ASK } from '../support/registrations.ts';
import { invitationMessage, STRANGE_IDS } from './invitation-messages.ts';
import { OutOfBand } from './out-of-band.ts';
import { cloneable, isFields, json, spoilt } from './values.ts';

const registration = {
  id: '{56b994a7-380f-410b-9985-c809d78c1bdc}',
  component: ASK.component,
  name: 'Ask for RemoteAssistance',
  localizedNames: { de: 'Um Hilfe bitten' },
  icon: { path: '%SystemRoot%\\System32\\msra.exe', index: -1 },
  url: 'https://www.microsoft.com',
  protocol: { min: 1, max: 1 },
  launch: { kind: 'process', command: ['program', '--flag'], cwd: '.', environment: ['THEME'] },
  abilities: { en: { inviter: { can: ['see'], cannot: [] }, invitee: { can: [], cannot: ['touch'] } } },
};
const record = {
  sessionId: STRANGE_IDS[0],
  remoteUser: { name: 'Ben Okafor', address: 'b@example' },
  application: ASK.id,
  component: ASK.component,
  flags: 1,
  resumeToken: 'r'.repeat(48),
  origin: 'https://application.example',
  state: 4,
  live: {
    inviter: true,
    stage: 'connected',
    registration,
    protocol: [1],
    invitationData: '',
    flow: {
      sent: 2,
      received: 1,
      acknowledged: 1,
      unacknowledged: [{ seq: 2, id: 2, data: 'sent' }],
      skipped: [3],
    },
    deliveries: [{ seq: 1, data: 'delivered' }],
    taken: 2,
  },
};

interface Case {
  readonly schema: z.ZodType;
  readonly sound: fc.Arbitrary<unknown>;
  /** UTF-16 units that an accepted value may have as JSON, as far as this test can tell it from a boundless one. */
  readonly units: number;
}

const CASES: Readonly<Record<string, Case>> = {
  InvitationMessage: {
    schema: InvitationMessage,
    sound: invitationMessage(STRANGE_IDS),
    units: LIMITS.contextDataBytes * 6 + 4_096,
  },
  Registration: { schema: Registration, sound: fc.constant(registration), units: 1024 * 1024 },
  LaunchedRecord: { schema: LaunchedRecord, sound: fc.constant(record), units: 4 * 1024 * 1024 },
};

/** Every key anywhere in a value. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return isFields(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]) : [];
}

/** Replaces each text of a value by a longer one, one at a time. */
function* stretched(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string') yield text + value;
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const other of stretched(inner, text)) {
        yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
      }
    }
  }
}

describe.each(Object.entries(CASES))('%s', (_name, { schema, sound, units }) => {
  it('takes what is sound', () => {
    fc.assert(
      fc.property(sound, value => schema.safeParse(value).success),
      { numRuns: 200 },
    );
  });

  it('answers anything, and takes no more than its bounds and its own keys', async () => {
    using outOfBand = new OutOfBand();
    const known = new Set(fc.sample(sound, 200).flatMap(keysOf));
    const language = /^[a-z]{2}$/;
    fc.assert(
      fc.property(fc.oneof(json, cloneable, spoilt(sound), spoilt(spoilt(sound))), value => {
        const checked = schema.safeParse(value);
        if (!checked.success) {
          expect(checked.error.issues.length).toBeGreaterThan(0);
          return;
        }
        expect(
          keysOf(checked.data).filter(key => !known.has(key) && !language.test(key) && !DEFAULTS.has(key)),
        ).toEqual([]);
        expect(JSON.stringify(checked.data).length).toBeLessThanOrEqual(units);
        // What was taken is taken again: a page that is loaded again reads what it has written.
        const written: unknown = JSON.parse(JSON.stringify(checked.data));
        expect(schema.safeParse(written).data).toEqual(written);
      }),
      { numRuns: 2_000 },
    );
    await outOfBand.check();
  });

  it('refuses a text of millions of characters at once, wherever it stands', () => {
    // One of every type, should there be types.
    const examples = new Map(
      fc.sample(sound, 300).map(value => [isFields(value) ? value['type'] : '', value]),
    );
    for (const text of ['x', '\u0001', 'ä', '\uD800'].map(unit => unit.repeat(2 * 1024 * 1024))) {
      for (const long of [...examples.values()].flatMap(value => [...stretched(value, text)])) {
        const start = performance.now();
        expect(schema.safeParse(long).success).toBe(false);
        expect(performance.now() - start).toBeLessThan(2_000);
      }
    }
  });
});

/** Keys of other kinds of launch, and of what is filled in. */
const DEFAULTS = new Set([
  'placement',
  'width',
  'height',
  'sandbox',
  'permissions',
  'module',
  'url',
  'data',
  'live',
]);
