import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IconError } from '../../src/registry/errors.ts';
import { extractExecutableIcon } from '../../src/registry/executable-icon.ts';
import { imageTypeOf } from '../../src/registry/image-kind.ts';
import { image, programWith, readIco } from './support/programs.ts';

const PROGRAM = programWith([
  {
    id: 101,
    images: [
      [16, image(1)],
      [32, image(2)],
    ],
  },
  { id: 'NAMED', images: [[256, image(3)]] },
]);

/** Where the headers and the tables of resources are: the numbers that lead a reader astray. */
const { header, resources } = places(PROGRAM);

/** An .ico file that holds together, or an error with its code; and soon. */
function check(bytes: Uint8Array, index: number): void {
  const start = performance.now();
  try {
    readIco(extractExecutableIcon(bytes, index));
  } catch (error) {
    if (!(error instanceof IconError)) throw error;
    expect(['not-an-image', 'no-such-icon', 'too-large']).toContain(error.code);
  }
  expect(performance.now() - start).toBeLessThan(2_000);
}

describe('a damaged program gives an icon or an error with its code', () => {
  const byte = fc.tuple(
    fc.oneof(
      fc.nat(PROGRAM.length - 1),
      fc.integer({ min: header, max: header + 0x140 }),
      fc.integer({ min: resources, max: resources + 0x160 }),
    ),
    fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)),
  );

  it('when bytes of it are others', () => {
    fc.assert(
      fc.property(
        fc.array(byte, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: -102, max: 3 }),
        (changes, index) => {
          const bytes = PROGRAM.slice();
          for (const [at, value] of changes) bytes[at] = value;
          check(bytes, index);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('when its end is missing', () => {
    fc.assert(
      fc.property(fc.nat(PROGRAM.length), length => {
        check(PROGRAM.slice(0, length), 0);
      }),
      { numRuns: 300 },
    );
  });

  it('when it is none at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => {
        imageTypeOf(bytes);
        check(Uint8Array.from([0x4d, 0x5a, ...bytes]), 0);
      }),
    );
  });
});

describe('a program that is built to keep its reader busy', () => {
  it('with as many sections as a number can say, all of them the whole file', () => {
    const bytes = new Uint8Array(4 * 1024 * 1024);
    bytes.set(PROGRAM);
    const view = new DataView(bytes.buffer);
    view.setUint16(header + 6, 0xffff, true);
    for (let section = 0; section < 0xffff; section += 1) {
      const at = header + 24 + view.getUint16(header + 20, true) + section * 40;
      view.setUint32(at + 16, 0x300000, true);
      view.setUint32(at + 20, 1, true);
    }
    check(bytes, 0);
  });

  it('with tables of resources that lead to one another without end', () => {
    // Every table has 4000 entries, and each of them leads back to the first table.
    const bytes = new Uint8Array(resources + 64 * 1024);
    bytes.set(PROGRAM);
    const view = new DataView(bytes.buffer);
    const section = header + 24 + view.getUint16(header + 20, true);
    const last = section + (view.getUint16(header + 6, true) - 1) * 40;
    view.setUint32(last + 8, 64 * 1024, true);
    view.setUint32(last + 16, 64 * 1024, true);
    view.setUint16(resources + 12, 0, true);
    view.setUint16(resources + 14, 4000, true);
    for (let entry = 0; entry < 4000; entry += 1) {
      view.setUint32(resources + 16 + entry * 8, 14, true);
      view.setUint32(resources + 20 + entry * 8, 0x80000000, true);
    }
    expect(() => extractExecutableIcon(bytes, 0)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

function places(program: Uint8Array): { header: number; resources: number } {
  const view = new DataView(program.buffer);
  const at = view.getUint32(0x3c, true);
  const sections = at + 24 + view.getUint16(at + 20, true);
  const count = view.getUint16(at + 6, true);
  return { header: at, resources: view.getUint32(sections + (count - 1) * 40 + 20, true) };
}
