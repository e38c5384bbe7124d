import { decodeCommand, encodeCommand } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeFileName, safeFileName } from '../src/files/file-name.ts';
import { LIMITS } from '../src/limits.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('the name of a received file', () => {
  it.each([
    'report.pdf',
    'Größe und Länge.xlsx',
    'отчёт за март.docx',
    '報告書.txt',
    'תמונה.jpg',
    'می‌خواهم.txt',
    '👩‍💻 at work.png',
    'archive.tar.gz',
    'com10.txt',
    'console.log',
    'a (1) [final] {x} ~ #1 & more + 100%.txt',
  ])('%j is kept as it is', name => {
    expect(safeFileName(name)).toBe(name);
  });

  it.each([
    ['a path', '../../etc/passwd', 'passwd'],
    ['a path of Windows', 'C:\\Windows\\System32\\calc.exe', 'calc.exe'],
    ['both kinds of path', 'a\\b/c\\d.txt', 'd.txt'],
    ['a share', '\\\\server\\share\\x.txt', 'x.txt'],
    ['a folder', 'folder/', 'folder'],
    ['a drive letter', 'C:evil.txt', 'evil.txt'],
    ['a stream', 'readme.txt:hidden.exe', 'readme.txt_hidden.exe'],
    ['patterns and pipes', 'a<b>c"d|e?f*g.txt', 'a_b_c_d_e_f_g.txt'],
    ['nothing', '', 'file'],
    ['only dots', '..', 'file'],
    ['only dots and blanks', ' . . ', 'file'],
    ['only a path', '///', 'file'],
    ['a dot in front', '.bashrc', '_bashrc'],
    ['dots and blanks behind', 'setup.exe. . .', 'setup.exe'],
    ['a blank in front', '  x.txt', 'x.txt'],
    ['blanks that hide the extension', 'photo.jpg                    .exe', 'photo.jpg .exe'],
    ['other blanks', 'a\u00a0\u2003\u3000b.txt', 'a b.txt'],
    ['a bidirectional override', 'photo\u202egpj.exe', 'photogpj.exe'],
    ['bidirectional isolates', '\u2066a\u2069\u200f.txt', 'a.txt'],
    ['invisible characters', 'a\u200b\u00ad\ufeff\u2060b\u3164.txt', 'ab.txt'],
    ['controls', 'a\0b\nc\u001b[31m\u009fd.txt', 'abc[31md.txt'],
    ['line separators', 'a\u2028b\u2029c', 'abc'],
    ['lone surrogates', 'a\ud800b.txt', 'ab.txt'],
    ['a letter in two parts', 'u\u0308ber.txt', 'über.txt'],
  ])('%s: %j becomes %j', (_, received, kept) => {
    expect(safeFileName(received)).toBe(kept);
  });

  it.each(['CON', 'con.txt', 'nul', 'NUL.tar.gz', 'Aux .txt', 'COM1', 'lpt9.log', 'COM¹.txt', 'CONIN$'])(
    '%s is no device of Windows any more',
    received => {
      expect(safeFileName(received)).toBe(`_${received.slice(1)}`);
    },
  );

  it('is cut where it is too long, between characters, and keeps its extension', () => {
    const cut = safeFileName(`${'ä👍'.repeat(500)}.docx`);
    expect(cut).toMatch(/^(?:ä👍)+ä?\.docx$/u);
    expect(bytes(cut)).toBeLessThanOrEqual(LIMITS.fileNameBytes);
    expect(bytes(cut)).toBeGreaterThan(LIMITS.fileNameBytes - 4);
    expect(safeFileName('x'.repeat(LIMITS.fileNameBytes))).toBe('x'.repeat(LIMITS.fileNameBytes));
    expect(safeFileName(`x.${'y'.repeat(1000)}`)).toBe(`x.${'y'.repeat(LIMITS.fileNameBytes - 2)}`);
    expect(safeFileName(`${'x'.repeat(LIMITS.fileNameBytes - 1)}. .txt`)).not.toMatch(/[. ]$/);
  });

  it('is never a path, never empty, never too long, never invisible, and safe twice is safe once', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom('/', '\\', '.', ' ', ':', 'C:', 'con', 'NUL', '\u202e', '\0', 'ä', '👍', 'e\u0301'),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(
        hostile.map(parts => parts.join('')),
        received => {
          const name = safeFileName(received);
          expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
          expect(name).not.toMatch(/^[. ]|[. ]$|^$/);
          expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/i);
          expect(bytes(name)).toBeLessThanOrEqual(LIMITS.fileNameBytes);
          expect(safeFileName(name)).toBe(name);
          // It is what this side sends, too: FILEXFER takes it as it is.
          const command = { name: 'FILEXFER', fileName: name, fileSize: 0, channelId: 'RA_FX' } as const;
          expect(decodeCommand(encodeCommand(command))).toEqual(command);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the name that was sent', () => {
  it('is shown with everything spelled out that cannot be seen', () => {
    expect(escapeFileName('photo\u202egpj.exe')).toBe('photo\\u{202E}gpj.exe');
    expect(escapeFileName('a\0b\nc')).toBe('a\\u{0000}b\\u{000A}c');
    expect(escapeFileName('\ud800')).toBe('\\u{D800}');
    expect(escapeFileName('C:\\über 👍.txt')).toBe('C:\\über 👍.txt');
  });

  it('is cut where it is too long', () => {
    expect(escapeFileName('x'.repeat(LIMITS.fileNameShown + 1))).toBe(`${'x'.repeat(LIMITS.fileNameShown)}…`);
    expect(escapeFileName('x'.repeat(LIMITS.fileNameShown))).toBe('x'.repeat(LIMITS.fileNameShown));
  });
});
