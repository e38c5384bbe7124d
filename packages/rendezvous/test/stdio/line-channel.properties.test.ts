/** What holds of a line channel for any bytes, however they are cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagesOf, pair } from './streams.ts';
import { readAll } from './support.ts';

/** Bytes, and the same bytes cut in pieces. */
const cut = (whole: fc.Arbitrary<Uint8Array>) =>
  fc.tuple(whole, fc.array(fc.nat(), { maxLength: 20 })).map(([all, cuts]) => {
    const places = [0, ...cuts.map(place => place % (all.length + 1)).sort((a, b) => a - b), all.length];
    const chunks = places.slice(1).map((place, index) => all.subarray(places[index], place));
    return { all, chunks: chunks.filter(chunk => chunk.length > 0) };
  });

describe('properties of a line channel', () => {
  const line = fc.oneof(
    fc.json().map(text => Buffer.from(text)),
    fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
    fc.uint8Array({ maxLength: 40 }).map(some => Buffer.from(some)),
  );
  const text = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '')), { maxLength: 12 })
    .map(lines => new Uint8Array(Buffer.concat(lines.flatMap(([some, end]) => [some, Buffer.from(end)]))));

  it('the same bytes give the same messages, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(cut(text), async ({ all, chunks }) => {
        expect(await messagesOf(chunks)).toEqual(await messagesOf([all]));
      }),
      { numRuns: 300 },
    );
  });

  it('bytes that come one by one give the same messages', async () => {
    await fc.assert(
      fc.asyncProperty(text, async all => {
        expect(await messagesOf([...all].map(byte => Uint8Array.of(byte)))).toEqual(await messagesOf([all]));
      }),
      { numRuns: 50 },
    );
  });

  it('no bytes make it throw, and it always closes', async () => {
    await fc.assert(
      fc.asyncProperty(cut(fc.uint8Array({ maxLength: 400, size: 'max' })), async ({ chunks }) => {
        const { messages, skipped } = await messagesOf(chunks);
        expect(messages.length + skipped).toBeLessThanOrEqual(401);
      }),
      { numRuns: 300 },
    );
  });

  it('whatever is sent arrives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 10 }), async values => {
        const [left, right] = pair();
        for (const value of values) left.send(value);
        left.close();
        expect(await readAll(right)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      { numRuns: 200 },
    );
  });
});
