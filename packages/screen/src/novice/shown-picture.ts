/**
 * One picture (a size, a colour) from its CONFIG on: compares each frame with the last, decides, codes and sends.
 * INVARIANT: between two calls `#kept` is the last frame taken, and every tile in which the expert's picture will differ from
 * it, once all that was sent is painted, is owed.
 */

import { type Decision, decide } from '../decide/decide.ts';
import { findChangedTiles } from '../detect/changed-tiles.ts';
import { findParts, largestPart, type Parts, tilesOfParts } from '../detect/parts.ts';
import { mergeTiles } from '../detect/rectangles.ts';
import { shrink } from '../detect/shrink.ts';
import { estimateTileBytes } from '../detect/tile-cost.ts';
import { boundingBox, boxRectangle, countTiles, emptyTileMap, type TileMap } from '../detect/tile-map.ts';
import type { Layout } from '../i420/layout.ts';
import { I420Picture } from '../i420/picture.ts';
import { intersect, type Rectangle, rectangleBytes } from '../i420/rectangle.ts';
import { LIMITS } from '../limits.ts';
import type { TileBudget } from '../pace/tile-budget.ts';
import { videoBitRate } from '../pace/video-rate.ts';
import { findScroll, type Scroll } from '../scroll/find-scroll.ts';
import { Debt } from '../sharpen/debt.ts';
import { deflate } from '../wire/deflate.ts';
import type { ColourSpace } from '../wire/message.ts';
import type { PictureSender } from './picture-sender.ts';
import type { ScreenFrame } from './screen-frame.ts';
import type { VideoCoding } from './video-coding.ts';

export interface ShownPictureOptions {
  readonly width: number;
  readonly height: number;
  readonly colour: ColourSpace;
  readonly sender: PictureSender;
  /** `undefined`: tiles alone. */
  readonly video: VideoCoding | undefined;
  readonly budget: TileBudget;
  readonly now: () => number;
  /** Asked after every wait: a picture that is over sends nothing more. */
  readonly over: () => boolean;
}

/** Fewer changed tiles are not worth the search for a scroll. */
const SCROLL_TILES = 6;
/** For the search, changes up to two tiles apart belong together: blank lines of a text. */
const SCROLL_GAP = 2;
/** One part above this number is decided on as a whole: the rest would be noise anyway. */
const MOST_PARTS = 64;

export type TurnKind = Decision['kind'] | 'fresh';

export class ShownPicture {
  readonly #options: ShownPictureOptions;
  readonly #layout: Layout;
  #kept: I420Picture;
  #next: I420Picture;
  readonly #changed: TileMap;
  readonly debt: Debt;
  #fresh = true;

