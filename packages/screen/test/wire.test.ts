import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DecodeError,
  decodeExpertMessage,
  decodeNoviceMessage,
  deflate,
  type ExpertMessage,
  encodeMessage,
  inflate,
  LIMITS,
  type Message,
  type NoviceMessage,
  PieceAssembler,
  splitIntoPieces,
} from '../src/index.ts';
import { expertMessage, noviceMessage } from './support/messages.ts';

const bytesOf = (...values: number[]) => new Uint8Array(values);
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof DecodeError ? error.code : error;
  }
  return 'accepted';
};

describe('messages', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(noviceMessage, (message: NoviceMessage) => {
        expect(decodeNoviceMessage(encodeMessage(message))).toEqual(message);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(expertMessage, (message: ExpertMessage) => {
        expect(decodeExpertMessage(encodeMessage(message))).toEqual(message);
      }),
    );
  });

  it('decoding is total: any bytes, and any damage to a message, give a message or a DecodeError', () => {
    const damaged = fc
      .tuple(
        fc.oneof(noviceMessage, expertMessage) as fc.Arbitrary<Message>,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(),
      )
      .map(([message, changes, cut]) => {
        const bytes = encodeMessage(message);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return cut % 3 === 0 ? bytes.slice(0, cut % (bytes.length + 1)) : bytes;
      });
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 64 }).map(bytes => new Uint8Array(bytes)),
      damaged,
    );
    let refused = 0;
    fc.assert(
      fc.property(anything, bytes => {
        for (const decode of [decodeNoviceMessage, decodeExpertMessage])
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
            refused += 1;
          }
      }),
      { numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(20_000);
  }, 120_000);

  it('are refused beyond every limit', () => {
    const config = { type: 'config', generation: 1, width: 10, height: 10, scale: 1_000 } as const;
    const colour = { primaries: '', transfer: '', matrix: '', fullRange: false } as const;
    const whole = { x: 0, y: 0, width: 1_024, height: 1_024 };
    const data = bytesOf(1);
    const refused: readonly (readonly [Message, string])[] = [
      [{ ...config, colour, width: LIMITS.side + 1 }, 'too-large'],
      [{ ...config, colour, width: LIMITS.side, height: LIMITS.side }, 'too-large'],
      [{ ...config, colour, height: 0 }, 'bad-value'],
      [{ ...config, colour, scale: 0 }, 'bad-value'],
      [{ type: 'tiles', frame: 1, last: true, rectangles: [whole], data }, 'too-large'],
      [{ type: 'tiles', frame: 1, last: true, rectangles: [], data }, 'bad-value'],
      [{ type: 'tiles', frame: 0, last: true, rectangles: [{ ...whole, width: 8 }], data }, 'bad-value'],
      [{ type: 'tiles', frame: 1, last: true, rectangles: [{ ...whole, x: 1 }], data }, 'bad-value'],
      [{ type: 'scroll', frame: 1, last: true, rectangle: whole, dx: 0, dy: 0 }, 'bad-value'],
      [{ type: 'scroll', frame: 1, last: true, rectangle: whole, dx: 0, dy: 3 }, 'bad-value'],
      [{ type: 'video', frame: 1, last: true, codec: 'theora', boxes: [whole], data }, 'bad-value'],
      [{ type: 'cursor-shape', width: 257, height: 1, hotX: 0, hotY: 0, data }, 'too-large'],
      [{ type: 'cursor-shape', width: 2, height: 2, hotX: 2, hotY: 0, data }, 'bad-value'],
    ];
    for (const [message, code] of refused)
      expect([message, codeOf(() => decodeNoviceMessage(encodeMessage(message)))]).toEqual([message, code]);
    expect(codeOf(() => decodeNoviceMessage(bytesOf(9, 0)))).toBe('trailing-bytes');
    expect(codeOf(() => decodeExpertMessage(bytesOf(9)))).toBe('unknown-type');
  });
});

describe('pieces', () => {
  it('come together to the message, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 9_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (bytes, size) => {
          const assembler = new PieceAssembler();
          const pieces = splitIntoPieces(new Uint8Array(bytes), size);
          const messages = pieces.flatMap(piece => assembler.accept(piece) ?? []);
          expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThanOrEqual(Math.max(size, 1_024));
          expect(messages).toEqual([new Uint8Array(bytes)]);
        },
      ),
    );
  });

  it('are refused before anything is allocated when a message is too long, and out of their order', () => {
    const assembler = new PieceAssembler();
    expect(codeOf(() => assembler.accept(bytesOf(1, 255, 255, 255, 255, 7)))).toBe('too-large');
    expect(codeOf(() => assembler.accept(bytesOf(2, 7)))).toBe('bad-value');
    expect(codeOf(() => assembler.accept(bytesOf()))).toBe('truncated');
    expect(codeOf(() => assembler.accept(bytesOf(3, 1)))).toBe('unknown-type');
    expect(assembler.accept(bytesOf(1, 4, 0, 0, 0, 1, 2))).toBeUndefined();
    expect(codeOf(() => assembler.accept(bytesOf(2, 3, 4, 5)))).toBe('trailing-bytes');
    expect(assembler.accept(bytesOf(1, 4, 0, 0, 0, 1, 2))).toBeUndefined();
    expect(codeOf(() => assembler.accept(bytesOf(0, 9)))).toBe('truncated');
    expect(assembler.accept(bytesOf(0, 9))).toEqual(bytesOf(9));
  });

  it('INVARIANT: any pieces give messages within the limit or a DecodeError', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 8 }), pieces => {
        const assembler = new PieceAssembler();
        for (const piece of pieces)
          expect([
            'accepted',
            'truncated',
            'bad-value',
            'too-large',
            'unknown-type',
            'trailing-bytes',
          ]).toContain(codeOf(() => assembler.accept(new Uint8Array(piece))));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('deflated data', () => {
  it('comes back, exactly as long as was said', async () => {
    const bytes = Uint8Array.from({ length: 50_000 }, (_, at) => (at * at) >> 7);
    expect(await inflate(await deflate(bytes), bytes.length)).toEqual(bytes);
  });

  it('is cut off where it passes its length, with a few megabytes at most in memory', async () => {
    const bomb = await deflate(new Uint8Array(128 * 1024 * 1024));
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => {
      const { arrayBuffers, external } = process.memoryUsage();
      peak = Math.max(peak, arrayBuffers + external - before.arrayBuffers - before.external);
    }, 1);
    await expect(inflate(bomb, LIMITS.tilesRawBytes)).rejects.toMatchObject({ code: 'too-large' });
    clearInterval(watch);
    expect(peak).toBeLessThan(64 * 1024 * 1024);
  }, 60_000);

  it('is refused when it is too short, too long, damaged or followed by more', async () => {
    const deflated = await deflate(new Uint8Array(1_000).fill(7));
    await expect(inflate(deflated, 1_001)).rejects.toMatchObject({ code: 'truncated' });
    await expect(inflate(deflated, 999)).rejects.toMatchObject({ code: 'too-large' });
    await expect(inflate(deflated.slice(0, -1), 1_000)).rejects.toBeInstanceOf(DecodeError);
    await expect(inflate(bytesOf(...deflated, 0), 1_000)).rejects.toBeInstanceOf(DecodeError);
    await expect(inflate(new Uint8Array(5_000), 1_000)).rejects.toMatchObject({ code: 'too-large' });
    await expect(inflate(bytesOf(255, 255), 1_000)).rejects.toMatchObject({ code: 'bad-value' });
  });
});
