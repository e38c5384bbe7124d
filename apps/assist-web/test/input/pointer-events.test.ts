import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonChanges, wheelNotches } from '../../src/input/pointer-events.ts';

describe('buttons', () => {
  it('are named as in MouseEvent.button although the bits have another order', () => {
    expect(buttonChanges(0, 1)).toEqual([{ button: 0, down: true }]);
    expect(buttonChanges(0, 2)).toEqual([{ button: 2, down: true }]);
    expect(buttonChanges(0, 4)).toEqual([{ button: 1, down: true }]);
    expect(buttonChanges(0, 8)).toEqual([{ button: 3, down: true }]);
    expect(buttonChanges(16, 0)).toEqual([{ button: 4, down: false }]);
  });

  it('that join a chord are noticed, and releases come before presses', () => {
    expect(buttonChanges(1, 3)).toEqual([{ button: 2, down: true }]);
    expect(buttonChanges(1, 2)).toEqual([
      { button: 0, down: false },
      { button: 2, down: true },
    ]);
  });

  it('are all up again after any sequence that ends with none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 31 }), { maxLength: 50 }), masks => {
        const down = new Set<number>();
        let before = 0;
        for (const mask of [...masks, 0]) {
          for (const change of buttonChanges(before, mask)) {
            // A button goes down only when it is up, and up only when it is down.
            if (down.has(change.button) === change.down) return false;
            if (change.down) down.add(change.button);
            else down.delete(change.button);
          }
          before = mask;
        }
        return down.size === 0;
      }),
    );
  });
});

describe('the wheel', () => {
  it('counts notches by the number that real wheels report, whatever distance the browser makes of them', () => {
    expect(wheelNotches({ deltaX: 0, deltaY: 53, deltaMode: 0, wheelDeltaX: 0, wheelDeltaY: -120 })).toEqual({
      dx: 0,
      dy: 1,
    });
    expect(wheelNotches({ deltaX: 0, deltaY: -300, deltaMode: 0, wheelDeltaY: 360 })).toEqual({
      dx: 0,
      dy: -3,
    });
  });

  it('makes fractions of a notch of a touchpad', () => {
    expect(wheelNotches({ deltaX: 4, deltaY: 25, deltaMode: 0, wheelDeltaX: -12, wheelDeltaY: -75 })).toEqual(
      {
        dx: 0.04,
        dy: 0.25,
      },
    );
  });

  it('understands lines and pages', () => {
    expect(wheelNotches({ deltaX: 0, deltaY: 3, deltaMode: 1 })).toEqual({ dx: 0, dy: 1 });
    expect(wheelNotches({ deltaX: -1, deltaY: 0, deltaMode: 2 })).toEqual({ dx: -1, dy: 0 });
  });

  it('never says more than the channel takes', () => {
    const any = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(any, any, fc.constantFrom(0, 1, 2, 7), (deltaX, deltaY, deltaMode) => {
        const { dx, dy } = wheelNotches({ deltaX, deltaY, deltaMode });
        return Math.abs(dx) <= 100 && Math.abs(dy) <= 100;
      }),
    );
  });
});
