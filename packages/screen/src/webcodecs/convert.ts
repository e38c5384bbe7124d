/** Other formats to I420: the slow ways, pixel by pixel, for systems that capture nothing else. */
import type { I420Picture } from '../i420/picture.ts';

/** NV12, laid out with the picture's own strides and its chroma at `uOffset`. */
export function interleavedToPlanes(bytes: Uint8Array, picture: I420Picture): void {
  const { stride, chromaStride, uOffset, vOffset, width, height } = picture.layout;
  const target = picture.bytes;
  target.set(bytes.subarray(0, stride * height));
  const columns = (width + 1) >> 1;
  for (let row = 0; row < (height + 1) >> 1; row += 1) {
    let from = uOffset + row * stride;
    const to = row * chromaStride;
    for (let column = 0; column < columns; column += 1, from += 2) {
      target[uOffset + to + column] = bytes[from] ?? 0;
      target[vOffset + to + column] = bytes[from + 1] ?? 0;
    }
  }
}

/** Four bytes a pixel without padding, by the matrix of BT.601 with limited range; chroma is the mean of 2 × 2 pixels. */
export function rgbToPlanes(bytes: Uint8Array, redFirst: boolean, picture: I420Picture): void {
  const { stride, chromaStride, uOffset, vOffset, width, height } = picture.layout;
  const target = picture.bytes;
  const [red, blue] = redFirst ? [0, 2] : [2, 0];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let r = 0;
      let g = 0;
      let b = 0;
      let count = 0;
      for (let row = y; row < Math.min(y + 2, height); row += 1)
        for (let column = x; column < Math.min(x + 2, width); column += 1) {
          const at = (row * width + column) * 4;
          const pr = bytes[at + red] ?? 0;
          const pg = bytes[at + 1] ?? 0;
          const pb = bytes[at + blue] ?? 0;
          target[row * stride + column] = ((66 * pr + 129 * pg + 25 * pb + 128) >> 8) + 16;
          r += pr;
          g += pg;
          b += pb;
          count += 1;
        }
      const at = (y >> 1) * chromaStride + (x >> 1);
      target[uOffset + at] = ((-38 * r - 74 * g + 112 * b + 128 * count) / (256 * count) + 128) | 0;
      target[vOffset + at] = ((112 * r - 94 * g - 18 * b + 128 * count) / (256 * count) + 128) | 0;
    }
  }
}
