import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentBox, fractionIn, isInside } from '../../src/input/geometry.ts';

const length = fc.double({ min: 1, max: 8000, noNaN: true });
const offset = fc.double({ min: -4000, max: 4000, noNaN: true });
const box = fc.record({ left: offset, top: offset, width: length, height: length });
const size = fc.record({ width: length, height: length });

describe('where the picture lies', () => {
  it('leaves black bars above and below when the element is taller than the picture', () => {
    const element = { left: 10, top: 20, width: 400, height: 400 };
    expect(contentBox(element, { width: 1600, height: 900 })).toEqual({
      left: 10,
      top: 107.5,
      width: 400,
      height: 225,
    });
  });

  it('leaves black bars at the sides when the element is wider than the picture', () => {
    const element = { left: 0, top: 0, width: 1000, height: 300 };
    expect(contentBox(element, { width: 400, height: 300 })).toEqual({
      left: 300,
      top: 0,
      width: 400,
      height: 300,
    });
  });

  it('is nowhere while no picture has arrived or the element is hidden', () => {
    const element = { left: 0, top: 0, width: 100, height: 100 };
    expect(contentBox(element, { width: 0, height: 0 })).toBeUndefined();
    expect(contentBox({ ...element, width: 0 }, { width: 16, height: 9 })).toBeUndefined();
  });

  it('always lies within the element and keeps the shape of the picture', () => {
    fc.assert(
      fc.property(box, size, (element, picture) => {
        const content = contentBox(element, picture);
        if (!content) return false;
        const slack =
          1e-6 * (element.width + element.height + Math.abs(element.left) + Math.abs(element.top));
        return (
          element.left - slack <= content.left &&
          element.top - slack <= content.top &&
          content.width <= element.width + slack &&
          content.height <= element.height + slack &&
          Math.abs(content.width * picture.height - content.height * picture.width) <=
            1e-9 * content.width * picture.height + 1e-9
        );
      }),
    );
  });
});

describe('a point as parts of the picture', () => {
  const content = { left: 100, top: 50, width: 200, height: 100 };

  it('is 0, 0 at the upper left corner and 1, 1 at the lower right one', () => {
    expect(fractionIn({ x: 100, y: 50 }, content)).toEqual({ x: 0, y: 0 });
    expect(fractionIn({ x: 300, y: 150 }, content)).toEqual({ x: 1, y: 1 });
    expect(fractionIn({ x: 150, y: 75 }, content)).toEqual({ x: 0.25, y: 0.25 });
  });

  it('comes to the nearest edge when a drag has left the picture', () => {
    expect(fractionIn({ x: 0, y: 90 }, content)).toEqual({ x: 0, y: 0.4 });
    expect(fractionIn({ x: 9000, y: -9000 }, content)).toEqual({ x: 1, y: 0 });
  });

  it('is always between 0 and 1, and comes back to the same place when it was inside', () => {
    fc.assert(
      fc.property(box, offset, offset, (target, x, y) => {
        const at = fractionIn({ x, y }, target);
        const bounded = 0 <= at.x && at.x <= 1 && 0 <= at.y && at.y <= 1;
        if (!isInside({ x, y }, target)) return bounded;
        return (
          bounded &&
          Math.abs(target.left + at.x * target.width - x) < 1e-6 &&
          Math.abs(target.top + at.y * target.height - y) < 1e-6
        );
      }),
    );
  });
});
