/** An expert whose novice is broken or hostile: it ends in words and a fresh picture, or in words and the end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deflate,
  ExpertPicture,
  encodeMessage,
  type I420Picture,
  KeptSurface,
  LIMITS,
  type NoviceMessage,
  type PictureError,
  splitIntoPieces,
} from '../src/index.ts';
import { COLOUR, frameOf, isEqual, joinBothSides, LossyVideo } from './support/both-sides.ts';
import { noviceMessage } from './support/messages.ts';
import { SyntheticScreen } from './support/synthetic-screen.ts';

const CONFIG = {
  type: 'config',
  generation: 1,
  width: 64,
  height: 48,
  scale: 1_000,
  colour: COLOUR,
} as const;
const WHOLE = { x: 0, y: 0, width: 64, height: 48 };
/** Waits for the condition, for two seconds at most. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true');
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}

function stand() {
  const problems: PictureError[] = [];
  const failures: PictureError[] = [];
  const sent: Uint8Array[] = [];
  const painted: number[] = [];
  const video = new LossyVideo();
  const surface = new KeptSurface<I420Picture>(decoded => decoded);
  const expert = new ExpertPicture({
    channel: { bufferedAmount: 0, maxMessage: 65_536, send: piece => void sent.push(piece) },
    surface,
    video,
    codecs: ['vp8'],
    events: {
      problem: error => void problems.push(error),
      failed: error => void failures.push(error),
      painted: ({ frame }) => void painted.push(frame),
    },
  });
  const say = (...messages: readonly NoviceMessage[]): void => {
    for (const message of messages)
      for (const piece of splitIntoPieces(encodeMessage(message), 65_536)) expert.receive(piece);
  };
  /** How many fresh pictures were asked for. */
  const asked = () => sent.filter(piece => piece[1] === 16).length;
  return { expert, surface, video, problems, failures, painted, sent, say, asked };
}

const tiles = async (frame: number, rectangle = WHOLE, bytes = 64 * 48 * 1.5): Promise<NoviceMessage> => ({
  type: 'tiles',
  frame,
  last: true,
  rectangles: [rectangle],
  data: await deflate(new Uint8Array(bytes).fill(9)),
});