  constructor(options: ShownPictureOptions) {
    this.#options = options;
    this.#kept = new I420Picture(options.width, options.height);
    this.#next = new I420Picture(options.width, options.height);
    this.#layout = this.#kept.layout;
    this.#changed = emptyTileMap(this.#layout);
    this.debt = new Debt(this.#layout);
  }

  fits(frame: ScreenFrame): boolean {
    const { width, height, colour } = this.#options;
    return (
      frame.width === width &&
      frame.height === height &&
      frame.colour.primaries === colour.primaries &&
      frame.colour.transfer === colour.transfer &&
      frame.colour.matrix === colour.matrix &&
      frame.colour.fullRange === colour.fullRange
    );
  }

  /** Takes one frame and sends what is new in it. @throws PictureError `capture`, `channel` */
  async update(frame: ScreenFrame): Promise<TurnKind> {
    await frame.read(this.#next);
    if (this.#options.over()) return 'nothing';
    if (this.#fresh) {
      this.#changed.fill(1);
      await this.#send(undefined);
      this.#fresh = false;
      return 'fresh';
    }
    const count = findChangedTiles(this.#kept, this.#next, this.#changed);
    if (count === 0) return 'nothing';
    this.debt.changed(this.#changed, this.#options.now());
    const scroll = count < SCROLL_TILES ? undefined : this.#findScroll();
    if (scroll) {
      this.#kept.move(scroll.rectangle, scroll.dx, scroll.dy);
      this.debt.moved(scroll.rectangle, scroll.dx, scroll.dy);
      findChangedTiles(this.#kept, this.#next, this.#changed);
    }
    return this.#send(scroll);
  }

  /** The last frame once more, for a fresh picture of a screen that does not change; `undefined` before the first one. */
  again(): ScreenFrame | undefined {
    if (this.#fresh) return undefined;
    const { width, height, colour } = this.#options;
    const kept = this.#kept;
    return {
      width,
      height,
      colour,
      read: async picture => picture.bytes.set(kept.bytes),
      close: () => undefined,
    };
  }

  /** Repaints some of what is owed and still; gives how many tiles. @throws PictureError `channel` */
  async sharpen(): Promise<number> {
    const due = this.debt.due(this.#options.now());
    const count = countTiles(due);
    if (count > 0) await this.#sendTiles(mergeTiles(due, this.#layout), this.#kept);
    return count;
  }

  /** The scroll of all that changed, or of the largest part of it. */
  #findScroll(): Scroll | undefined {
    const whole = this.#scrollOf(this.#changed);
    if (whole) return whole;
    const parts = findParts(this.#changed, this.#layout, SCROLL_GAP);
    if (parts.sizes.length < 2) return undefined;
    return this.#scrollOf(tilesOfParts(parts, this.#layout, new Set([largestPart(parts)])));
  }

  #scrollOf(map: TileMap): Scroll | undefined {
    const box = boundingBox(map, this.#layout);
    const area = box && shrink(this.#kept, this.#next, boxRectangle(box, this.#layout));
    return area && findScroll(this.#kept, this.#next, area);
  }

  async #send(scroll: Scroll | undefined): Promise<TurnKind> {
    const { sender, budget, video, now } = this.#options;
    const { bytesPerMs } = sender.meter;
    const parts = this.#parts();
    const decision = decide({
      total: this.#changed.length,
      parts: parts.sizes.map((tiles, index) => ({ tiles, bytes: parts.bytes[index] ?? 0 })),
      scrolled: scroll !== undefined,
      bytesPerMs,
      tileBudget: budget.left(now(), bytesPerMs),
      video: video?.ready ?? false,
    });
    const picture = this.#next;
    if (decision.kind !== 'nothing') {
      this.#next = this.#kept;
      this.#kept = picture;
    }
    if (scroll && decision.kind !== 'nothing') sender.part({ type: 'scroll', ...scroll });
    if (decision.kind === 'tiles') {
      await this.#sendTiles(this.#tight(this.#changed), picture);
    } else if (decision.kind === 'video' && video) {
      const ahead = this.#select(parts, decision.tileParts);
      const filmed = this.#select(parts, decision.videoParts);
      const boxes = mergeTiles(filmed, this.#layout);
      // Owed before anything can fail: a picture that the coder leaves out is repainted when it is still.
      for (const box of boxes) this.debt.painted(box);
      if (countTiles(ahead) > 0) await this.#sendTiles(this.#tight(ahead), picture, scroll !== undefined);
      await this.#sendVideo(video, picture, boxes);
    }
    return decision.kind;
  }

  #parts(): Parts & { readonly bytes: readonly number[] } {
    const found = findParts(this.#changed, this.#layout);
    const parts =
      found.sizes.length <= MOST_PARTS
        ? found
        : { labels: Uint16Array.from(this.#changed), sizes: [countTiles(this.#changed)] };
    const bytes = parts.sizes.map((_, index) =>
      estimateTileBytes(this.#next, tilesOfParts(parts, this.#layout, new Set([index + 1]))),
    );
    return { ...parts, bytes };
  }

  #select(parts: Parts, indices: readonly number[]): TileMap {
    return tilesOfParts(parts, this.#layout, new Set(indices.map(index => index + 1)));
  }

  /** What differs between the two pictures within these tiles. `#next` is the older one here. */
  #tight(map: TileMap): Rectangle[] {
    const rectangles = mergeTiles(map, this.#layout);
    if (this.#fresh) return rectangles;
    return rectangles.flatMap(each => shrink(this.#next, this.#kept, each) ?? []);
  }

  /** One frame of tiles; `open`: more parts follow in it. */
  async #sendTiles(rectangles: readonly Rectangle[], picture: I420Picture, open = false): Promise<void> {
    const { sender, budget, over } = this.#options;
    const portions = inPortions(rectangles);
    let spent = 0;
    for (const [index, portion] of portions.entries()) {
      const data = await deflate(picture.cutAll(portion));
      if (over()) return;
      spent += data.length;
      const part = { type: 'tiles', rectangles: portion, data } as const;
      if (open || index < portions.length - 1) sender.part(part);
      else sender.finish(part);
      for (const rectangle of portion) this.debt.repainted(rectangle);
    }
    if (portions.length === 0 && !open) sender.finish();
    budget.spend(spent);
  }

  async #sendVideo(video: VideoCoding, picture: I420Picture, boxes: readonly Rectangle[]): Promise<void> {
    const { sender, over, colour, width, height } = this.#options;
    const bitRate = videoBitRate(width * height, sender.meter.bytesPerMs);
    const coded = await video.encode(picture, { colour, bitRate });
    if (over()) return;
    sender.finish(coded && { type: 'video', boxes, ...coded });
  }
}

/** Messages below the limit, and small enough that one is inflated while the next is deflated. */
function inPortions(rectangles: readonly Rectangle[]): Rectangle[][] {
  const portions: Rectangle[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const rectangle of rectangles.flatMap(inStripes)) {
    const size = rectangleBytes(rectangle);
    const portion = portions.at(-1);
    if (portion && bytes + size <= LIMITS.tilesRawBytes && portion.length < LIMITS.rectangles) {
      portion.push(rectangle);
      bytes += size;
    } else {
      portions.push([rectangle]);
      bytes = size;
    }
  }
  return portions;
}

/** A rectangle larger than one message, cut into stripes that are not. */
function inStripes(rectangle: Rectangle): Rectangle[] {
  if (rectangleBytes(rectangle) <= LIMITS.tilesRawBytes) return [rectangle];
  const height = Math.max(2, Math.floor(LIMITS.tilesRawBytes / (rectangle.width * 2) / 32) * 32);
  return Array.from({ length: Math.ceil(rectangle.height / height) }, (_, index) => {
    const stripe = { ...rectangle, y: rectangle.y + index * height, height };
    return intersect(stripe, rectangle) ?? stripe;
  });
}
