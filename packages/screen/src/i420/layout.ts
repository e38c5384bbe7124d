/**
 * Where the samples of an I420 picture lie in one buffer.
 * Strides and heights are rounded up to whole tiles, so that every tile can be compared in 32-bit words without a special case
 * at the edges; the padding is zero and never written.
 */

/** Pixels on a side of a tile of luma; 16 of chroma. A multiple of 8, so that chroma rows are whole words. */
export const TILE = 32;

export interface Layout {
  /** Visible pixels. */
  readonly width: number;
  readonly height: number;
  /** Tiles. */
  readonly columns: number;
  readonly rows: number;
  /** Bytes from one row to the next, of luma and of each chroma plane. */
  readonly stride: number;
  readonly chromaStride: number;
  /** Where the planes U and V begin; Y begins at 0. */
  readonly uOffset: number;
  readonly vOffset: number;
  readonly byteLength: number;
}

export function layoutOf(width: number, height: number): Layout {
  const columns = Math.ceil(width / TILE);
  const rows = Math.ceil(height / TILE);
  const stride = columns * TILE;
  const luma = stride * rows * TILE;
  return {
    width,
    height,
    columns,
    rows,
    stride,
    chromaStride: stride / 2,
    uOffset: luma,
    vOffset: luma + luma / 4,
    byteLength: luma + luma / 2,
  };
}
