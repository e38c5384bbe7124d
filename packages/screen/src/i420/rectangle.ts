/** Pixels of the luma plane; x and y are even, and so are width and height unless they end at the picture's edge. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes of a rectangle as I420 without padding: luma, then both chroma planes, rounded up. */
export function rectangleBytes({ width, height }: Pick<Rectangle, 'width' | 'height'>): number {
  return width * height + 2 * ((width + 1) >> 1) * ((height + 1) >> 1);
}

/** The part of both; `undefined` where they have none in common. */
export function intersect(a: Rectangle, b: Rectangle): Rectangle | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** Whether a rectangle lies in a picture of this size, on whole chroma samples. */
export function fitsPicture(
  rectangle: Rectangle,
  size: { readonly width: number; readonly height: number },
): boolean {
  const right = rectangle.x + rectangle.width;
  const bottom = rectangle.y + rectangle.height;
  return (
    rectangle.x % 2 === 0 &&
    rectangle.y % 2 === 0 &&
    rectangle.width > 0 &&
    rectangle.height > 0 &&
    right <= size.width &&
    bottom <= size.height &&
    (right % 2 === 0 || right === size.width) &&
    (bottom % 2 === 0 || bottom === size.height)
  );
}
