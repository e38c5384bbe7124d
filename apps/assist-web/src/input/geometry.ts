/** Where a point of the page lies in the shown picture. Pure, in CSS pixels and fractions. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * The part of `element` that the picture really covers, with `object-fit: contain`: what remains is black on two sides.
 * `undefined` while either has no area.
 */
export function contentBox(element: Box, picture: Size): Box | undefined {
  if (element.width <= 0 || element.height <= 0 || picture.width <= 0 || picture.height <= 0)
    return undefined;
  const scale = Math.min(element.width / picture.width, element.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    left: element.left + (element.width - width) / 2,
    top: element.top + (element.height - height) / 2,
    width,
    height,
  };
}

/** Whether the point is on the picture, its right and bottom edges included. */
export function isInside(point: Point, box: Box): boolean {
  return (
    box.left <= point.x &&
    point.x <= box.left + box.width &&
    box.top <= point.y &&
    point.y <= box.top + box.height
  );
}

/** The point as parts of the box, 0…1; a point outside comes to the nearest edge, as in a drag that leaves the picture. */
export function fractionIn(point: Point, box: Box): Point {
  return {
    x: clamp((point.x - box.left) / box.width),
    y: clamp((point.y - box.top) / box.height),
  };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