describe('an expert with a broken novice', () => {
  it('INVARIANT: takes any messages in any order without a throw, asks at most once a picture, and ends or can show a picture', async () => {
    const near = fc.oneof(
      { weight: 3, arbitrary: noviceMessage },
      { weight: 4, arbitrary: fc.nat(60).map(generation => ({ ...CONFIG, generation })) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.uint8Array({ minLength: 1, maxLength: 20 }))
          .map(([frame, last, data]) => ({
            type: 'tiles' as const,
            frame,
            last,
            rectangles: [WHOLE],
            data: new Uint8Array(data),
          })),
      },
      {
        weight: 2,
        arbitrary: fc.integer({ min: 1, max: 3 }).map(frame => ({
          type: 'video' as const,
          frame,
          last: true,
          codec: 'vp8',
          boxes: [WHOLE],
          data: new Uint8Array([1, 0, 0, 0]),
        })),
      },
    ) as fc.Arbitrary<NoviceMessage>;
    const piece = fc.oneof(
      { weight: 6, arbitrary: near.map(message => splitIntoPieces(encodeMessage(message), 65_536)[0]) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map(bytes => new Uint8Array(bytes)) },
    );
    let messages = 0;
    let mended = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 5, maxLength: 12, size: 'max' }), async pieces => {
        const { expert, say, failures, asked, surface, problems } = stand();
        let configs = 1;
        for (const bytes of pieces) {
          if (!bytes) continue;
          if (bytes[1] === 2) configs += 1;
          expert.receive(bytes);
          messages += 1;
        }
        await new Promise(resolve => setImmediate(resolve));
        expect(asked()).toBeLessThanOrEqual(configs);
        // One more for a cursor that cannot be drawn.
        expect(problems.length).toBeLessThanOrEqual(configs + 1);
        runs += 1;
        if (failures.length === 0 && runs % 20 === 0) {
          say({ ...CONFIG, generation: 0xffff_ffff }, await tiles(1));
          await until(() => surface.picture?.bytes[0] === 9);
          mended += 1;
        }
        expert.close();
      }),
      { numRuns: 2_500 },
    );
    expect(messages).toBeGreaterThan(20_000);
    expect(mended).toBeGreaterThan(20);
  }, 120_000);

  it('asks for a fresh picture for each kind of contradiction, and shows the one that comes', async () => {
    const outside = { x: 60, y: 0, width: 8, height: 8 };
    const video = {
      type: 'video',
      frame: 1,
      last: true,
      boxes: [WHOLE],
      data: new Uint8Array([7, 0, 0, 0]),
    } as const;
    const first = await tiles(1);
    const cases: readonly (readonly [string, readonly NoviceMessage[]])[] = [
      ['out-of-order', [await tiles(2)]],
      ['out-of-order', [first, first]],
      ['out-of-order', [await tiles(1, outside, 96)]],
      [
        'out-of-order',
        [{ type: 'scroll', frame: 1, last: true, rectangle: { ...WHOLE, height: 40 }, dx: 0, dy: 2 }],
      ],
      ['out-of-order', [{ ...video, codec: undefined }]],
      ['out-of-order', [CONFIG]],
      ['video', [{ ...video, codec: 'vp8' }]],
      ['damaged', [await tiles(1, WHOLE, 10)]],
      ['damaged', [await tiles(1, WHOLE, 100_000)]],
    ];
    for (const [code, messages] of cases) {
      const { say, problems, asked, surface, expert } = stand();
      say(CONFIG, ...messages);
      await until(() => problems.length > 0);
      expect([code, problems.map(each => each.code), asked()]).toEqual([code, [code], 1]);
      say({ ...CONFIG, generation: 2 }, first);
      await until(() => surface.picture?.bytes[63] === 9);
      expert.close();
    }
  });

  it('holds a bounded number of frames and bytes', async () => {
    const { say, problems, expert } = stand();
    const empty = { type: 'scroll', last: true, rectangle: { ...WHOLE, height: 40 }, dx: 0, dy: -2 } as const;
    say(CONFIG);
    for (let frame = 1; frame <= LIMITS.framesUnderWay + 1; frame += 1) say({ ...empty, frame });
    expect(problems.map(each => each.code)).toEqual(['overrun']);
    expert.close();
    const other = stand();
    const data = new Uint8Array(LIMITS.messageBytes - 100);
    other.say(CONFIG);
    for (let frame = 1; frame <= 5; frame += 1)
      other.say({ type: 'video', frame, last: true, codec: 'vp8', boxes: [WHOLE], data });
    expect(other.problems.map(each => each.code)).toEqual(['overrun']);
    other.expert.close();
  });

  it('gives up in words when fresh pictures fail again and again, and is silent then', async () => {
    const { say, problems, failures, sent, expert } = stand();
    for (let generation = 1; generation <= 10; generation += 1) {
      const before = problems.length + failures.length;
      say({ ...CONFIG, generation }, await tiles(1, WHOLE, 10));
      await until(() => problems.length + failures.length > before || failures.length > 0);
    }
    expect(problems.length).toBe(LIMITS.failures - 1);
    expect(failures.map(each => each.code)).toEqual(['gave-up']);
    const count = sent.length;
    expert.refresh();
    expect(sent.length).toBe(count);
  });

  it('mends a picture whose pieces were damaged on the way', async () => {
    let pieces = 0;
    const sides = joinBothSides({
      damage(piece) {
        pieces += 1;
        if (pieces === 12) piece[1] = 77;
        return piece;
      },
    });
    const screen = new SyntheticScreen(320, 200, 6);
    for (let step = 0; step < 12; step += 1) {
      screen.act('type');
      const closed = { count: 0 };
      sides.novice.show(frameOf(screen.picture, closed));
      await sides.until(() => closed.count > 0);
    }
    await sides.until(() => sides.problems.length > 0);
    await sides.until(() => isEqual(sides.surface.picture, screen.picture));
    expect(sides.failures).toEqual([]);
    sides.close();
  });
});
