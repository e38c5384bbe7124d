/**
 * What the loops of `packages/screen` cost at 1080p, and how near the estimate of a tile's weight comes.
 * `node bench/picture-detect.ts`
 */
import {
  boundingBox,
  boxRectangle,
  countTiles,
  deflate,
  emptyTileMap,
  estimateTileBytes,
  findChangedTiles,
  findParts,
  findScroll,
  I420Picture,
  inflate,
  mergeTiles,
  shrink,
} from '../packages/screen/src/index.ts';
import { SyntheticScreen } from '../packages/screen/test/support/synthetic-screen.ts';
import { percentile } from './statistics.ts';

const WIDTH = 1920;
const HEIGHT = 1080;

async function measure(what: string, act: () => unknown, times = 60): Promise<void> {
  const spent: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await act();
    spent.push(performance.now() - began);
  }
  const [p50, p95] = [percentile(spent, 0.5), percentile(spent, 0.95)].map(value => value.toFixed(2));
  console.log(`${what.padEnd(58)} p50 ${p50} ms  p95 ${p95} ms`);
}

const copyOf = (picture: I420Picture): I420Picture => {
  const copy = new I420Picture(picture.layout.width, picture.layout.height);
  copy.bytes.set(picture.bytes);
  return copy;
};

const screen = new SyntheticScreen(WIDTH, HEIGHT, 1);
const map = emptyTileMap(screen.picture.layout);
const before = copyOf(screen.picture);
await measure('changed tiles, nothing changed', () => findChangedTiles(before, screen.picture, map));

screen.glyph(800, 480, 3);
await measure('changed tiles, one letter', () => findChangedTiles(before, screen.picture, map));
await measure('parts, rectangles and shrinking, one letter', () => {
  findChangedTiles(before, screen.picture, map);
  findParts(map, screen.picture.layout);
  return mergeTiles(map, screen.picture.layout).map(each => shrink(before, screen.picture, each));
});

before.bytes.set(screen.picture.bytes);
screen.scroll({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, -48);
await measure('changed tiles, full-screen scroll', () => findChangedTiles(before, screen.picture, map));
const box = boundingBox(map, screen.picture.layout);
const area = box && boxRectangle(box, screen.picture.layout);
if (area) {
  await measure('search for the scroll, full screen', () => findScroll(before, screen.picture, area));
  console.log('found', findScroll(before, screen.picture, area)?.dy);
  const moved = copyOf(before);
  await measure('moving the kept picture', () =>
    moved.move({ x: 0, y: 0, width: WIDTH, height: 1032 }, 0, -48),
  );
}
await measure('parts, full-screen scroll', () => findParts(map, screen.picture.layout));

before.bytes.set(screen.picture.bytes);
screen.film({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
await measure('changed tiles, everything is another', () => findChangedTiles(before, screen.picture, map));
if (area) await measure('search for a scroll in a film', () => findScroll(before, screen.picture, area));

async function weigh(what: string, weighed: SyntheticScreen, tiles: number): Promise<void> {
  const chosen = emptyTileMap(weighed.picture.layout);
  chosen.fill(1, 0, tiles);
  const raw = weighed.picture.cutAll(mergeTiles(chosen, weighed.picture.layout));
  const deflated = await deflate(raw);
  const estimate = estimateTileBytes(weighed.picture, chosen);
  console.log(
    `${what}: ${countTiles(chosen)} tiles, ${raw.length} bytes, deflated ${deflated.length}, estimated ${estimate}`,
  );
  await measure('  deflate', () => deflate(raw), 10);
  await measure('  inflate', () => inflate(deflated, raw.length), 10);
  await measure('  estimate', () => estimateTileBytes(weighed.picture, chosen), 10);
}

const text = new SyntheticScreen(WIDTH, HEIGHT, 2);
await weigh('text', text, 4);
await weigh('text', text, 240);
await weigh('text', text, 2_040);
const flat = new SyntheticScreen(WIDTH, HEIGHT, 3);
flat.fill({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, 200, 120);
for (let line = 0; line < 60; line += 1) flat.act('line');
await weigh('drawing', flat, 2_040);
await weigh('film', screen, 240);
