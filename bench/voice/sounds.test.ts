import { expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../tests/e2e/support/wav.ts';
import { withoutPauses } from './sounds.ts';

const part = (seconds: number, value: number): number[] =>
  Array.from({ length: seconds * SAMPLE_RATE }, () => value);

it('speech without pauses begins and ends with sound, and keeps no silence longer than a consonant', () => {
  const said = Float32Array.from([...part(0.5, 0), ...part(0.3, 0.2), ...part(1, 0.001), ...part(0.2, 0.2)]);
  const bare = withoutPauses(said);
  expect(bare.length / SAMPLE_RATE).toBeCloseTo(0.3 + 0.08 + 0.2);
  expect(bare[0]).toBeCloseTo(0.2);
  expect(bare.at(-1)).toBeCloseTo(0.2);
});

it('a stop consonant stays as it is', () => {
  const said = Float32Array.from([...part(0.1, 0.2), ...part(0.06, 0), ...part(0.1, 0.2)]);
  expect(withoutPauses(said)).toEqual(said);
});
