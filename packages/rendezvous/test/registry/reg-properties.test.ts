import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRegFile,
  parseRegFile,
  type RegEncoding,
  RegistryError,
  type RegVersion,
  WindowsRegistration,
} from '../../src/registry/index.ts';
import { APPS, BOARD, ID, VALUES } from './support/reg-files.ts';
import { HEADERS } from './support/remote-assistance.ts';
import { windowsRegistration } from './support/windows-registrations.ts';

describe('registrations in .reg files', () => {
  const format = fc.record({
    version: fc.constantFrom<RegVersion>(4, 5),
    encoding: fc.constantFrom<RegEncoding>('utf-16le', 'utf-8'),
  });

  it('what is written is read back as it was', () => {
    const list = fc.uniqueArray(windowsRegistration, { selector: ({ id }) => id, maxLength: 5 });
    fc.assert(
      fc.property(list, format, (registrations, how) => {
        expect(parseRegFile(formatRegFile(registrations, how))).toEqual({ registrations, problems: [] });
      }),
    );
  });

  it('what could not be read back is not written', () => {
    for (const wrong of [
      { name: 'a\nb' },
      { name: '\ud800' },
      { path: '$(runtime.system32)\\x.exe' },
      { id: 'x' },
    ]) {
      expect(() => formatRegFile([{ ...BOARD, ...wrong }])).toThrow(RegistryError);
    }
  });

  it('any bytes give a reading, and what it holds is valid', () => {
    const pieces = fc.constantFrom(
      HEADERS[4],
      HEADERS[5],
      '\r\n',
      '\n',
      '\\',
      '"',
      '[',
      ']',
      '=',
      '@',
      'hex(2):',
      '41,00,',
      ';',
      '-',
      `[${APPS}\\${ID}]`,
      `[-${APPS}]`,
      ...VALUES,
    );
    const texts = fc
      .tuple(
        fc.constantFrom(...Object.values(HEADERS), ''),
        fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }),
      )
      .map(([header, parts]) => [header, ...parts].join(parts.length % 2 === 0 ? '\n' : ''));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      texts.map(text => Buffer.from(text)),
      texts.map(text => Buffer.from(`\ufeff${text}`, 'utf16le')),
    );
    fc.assert(
      fc.property(bytes, input => {
        const { registrations, problems } = parseRegFile(input);
        expect(registrations.every(registration => WindowsRegistration.safeParse(registration).success)).toBe(
          true,
        );
        expect(problems.every(({ line, message }) => line >= 0 && message !== '')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
