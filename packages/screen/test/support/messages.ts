/** Every message within its limits. */
import fc from 'fast-check';
import type { ExpertMessage, NoviceMessage, Rectangle } from '../../src/index.ts';

const u16 = fc.nat(65_535);
const u32 = fc.nat(0xffff_ffff);
const frame = fc.integer({ min: 1, max: 0xffff_ffff });
const last = fc.boolean();
const data = fc.uint8Array({ minLength: 1, maxLength: 40 }).map(bytes => new Uint8Array(bytes));
const even = (most: number) => fc.nat(most / 2).map(half => half * 2);
const side = fc.integer({ min: 1, max: 300 });
const rectangle: fc.Arbitrary<Rectangle> = fc.record({
  x: even(8_000),
  y: even(8_000),
  width: side,
  height: side,
});
const rectangles = fc.array(rectangle, { minLength: 1, maxLength: 7 });
const shift = fc.integer({ min: -4_000, max: 4_000 }).map(half => half * 2);
const colour = fc.record({
  primaries: fc.constantFrom('', 'bt709', 'smpte170m'),
  transfer: fc.constantFrom('', 'bt709', 'iec61966-2-1'),
  matrix: fc.constantFrom('', 'rgb', 'bt2020-ncl'),
  fullRange: fc.boolean(),
});
const codec = fc.constantFrom('avc1.42e028', 'vp8', 'vp09.00.41.08', 'av01.0.08M.08');
const hello = fc.record({
  type: fc.constant('hello'),
  version: fc.integer({ min: 1, max: 65_535 }),
  answer: fc.boolean(),
  codecs: fc.array(codec, { maxLength: 16 }),
  maxPixels: u32,
});

export const noviceMessage = fc.oneof(
  hello,
  fc.record({
    type: fc.constant('config'),
    generation: u32,
    width: fc.integer({ min: 1, max: 4_000 }),
    height: fc.integer({ min: 1, max: 4_000 }),
    scale: fc.integer({ min: 1, max: 16_000 }),
    colour,
  }),
  fc.record({ type: fc.constant('tiles'), frame, last, rectangles, data }),
  fc
    .record({ type: fc.constant('scroll'), frame, last, rectangle, dx: shift, dy: shift })
    .filter(({ dx, dy }) => dx !== 0 || dy !== 0),
  fc.record({
    type: fc.constant('video'),
    frame,
    last,
    codec: fc.option(codec, { nil: undefined }),
    boxes: rectangles,
    data,
  }),
  fc.record({ type: fc.constant('end'), frame }),
  fc.record({
    type: fc.constant('cursor'),
    visible: fc.boolean(),
    x: fc.integer({ min: -32_768, max: 32_767 }),
    y: fc.integer({ min: -32_768, max: 32_767 }),
  }),
  fc.record({
    type: fc.constant('cursor-shape'),
    width: fc.integer({ min: 32, max: 256 }),
    height: fc.integer({ min: 32, max: 256 }),
    hotX: fc.nat(31),
    hotY: fc.nat(31),
    data,
  }),
  fc.record({ type: fc.constant('blank') }),
) as fc.Arbitrary<NoviceMessage>;

export const expertMessage = fc.oneof(
  hello,
  fc.record({ type: fc.constant('refresh'), reason: fc.constantFrom('start', 'error', 'video', 'wish') }),
  fc.record({ type: fc.constant('receipt'), generation: u32, frame, spentMs: u16 }),
) as fc.Arbitrary<ExpertMessage>;
