import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GateConditions, InputGate, parseInputEvent } from '../src/control/input-gate.ts';
import { INPUT_LIMITS, type InputEvent } from '../src/index.ts';

const NOW = 1_000_000;
const OPEN: GateConditions = {
  inControl: true,
  questionOpen: false,
  screenShown: true,
  unstable: false,
  grantedUntilMs: NOW + 1000,
};

function gateWith(conditions: () => GateConditions, now: () => number = () => NOW) {
  const injected: InputEvent[] = [];
  const gate = new InputGate({ sink: { inject: event => injected.push(event) }, conditions, now });
  return { gate, injected };
}

const modifiers = fc.record({
  shift: fc.boolean(),
  control: fc.boolean(),
  alt: fc.boolean(),
  meta: fc.boolean(),
  altGraph: fc.boolean(),
});
const fraction = fc.double({ min: 0, max: 1, noNaN: true }).map(x => x + 0);
const event: fc.Arbitrary<InputEvent> = fc.oneof(
  fc.record({ type: fc.constant('move' as const), x: fraction, y: fraction }),
  fc.record({
    type: fc.constant('button' as const),
    x: fraction,
    y: fraction,
    button: fc.integer({ min: 0, max: 4 }),
    down: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('key' as const),
    code: fc.string({ maxLength: 32 }),
    key: fc.string({ maxLength: 32 }),
    down: fc.boolean(),
    repeat: fc.boolean(),
    modifiers,
  }),
  fc.constant({ type: 'release-all' as const }),
);

describe('the input gate', () => {
  it('lets an event through only while in control, with no question open, the screen shown, the link sound and the grant running', () => {
    const step = fc.oneof(
      fc.record({
        inControl: fc.boolean(),
        questionOpen: fc.boolean(),
        screenShown: fc.boolean(),
        unstable: fc.boolean(),
        grantedUntilMs: fc.integer({ min: NOW - 50, max: NOW + 50 }),
      }),
      fc.integer({ min: 0, max: 20 }),
      event,
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        let conditions: GateConditions = { ...OPEN, inControl: false };
        let nowMs = NOW;
        const { gate, injected } = gateWith(
          () => conditions,
          () => nowMs,
        );
        for (const taken of steps) {
          if (typeof taken === 'number') nowMs += taken;
          else if ('inControl' in taken) conditions = taken;
          else {
            const before = injected.length;
            const verdict = gate.pass(JSON.stringify(taken));
            const may =
              conditions.inControl &&
              !conditions.questionOpen &&
              conditions.screenShown &&
              !conditions.unstable &&
              nowMs < conditions.grantedUntilMs;
            expect(verdict).toBe(may ? 'passed' : 'closed');
            expect(injected.slice(before)).toEqual(may ? [taken] : []);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets no text through that is not an input event, and never throws', () => {
    const { gate, injected } = gateWith(
      () => OPEN,
      () => Date.now(),
    );
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          type: fc.constantFrom('move', 'key', 'text', 'exec'),
          x: fc.anything(),
          text: fc.anything(),
        })
        .map(value =>
          JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)),
        ),
    );
    fc.assert(
      fc.property(hostile, text => {
        const before = injected.length;
        if (gate.pass(text) !== 'passed') expect(injected).toHaveLength(before);
        else expect(parseInputEvent(text)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['beyond the picture', { type: 'move', x: 1.01, y: 0 }],
    ['an unknown button', { type: 'button', x: 0, y: 0, button: 5, down: true }],
    ['control characters as text', { type: 'text', text: 'rm -rf\u0003' }],
    ['a carriage return as text', { type: 'text', text: 'a\r' }],
    ['no text', { type: 'text', text: '' }],
    ['too much text', { type: 'text', text: 'x'.repeat(1001) }],
    ['an unknown type', { type: 'run', command: 'calc' }],
  ])('refuses %s', (_, value) => {
    const { gate, injected } = gateWith(() => OPEN);
    expect(gate.pass(JSON.stringify(value))).toBe('malformed');
    expect(injected).toEqual([]);
    expect(gate.dropped).toBe(1);
  });

  it('drops what comes faster than a hand can work, and then releases everything before it goes on', () => {
    let nowMs = NOW;
    const { gate, injected } = gateWith(
      () => ({ ...OPEN, grantedUntilMs: NOW + 100_000 }),
      () => nowMs,
    );
    const text = JSON.stringify({ type: 'move', x: 0, y: 0 });
    for (let i = 0; i < INPUT_LIMITS.burst + 10; i += 1) gate.pass(text);
    expect(injected).toHaveLength(INPUT_LIMITS.burst);
    expect(gate.dropped).toBe(10);
    nowMs += 1000;
    expect(gate.pass(text)).toBe('passed');
    expect(injected.slice(INPUT_LIMITS.burst)).toEqual([
      { type: 'release-all' },
      { type: 'move', x: 0, y: 0 },
    ]);
  });

  it('refuses a text beyond its bound unread', () => {
    const { gate } = gateWith(() => OPEN);
    const padded = `${JSON.stringify({ type: 'release-all' })}${' '.repeat(INPUT_LIMITS.messageBytes)}`;
    expect(gate.pass(padded)).toBe('malformed');
  });
});
