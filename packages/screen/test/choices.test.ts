/** What is decided without a clock: how to send, what is owed, how much may be under way, which path. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUSY_FPS,
  BUSY_MS,
  CALM_FPS,
  captureRate,
  choosePath,
  countTiles,
  Debt,
  decide,
  emptyTileMap,
  hasRoom,
  hasRoomToSharpen,
  initialPathState,
  isWorthSetting,
  LinkMeter,
  type Load,
  layoutOf,
  type PathSample,
  type PathState,
  type Situation,
  STILL_MS,
  TILES_PER_TURN,
  TileBudget,
  videoBitRate,
  windowBytes,
} from '../src/index.ts';

describe('how a change is sent', () => {
  const situation = (change: Partial<Situation> = {}): Situation => ({
    total: 2_040,
    parts: [{ tiles: 2, bytes: 700 }],
    scrolled: false,
    bytesPerMs: 4_000,
    tileBudget: 400_000,
    video: true,
    ...change,
  });
  const large = { tiles: 900, bytes: 500_000 };

  it('nothing changed: nothing; a key: tiles; a scroll alone: a scroll', () => {
    expect(decide(situation({ parts: [] }))).toEqual({ kind: 'nothing' });
    expect(decide(situation())).toEqual({ kind: 'tiles', scroll: false });
    expect(decide(situation({ parts: [], scrolled: true }))).toEqual({ kind: 'tiles', scroll: true });
  });

  it('a large change is video, and a key beside it goes ahead as tiles', () => {
    expect(decide(situation({ parts: [large] }))).toMatchObject({
      kind: 'video',
      tileParts: [],
      videoParts: [0],
    });
    expect(decide(situation({ parts: [{ tiles: 2, bytes: 700 }, large], scrolled: true }))).toEqual({
      kind: 'video',
      scroll: true,
      tileParts: [0],
      videoParts: [1],
    });
  });

  it('without a video coder everything is tiles', () => {
    expect(decide(situation({ parts: [large], video: false }))).toEqual({ kind: 'tiles', scroll: false });
  });

  it('a small film becomes video when the budget is used up, and a slow link makes it so earlier; a key never does', () => {
    const film = { tiles: 100, bytes: 60_000 };
    expect(decide(situation({ parts: [film] })).kind).toBe('tiles');
    expect(decide(situation({ parts: [film], tileBudget: 10_000 })).kind).toBe('video');
    expect(decide(situation({ parts: [film], bytesPerMs: 250 })).kind).toBe('video');
    expect(decide(situation({ tileBudget: 0, bytesPerMs: 250 })).kind).toBe('tiles');
  });

  it('INVARIANT: every part goes exactly one way', () => {
    const part = fc.record({ tiles: fc.integer({ min: 1, max: 500 }), bytes: fc.nat(300_000) });
    fc.assert(
      fc.property(
        fc.record({
          total: fc.integer({ min: 1, max: 4_000 }),
          parts: fc.array(part, { maxLength: 12 }),
          scrolled: fc.boolean(),
          bytesPerMs: fc.integer({ min: 1, max: 50_000 }),
          tileBudget: fc.nat(400_000),
          video: fc.boolean(),
        }),
        input => {
          const decision = decide(input);
          expect(decision.kind === 'nothing').toBe(input.parts.length === 0 && !input.scrolled);
          if (decision.kind !== 'video') return;
          expect(input.video).toBe(true);
          expect(decision.videoParts.length).toBeGreaterThan(0);
          const all = [...decision.tileParts, ...decision.videoParts].toSorted((a, b) => a - b);
          expect(all).toEqual([...input.parts.keys()]);
        },
      ),
    );
  });
});

describe('what is owed', () => {
  const layout = layoutOf(20 * 32, 20 * 32);
  const box = { x: 0, y: 0, width: 128, height: 128 };

  it('is due when it has been still, a bounded number of tiles at a time, and settled by whole tiles alone', () => {
    const debt = new Debt(layout);
    const all = emptyTileMap(layout).fill(1);
    debt.changed(all, 1_000);
    debt.painted({ x: 0, y: 0, width: 640, height: 640 });
    expect([debt.count, debt.nextDueAt()]).toEqual([400, 1_000 + STILL_MS]);
    expect(countTiles(debt.due(1_000 + STILL_MS - 1))).toBe(0);
    expect(countTiles(debt.due(1_000 + STILL_MS))).toBe(TILES_PER_TURN);
    debt.repainted({ x: 0, y: 0, width: 640, height: 40 });
    expect(debt.count).toBe(380);
    debt.repainted({ x: 0, y: 0, width: 640, height: 640 });
    expect([debt.count, debt.nextDueAt()]).toEqual([0, undefined]);
  });

  it('does not wait for a film elsewhere', () => {
    const debt = new Debt(layout);
    const film = emptyTileMap(layout);
    film[0] = 1;
    debt.painted(box);
    debt.changed(film, 5_000);
    expect(countTiles(debt.due(5_001))).toBe(15);
  });

  it('moves with a scroll: an exact part stays owed only where something soft came in', () => {
    const debt = new Debt(layout);
    debt.painted({ x: 64, y: 64, width: 32, height: 32 });
    debt.moved({ x: 0, y: 0, width: 640, height: 592 }, 0, -48);
    // The soft tile came to lie across two; where it was, exact pixels came in.
    const owed = Array.from({ length: 400 }, (_, at) => at).filter(at => debt.isOwed(at));
    expect(owed).toEqual([2, 22]);
  });
});

describe('how much may be under way', () => {
  const load = (change: Partial<Load> = {}): Load => ({
    bufferedBytes: 0,
    bytesUnderWay: 0,
    framesUnderWay: 0,
    bytesPerMs: 1_250,
    shortestRoundTripMs: 20,
    ...change,
  });

  it('stops at 250 KB in the channel, at the window, and far below the expert’s limit of frames', () => {
    expect(hasRoom(load())).toBe(true);
    expect(hasRoom(load({ bufferedBytes: 250_001 }))).toBe(false);
    expect(hasRoom(load({ bytesUnderWay: 150_001 }))).toBe(false);
    expect(hasRoom(load({ framesUnderWay: 32 }))).toBe(false);
    expect(hasRoomToSharpen(load({ bufferedBytes: 40_000 }))).toBe(false);
    expect(windowBytes({ bytesPerMs: 1, shortestRoundTripMs: undefined })).toBe(64_000);
  });

  it('is learnt from receipts: the rate, the round trip, and that unknown receipts say nothing', () => {
    const meter = new LinkMeter();
    meter.sent(1, 500, 0);
    expect(meter.receipted(1, 5, 25)).toBe(true);
    expect([meter.roundTripMs, meter.bytesPerMs]).toEqual([20, 4_000]);
    meter.sent(2, 100_000, 100);
    expect(meter.receipted(7, 0, 150)).toBe(false);
    expect([meter.bytesUnderWay, meter.framesUnderWay, meter.waitingSince]).toEqual([100_000, 1, 100]);
    meter.receipted(2, 0, 220);
    expect(meter.bytesPerMs).toBeGreaterThan(900);
    expect(meter.bytesPerMs).toBeLessThan(1_100);
    expect([meter.bytesUnderWay, meter.waitingSince]).toEqual([0, undefined]);
  });

  it('of tiles fills with time and with a share of the link', () => {
    const budget = new TileBudget();
    expect(budget.left(0, 10_000)).toBe(400_000);
    budget.spend(1_000_000);
    expect(budget.left(0, 10_000)).toBe(0);
    expect(budget.left(100, 10_000)).toBe(50_000);
    expect(budget.left(200, 300)).toBe(60_000);
    expect(budget.left(1_000_000, 10_000)).toBe(400_000);
  });

  it('and the bit rate of video follows the link within its bounds', () => {
    expect(videoBitRate(1920 * 1080, 10_000)).toBe(6_220_800);
    expect(videoBitRate(1920 * 1080, 250)).toBe(1_200_000);
    expect(videoBitRate(100, 250)).toBe(300_000);
    expect([isWorthSetting(1_000, 1_200), isWorthSetting(1_000, 1_400), isWorthSetting(1_000, 700)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('the screen is captured often for a second and a half after a sign of life', () => {
    expect(captureRate(0, undefined)).toBe(CALM_FPS);
    expect(captureRate(BUSY_MS - 1, 0)).toBe(BUSY_FPS);
    expect(captureRate(BUSY_MS, 0)).toBe(CALM_FPS);
  });
});

describe('which path', () => {
  const good: PathSample = { capable: true, wish: 'auto', loss: 0, roundTripMs: 20, waitingMs: 0 };
  const follow = (samples: readonly (readonly [number, Partial<PathSample>])[]): PathState =>
    samples.reduce<PathState>(
      (state, [now, change]) => choosePath(state, { ...good, ...change }, now),
      initialPathState,
    );

  it('tiles where both can, the track where one cannot, and what the person asks for', () => {
    expect(follow([[0, {}]])).toMatchObject({ path: 'tiles', reason: 'good' });
    expect(follow([[0, { capable: false, wish: 'tiles' }]])).toMatchObject({
      path: 'track',
      reason: 'capability',
    });
    expect(follow([[0, { wish: 'track' }]])).toMatchObject({ path: 'track', reason: 'wish' });
    expect(follow([[0, { wish: 'tiles', loss: 0.5 }]])).toMatchObject({ path: 'tiles', reason: 'wish' });
  });

  it('leaves the tiles after four seconds of loss, not after one, and at once when the channel stands', () => {
    const loss = { loss: 0.1 };
    expect(
      follow([
        [0, {}],
        [1_000, loss],
        [4_900, loss],
      ]),
    ).toMatchObject({ path: 'tiles' });
    expect(
      follow([
        [0, {}],
        [1_000, loss],
        [5_000, loss],
      ]),
    ).toMatchObject({ path: 'track', reason: 'loss' });
    expect(
      follow([
        [0, {}],
        [1_000, loss],
        [3_000, {}],
        [6_000, loss],
      ]),
    ).toMatchObject({ path: 'tiles' });
    expect(
      follow([
        [0, {}],
        [1_000, { waitingMs: 3_000 }],
      ]),
    ).toMatchObject({ path: 'track', reason: 'stalled' });
    expect(
      follow([
        [0, {}],
        [0, { roundTripMs: 600 }],
        [4_000, { roundTripMs: 600 }],
      ]),
    ).toMatchObject({
      path: 'track',
      reason: 'round-trip',
    });
  });

  it('comes back after fifteen good seconds, and between the two thresholds stays where it is', () => {
    const gone = [
      [0, {}],
      [1, { loss: 0.1 }],
      [4_001, { loss: 0.1 }],
    ] as const;
    expect(follow([...gone, [10_000, {}], [24_999, {}]])).toMatchObject({ path: 'track' });
    expect(follow([...gone, [10_000, {}], [25_000, {}]])).toMatchObject({ path: 'tiles' });
    expect(follow([...gone, [10_000, { loss: 0.03 }], [90_000, { loss: 0.03 }]])).toMatchObject({
      path: 'track',
    });
    const state = follow(gone);
    expect(choosePath(state, { ...good, loss: 0.1 }, 5_000)).toBe(state);
  });
});
