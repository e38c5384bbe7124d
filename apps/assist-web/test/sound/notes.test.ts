import { describe, expect, it } from 'vitest';
import { renderNotes, wavOf } from '../../src/sound/notes.ts';

const RATE = 48_000;

describe('the own sounds of the page', () => {
  const samples = renderNotes([{ pitch: 440, startSeconds: 0.5, seconds: 0.5 }], 2, RATE, 0.25);
  const peak = (from: number, to: number) =>
    samples.subarray(from * RATE, to * RATE).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

  it('are as long and as loud as asked, silent around the note, and begin and end softly', () => {
    expect(samples.length).toBe(2 * RATE);
    expect(peak(0, 0.5)).toBe(0);
    expect(peak(1, 2)).toBe(0);
    expect(peak(0.6, 0.9)).toBeCloseTo(0.25, 3);
    expect(peak(0.5, 0.501)).toBeLessThan(0.25 / 10);
    expect(peak(0.999, 1)).toBeLessThan(0.25 / 10);
  });

  it('have the pitch', () => {
    let crossings = 0;
    for (let n = 0.5 * RATE + 1; n < RATE; n++) {
      if ((samples[n - 1] ?? 0) < 0 && (samples[n] ?? 0) >= 0) crossings++;
    }
    expect(crossings).toBeGreaterThanOrEqual(219);
    expect(crossings).toBeLessThanOrEqual(221);
  });

  it('do not run over the end', () => {
    expect(renderNotes([{ pitch: 440, startSeconds: 0.9, seconds: 5 }], 1, RATE, 1).length).toBe(RATE);
  });

  it('are a file that says what it holds', () => {
    const file = wavOf(Float32Array.of(0, 0.5, -0.5, 2, -2), RATE);
    const view = new DataView(file.buffer);
    const text = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
    expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    expect(view.getUint32(4, true)).toBe(file.length - 8);
    expect([view.getUint16(20, true), view.getUint16(22, true), view.getUint16(34, true)]).toEqual([
      1, 1, 16,
    ]);
    expect([view.getUint32(24, true), view.getUint32(28, true)]).toEqual([RATE, RATE * 2]);
    expect(view.getUint32(40, true)).toBe(10);
    const read = [0, 1, 2, 3, 4].map(n => view.getInt16(44 + n * 2, true));
    expect(read).toEqual([0, 16384, -16383, 32767, -32767]);
  });
});
