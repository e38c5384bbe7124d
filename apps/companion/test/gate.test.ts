import type { InputEvent } from '@rendezvous/assist';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GateInput, type GateState, initialGateState, nextGateDeadline, stepGate } from '../src/gate.ts';
import { LIMITS } from '../src/limits.ts';

const event: InputEvent = { type: 'move', x: 0, y: 0 };
const START = 1_000;

type Move = (nowMs: number) => GateInput;
const moves: fc.Arbitrary<{ ms: number; move: Move }> = fc.record({
  ms: fc.oneof(fc.nat(50), fc.nat(2_000), fc.nat(20 * 60_000)),
  move: fc
    .oneof(
      fc.record({
        type: fc.constant('ask' as const),
        minutes: fc.double({ min: 0.001, max: 15, noNaN: true }),
      }),
      fc.boolean().map(yes => (nowMs: number) => ({ type: 'answer' as const, yes, nowMs })),
      fc.constant((nowMs: number) => ({ type: 'answer' as const, yes: true, nowMs })),
      fc
        .double({ min: 0.001, max: 15, noNaN: true })
        .map(minutes => (nowMs: number) => ({ type: 'renew' as const, minutes, nowMs })),
      fc.record({
        type: fc.constant('disarm' as const),
        reason: fc.constantFrom('panic' as const, 'page' as const, 'closed' as const),
      }),
      fc.record({ type: fc.constant('suspend' as const), on: fc.boolean() }),
      fc.constant((nowMs: number) => ({ type: 'hand' as const, nowMs })),
      fc.constant((nowMs: number) => ({ type: 'timer' as const, nowMs })),
      fc.constant((nowMs: number) => ({ type: 'event' as const, event, nowMs })),
    )
    .map(made => (typeof made === 'function' ? made : () => made)),
});

interface Seen {
  readonly before: GateState;
  readonly input: GateInput;
  readonly nowMs: number;
  readonly after: GateState;
  readonly outputs: readonly { readonly type: string }[];
}

function play(list: readonly { ms: number; move: Move }[]): Seen[] {
  let state = initialGateState;
  let nowMs = START;
  return list.map(({ ms, move }) => {
    nowMs += ms;
    const before = state;
    const input = move(nowMs);
    const [after, outputs] = stepGate(state, input);
    state = after;
    return { before, input, nowMs, after, outputs };
  });
}

const sequences = fc.array(moves, { maxLength: 60 });
const holds = (check: (seen: Seen, history: readonly Seen[]) => void): void =>
  fc.assert(
    fc.property(sequences, list => {
      const history = play(list);
      history.forEach((seen, index) => check(seen, history.slice(0, index + 1)));
    }),
    { numRuns: 1_000 },
  );

describe('the gate', () => {
  it('passes an event only while armed, in time, with no question open and no hand at work', () => {
    let passed = 0;
    holds(({ before, nowMs, outputs }) => {
      if (!outputs.some(({ type }) => type === 'inject')) return;
      passed++;
      expect(before.name).toBe('armed');
      if (before.name !== 'armed') return;
      expect(nowMs).toBeLessThan(before.untilMs);
      expect(before.suspended).toBe(false);
      expect(nowMs).toBeGreaterThanOrEqual(before.handUntilMs);
    });
    expect(passed).toBeGreaterThan(0);
  });

  it('is armed only by a yes to a question that stands', () => {
    holds(({ before, input, after }) => {
      if (before.name === 'armed' || after.name !== 'armed') return;
      expect(before.name).toBe('asking');
      expect(input).toMatchObject({ type: 'answer', yes: true });
    });
  });

  it('never stays open longer than fifteen minutes from the last yes or renewal', () => {
    holds(({ after, nowMs }) => {
      if (after.name === 'armed') expect(after.untilMs - nowMs).toBeLessThanOrEqual(LIMITS.grantMs);
    });
  });

  it('releases before it says anything whenever it shuts, rests or is suspended', () => {
    holds(({ before, after, outputs }) => {
      const open = (state: GateState): boolean => state.name === 'armed' && !state.suspended;
      const shut = open(before) && !open(after);
      const rested =
        after.name === 'armed' && before.name === 'armed' && after.handUntilMs > before.handUntilMs;
      if (shut || rested) expect(outputs[0]).toEqual({ type: 'release' });
    });
  });

  it('shuts by itself at the deadline that it names', () => {
    const [asking] = stepGate(initialGateState, { type: 'ask', minutes: 1 });
    const [armed] = stepGate(asking, { type: 'answer', yes: true, nowMs: START });
    expect(nextGateDeadline(armed)).toBe(START + 60_000);
    const [after, outputs] = stepGate(armed, { type: 'timer', nowMs: START + 60_000 });
    expect(after.name).toBe('disarmed');
    expect(outputs).toEqual([
      { type: 'release' },
      { type: 'send', message: { type: 'disarmed', reason: 'timeout' } },
    ]);
  });

  it('keeps a question of the page in mind that was opened before the yes', () => {
    const [asking] = stepGate(initialGateState, { type: 'ask', minutes: 1 });
    const [suspended] = stepGate(asking, { type: 'suspend', on: true });
    const [armed] = stepGate(suspended, { type: 'answer', yes: true, nowMs: START });
    expect(stepGate(armed, { type: 'event', event, nowMs: START + 1 })[1]).toEqual([]);
  });
});
