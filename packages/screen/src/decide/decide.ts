/** How a change is sent. One function without memory, so that every choice can be tested and explained. */

/** Connected changed tiles. */
export interface ChangedPart {
  readonly tiles: number;
  /** What they would weigh as tiles, estimated. */
  readonly bytes: number;
}

export interface Situation {
  /** Tiles of the whole picture. */
  readonly total: number;
  /** What differs after a scroll, if one was found, has been taken into account. */
  readonly parts: readonly ChangedPart[];
  /** A part of the picture only moved. */
  readonly scrolled: boolean;
  /** Bytes that the link carries in a millisecond. */
  readonly bytesPerMs: number;
  /** Bytes that may still go as tiles before motion has to go as video. */
  readonly tileBudget: number;
  /** There is a video coder on both sides. */
  readonly video: boolean;
}

export type Decision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tiles'; readonly scroll: boolean }
  /** `tileParts`: indices of the parts that go as tiles before the video; `videoParts`: the others. */
  | {
      readonly kind: 'video';
      readonly scroll: boolean;
      readonly tileParts: readonly number[];
      readonly videoParts: readonly number[];
    };

/** The thresholds. Shares are of the picture's tiles. */
export const THRESHOLDS = {
  /** Above this share deflating takes longer than an H.264 frame (25 ns a byte: 12 % of 1080p are 9 ms). */
  smallShare: 0.12,
  /** So few tiles are small whatever the picture's size: a small window is not filmed for a key in it. */
  smallTiles: 24,
  /** Tiles that the link carries in this time are seen before video's first pass would be. */
  tilesWithinMs: 40,
  /** Beside a large change, a part up to this share goes ahead as tiles: a key typed beside a film stays fast. */
  separateShare: 0.03,
  /** All such parts together, in bytes: they must not hold up the video. */
  separateBytes: 24_000,
  /** A change of so few bytes goes as tiles even when the budget is used up: text under the cursor never becomes soft. */
  alwaysTilesBytes: 6_000,
} as const;

export function decide(situation: Situation): Decision {
  const { parts, scrolled: scroll, total } = situation;
  if (parts.length === 0) return scroll ? { kind: 'tiles', scroll } : { kind: 'nothing' };
  const tiles = parts.reduce((sum, part) => sum + part.tiles, 0);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const isSmall = tiles <= Math.max(THRESHOLDS.smallTiles, total * THRESHOLDS.smallShare);
  const isQuick = bytes <= situation.bytesPerMs * THRESHOLDS.tilesWithinMs;
  const isAffordable = bytes <= Math.max(situation.tileBudget, THRESHOLDS.alwaysTilesBytes);
  if (!situation.video || (isSmall && isQuick && isAffordable)) return { kind: 'tiles', scroll };
  return { kind: 'video', scroll, ...separate(situation) };
}

/** The largest part is video; small ones go ahead as tiles, the lightest first, while they fit. */
function separate({ parts, total, tileBudget }: Situation): {
  tileParts: number[];
  videoParts: number[];
} {
  const order = [...parts.entries()].sort(([, a], [, b]) => a.bytes - b.bytes);
  const largest = order.reduce((best, [index, part]) => {
    const than = parts[best];
    return than && than.tiles >= part.tiles ? best : index;
  }, 0);
  let room = Math.min(THRESHOLDS.separateBytes, Math.max(tileBudget, THRESHOLDS.alwaysTilesBytes));
  const tileParts: number[] = [];
  const videoParts: number[] = [];
  for (const [index, part] of order) {
    const goesAhead =
      index !== largest && part.tiles <= total * THRESHOLDS.separateShare && part.bytes <= room;
    if (goesAhead) room -= part.bytes;
    (goesAhead ? tileParts : videoParts).push(index);
  }
  return { tileParts, videoParts };
}
