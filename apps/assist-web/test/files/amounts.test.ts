import { describe, expect, it } from 'vitest';
import { leftWords, percentWords, rateWords, sizeWords } from '../../src/files/amounts.ts';
import { englishWords } from '../harness/words.ts';

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [183_422, '183 kB'],
    [999_499, '999 kB'],
    [999_950, '1 MB'],
    [3_212_000, '3.2 MB'],
    [2 * 1024 ** 3, '2.1 GB'],
    [5e15, '5,000,000 GB'],
  ])('of %d is written as %s', (bytes, words) => {
    expect(sizeWords(bytes, 'en-GB')).toBe(words);
  });

  it('is written the German way in German', () => {
    expect(sizeWords(3_212_000, 'de-DE')).toMatch(/^3,2\sMB$/);
  });
});

it('a rate is a size a second', () => {
  expect(rateWords(1_400_000, 'en-GB')).toBe('1.4 MB/s');
  expect(rateWords(0, 'en-GB')).toBe('0 byte/s');
});

it('all of it is said only when all of it is there', () => {
  expect(percentWords(0, 1000, 'en-GB')).toBe('0%');
  expect(percentWords(999, 1000, 'en-GB')).toBe('99%');
  expect(percentWords(1000, 1000, 'en-GB')).toBe('100%');
  expect(percentWords(0, 0, 'en-GB')).toBe('100%');
  expect(percentWords(2000, 1000, 'en-GB')).toBe('100%');
});

it.each([
  [0, 'about 5 seconds left'],
  [5_001, 'about 10 seconds left'],
  [54_000, 'about 55 seconds left'],
  [56_000, 'about 1 minute left'],
  [61_000, 'about 2 minutes left'],
  [56 * 60_000, 'about 1 hour left'],
  [61 * 60_000, 'about 2 hours left'],
])('%d milliseconds are %s', (ms, words) => {
  expect(leftWords(ms, englishWords)).toBe(words);
});
