import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSeedListing, REGISTRY_LIMITS } from '../../src/registry/index.ts';
import { ASK, LISTING, OFFER } from './support/remote-assistance.ts';

describe('the listing of the overview', () => {
  it('gives the two registrations with exactly their values', () => {
    expect(LISTING).toContain('\u00a0');
    expect(parseSeedListing(LISTING)).toEqual({ registrations: [OFFER, ASK], problems: [] });
  });

  it('may be indented with ordinary spaces, and stand in other text', () => {
    const text = `Registration\n  1. Look here.\n${LISTING.replaceAll('\u00a0', ' ')}\n  2. Then = there.\n`;
    expect(parseSeedListing(text)).toEqual({ registrations: [OFFER, ASK], problems: [] });
  });

  it('an unknown macro is refused with the line of the value', () => {
    const reading = parseSeedListing(LISTING.replace('$(runtime.system32)', '$(runtime.wbem)'));
    expect(reading).toEqual({
      registrations: [ASK],
      problems: [{ severity: 'error', line: 11, message: 'Path has the unknown macro $(runtime.wbem)' }],
    });
  });

  it('a number that is written in two ways must be the same in both', () => {
    const reading = parseSeedListing(LISTING.replace('0x00000001 (1)', '0x00000001 (2)'));
    expect(reading).toEqual({
      registrations: [OFFER],
      problems: [
        { severity: 'error', line: 22, message: 'Icon says two different numbers, 0x00000001 and 2' },
      ],
    });
  });

  it('a number without its notation is not a number', () => {
    const reading = parseSeedListing(LISTING.replace('0x00000001 (1)', '1'));
    expect(reading.problems).toEqual([
      { severity: 'error', line: 22, message: 'Icon must be a DWORD, such as dword:00000001' },
    ]);
  });

  it('a missing value is said with the line of the key', () => {
    const reading = parseSeedListing(LISTING.replace(/.*URL.*\n/, ''));
    expect(reading.registrations).toEqual([ASK]);
    expect(reading.problems).toEqual([{ severity: 'error', line: 7, message: 'URL is missing' }]);
  });

  it('a text with too many lines is one problem', () => {
    const { problems } = parseSeedListing('\n'.repeat(REGISTRY_LIMITS.regLines));
    expect(problems.map(({ message }) => message)).toEqual(['the text has too many lines']);
  });

  it('any text gives a reading', () => {
    const lines = fc.constantFrom(...LISTING.split('\n'));
    const texts = fc
      .array(
        fc.oneof(
          lines,
          fc.string(),
          fc.tuple(fc.nat(9), fc.string()).map(([n, line]) => ' '.repeat(n) + line),
        ),
      )
      .map(parts => parts.join('\n'));
    fc.assert(
      fc.property(texts, text => {
        const { registrations, problems } = parseSeedListing(text);
        expect(registrations.every(({ id }) => id !== '')).toBe(true);
        expect(problems.every(({ line }) => line > 0)).toBe(true);
      }),
    );
  });
});
