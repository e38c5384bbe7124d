import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { MESSAGE_TYPE, PIECE } from '../src/index.ts';
import { type BothSides, frameOf, isEqual, joinBothSides } from './support/both-sides.ts';
import { SCREEN_ACTS, SyntheticScreen } from './support/synthetic-screen.ts';

let open: BothSides[] = [];
const join = (options?: Parameters<typeof joinBothSides>[0]): BothSides => {
  const sides = joinBothSides(options);
  open.push(sides);
  return sides;
};
afterEach(() => {
  for (const sides of open) sides.close();
  open = [];
});

const isExact = (sides: BothSides, screen: SyntheticScreen) => () =>
  sides.novice.stats.owedTiles === 0 && isEqual(sides.surface.picture, screen.picture);

describe('a picture from the novice to the expert', () => {
  it('INVARIANT: is exact, byte for byte, soon after the screen is still, whatever happened and whichever frames were left out', async () => {
    const totals = { nothing: 0, tiles: 0, video: 0, fresh: 0 };
    let scrolls = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer(),
          width: fc.integer({ min: 40, max: 700 }),
          height: fc.integer({ min: 40, max: 500 }),
          leavesOut: fc.constantFrom(0, 0, 3),
          maxMessage: fc.constantFrom(1_024, 16_384, 262_144),
          acts: fc.array(
            fc.record({
              act: fc.constantFrom(...SCREEN_ACTS, 'scroll', 'scroll'),
              times: fc.integer({ min: 1, max: 4 }),
              shown: fc.oneof(
                { weight: 5, arbitrary: fc.constant(true) },
                { weight: 1, arbitrary: fc.constant(false) },
              ),
              waits: fc.oneof(
                { weight: 5, arbitrary: fc.constant(true) },
                { weight: 1, arbitrary: fc.constant(false) },
              ),
              other: fc.oneof(
                { weight: 25, arbitrary: fc.constant('') },
                { weight: 3, arbitrary: fc.constantFrom('refresh', 'pause', 'resize') },
              ),
            }),
            { minLength: 1, maxLength: 25, size: 'max' },
          ),
        }),
        async ({ seed, width, height, leavesOut, maxMessage, acts }) => {
          const sides = join({ leavesOut, maxMessage });
          let screen = new SyntheticScreen(width, height, seed);
          sides.novice.show(frameOf(screen.picture));
          for (const { act, times, shown, waits, other } of acts) {
            if (other === 'resize') screen = new SyntheticScreen(height + times, width - times, seed + times);
            if (other === 'refresh') sides.expert.refresh();
            if (other === 'pause') sides.novice.pause();
            for (let time = 0; time < times; time += 1) if (time === 0 || act !== 'scroll') screen.act(act);
            const closed = { count: 0 };
            if (shown) sides.novice.show(frameOf(screen.picture, closed));
            if (shown && waits && other !== 'pause') await sides.until(() => closed.count > 0);
            if (other === 'pause') sides.novice.resume();
          }
          sides.novice.show(frameOf(screen.picture));
          await sides.until(isExact(sides, screen));
          expect(sides.problems).toEqual([]);
          expect(sides.failures).toEqual([]);
          const { turns } = sides.novice.stats;
          for (const kind of ['nothing', 'tiles', 'video', 'fresh'] as const) totals[kind] += turns[kind];
          scrolls += sides.sent.filter(
            piece => piece[0] === PIECE.WHOLE && piece[1] === MESSAGE_TYPE.SCROLL,
          ).length;
          sides.close();
          expect(sides.video.released).toBeLessThanOrEqual(sides.video.given);
        },
      ),
      { numRuns: 150 },
    );
    // The property says nothing unless every way was taken.
    console.log('turns', totals, 'scrolls', scrolls);
    for (const count of [totals.tiles, totals.video, totals.fresh, scrolls])
      expect(count).toBeGreaterThan(20);
  }, 120_000);

  it('is sent to nobody before the expert has said HELLO, and as a whole to one who says it late', async () => {
    const sides = join();
    const screen = new SyntheticScreen(320, 200, 1);
    sides.novice.show(frameOf(screen.picture));
    await sides.until(isExact(sides, screen));
    // HELLO (version 1, any size, no codecs) once more: a reloaded page.
    sides.novice.receive(new Uint8Array([0, 1, 1, 0, 0, 255, 255, 255, 255, 0]));
    await sides.until(() => sides.painted.filter(frame => frame === 1).length === 2);
    await sides.until(isExact(sides, screen));
    expect(sides.novice.stats.turns.fresh).toBe(2);
  });

  it('shows nothing while it is paused, sends nothing of that time, and comes back as a whole', async () => {
    const sides = join();
    const screen = new SyntheticScreen(320, 200, 2);
    sides.novice.show(frameOf(screen.picture));
    await sides.until(isExact(sides, screen));
    sides.novice.pause();
    await sides.until(() => sides.surface.picture === undefined);
    const sent = sides.sent.length;
    screen.page();
    sides.novice.show(frameOf(screen.picture));
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(sides.sent.length).toBe(sent);
    sides.novice.resume();
    await sides.until(isExact(sides, screen));
    expect(sides.problems).toEqual([]);
  });

  it('goes as tiles alone to an expert that cannot decode video, and is exact at once', async () => {
    const sides = join({ codecs: [] });
    const screen = new SyntheticScreen(400, 300, 3);
    for (let step = 0; step < 6; step += 1) {
      screen.act('film');
      sides.novice.show(frameOf(screen.picture));
      await sides.until(isExact(sides, screen));
    }
    expect([sides.novice.stats.turns.video, sides.video.given]).toEqual([0, 0]);
  });

  it('closes every frame it was given, taken or not, and asks for a fast capture while something happens', async () => {
    const sides = join();
    const closed = { count: 0 };
    const screen = new SyntheticScreen(200, 200, 4);
    for (let step = 0; step < 10; step += 1) {
      screen.act('type');
      sides.novice.show(frameOf(screen.picture, closed));
    }
    await sides.until(isExact(sides, screen));
    await sides.until(() => closed.count === 10 && sides.rates.at(-1) === 10);
    expect(sides.rates.slice(0, 2)).toEqual([10, 60]);
    sides.novice.close();
    sides.novice.show(frameOf(screen.picture, closed));
    expect(closed.count).toBe(11);
  });

  it('that is too large for the expert ends in words, and nothing is sent', async () => {
    const sides = join({ maxPixels: 1_000 });
    sides.novice.show(frameOf(new SyntheticScreen(200, 200, 5).picture));
    await sides.until(() => sides.failures.length > 0);
    expect(sides.failures[0]?.code).toBe('size');
    expect(sides.surface.picture).toBeUndefined();
  });
});
