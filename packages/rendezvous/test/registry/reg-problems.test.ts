import { describe, expect, it } from 'vitest';
import { parseRegFile, REGISTRY_LIMITS } from '../../src/registry/index.ts';
import { APPS, BOARD, file, hexOf, ID, VALUES, withValue } from './support/reg-files.ts';

describe('what is wrong is said with its line', () => {
  const cases: [string, Uint8Array, number, string][] = [
    [
      'no header',
      Buffer.from('hello'),
      1,
      'the first line must be REGEDIT4 or Windows Registry Editor Version 5.00',
    ],
    [
      'nothing at all',
      new Uint8Array(),
      1,
      'the first line must be REGEDIT4 or Windows Registry Editor Version 5.00',
    ],
    [
      'bytes in the wrong order',
      Buffer.from([0xfe, 0xff, 0, 65]),
      0,
      'the file is UTF-16 with the bytes in the other order than Windows writes them',
    ],
    [
      'half a character',
      Buffer.from([0xff, 0xfe, 0, 0xd8]),
      0,
      'the file begins as UTF-16 and is not UTF-16',
    ],
    [
      'bytes that are no text',
      Buffer.from([0x57, 0xff]),
      0,
      'the file is neither UTF-16 with a byte order mark nor UTF-8',
    ],
    ['a value before any key', file('"Name"="x"'), 3, 'a value must stand below a key'],
    ['a key without its bracket', file('[HKEY_LOCAL_MACHINE'), 3, 'a key must stand in square brackets'],
    ['a missing value', withValue('URL'), 3, 'URL is missing'],
    [
      'a key that is no GUID',
      file(`[${APPS}\\Board]`, ...VALUES),
      3,
      'the key Board is not named by a GUID in braces',
    ],
    [
      'a component that is no GUID',
      withValue('RendezvousComponent', '"RendezvousComponent"="{49010C18}"'),
      6,
      'RendezvousComponent must be a GUID in braces',
    ],
    [
      'an icon that is text',
      withValue('Icon', '"Icon"="0"'),
      5,
      'Icon must be a DWORD, such as dword:00000001',
    ],
    [
      'an icon with too many digits',
      withValue('Icon', '"Icon"=dword:000000001'),
      5,
      'Icon must have one to eight hexadecimal digits after dword:',
    ],
    ['a name that is a number', withValue('Name', '"Name"=dword:1'), 4, 'Name must be text'],
    ['a name that is empty', withValue('Name', '"Name"=""'), 4, 'Name is empty'],
    [
      'a name that is too long',
      withValue('Name', `"Name"="${'x'.repeat(101)}"`),
      4,
      'Name is longer than 100 characters',
    ],
    [
      'a name with a line break',
      withValue('Name', `"Name"=hex(1):${hexOf(Buffer.from('a\nb', 'utf16le'))}`),
      4,
      'Name has control characters',
    ],
    [
      'a backslash that stands alone',
      withValue('Path', '"Path"="C:\\x.exe"'),
      7,
      'Path must have every backslash twice',
    ],
    [
      'text without its end',
      withValue('Path', '"Path"="C:'),
      7,
      'Path must end with a quote on the same line',
    ],
    [
      'text with something after it',
      withValue('Path', '"Path"="C:" x'),
      7,
      'Path must have nothing after the closing quote',
    ],
    ['a value of no kind', withValue('Path', '"Path"=C:'), 7, 'Path must be text in quotes, dword: or hex:'],
    [
      'bytes that are none',
      withValue('Path', '"Path"=hex(2):5g'),
      7,
      'Path must have hexadecimal bytes with commas between them after hex:',
    ],
    [
      'an odd number of bytes',
      withValue('Path', '"Path"=hex(2):41,00,42'),
      7,
      'Path must have the bytes of UTF-16 text after hex:',
    ],
    ['binary data', withValue('Path', '"Path"=hex:41,00'), 7, 'Path must be text'],
    ['an address that is none', withValue('URL', '"URL"="board"'), 8, 'URL must be an https address'],
    ['a line that is nothing', withValue('URL', 'URL=x'), 8, 'a line must be a key, a value or a comment'],
    [
      'a name without its value',
      withValue('URL', '"URL"'),
      8,
      'an equals sign must follow the name of the value',
    ],
    [
      'a very long line',
      withValue('URL', `"URL"="${'x'.repeat(REGISTRY_LIMITS.regLine)}"`),
      8,
      `the line is longer than ${String(REGISTRY_LIMITS.regLine)} characters`,
    ],
    [
      'a file that is too large',
      new Uint8Array(REGISTRY_LIMITS.regBytes + 1),
      0,
      `the file is larger than ${String(REGISTRY_LIMITS.regBytes)} bytes`,
    ],
    [
      'too many lines',
      file(...Array.from({ length: REGISTRY_LIMITS.regLines }, () => ';')),
      REGISTRY_LIMITS.regLines + 1,
      `the file has more than ${String(REGISTRY_LIMITS.regLines)} lines`,
    ],
  ];
  for (const [title, bytes, line, message] of cases) {
    it(title, () => {
      const { registrations, problems } = parseRegFile(bytes);
      expect(registrations).toEqual([]);
      expect(problems).toContainEqual({ severity: 'error', line, message });
    });
  }

  it('what has no effect is a warning, and the registration stands', () => {
    const bytes = file(
      `[HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\RendezvousApps\\${ID}]`,
      `[${APPS}\\${ID}\\Below]`,
      `[${APPS}\\${ID}]`,
      ...VALUES,
      '"Colour"="red"',
    );
    const { registrations, problems } = parseRegFile(bytes);
    expect(registrations).toEqual([BOARD]);
    expect(problems).toEqual([
      { severity: 'warning', line: 3, message: `${ID} is not below HKEY_LOCAL_MACHINE, and is not read` },
      { severity: 'warning', line: 4, message: `Below below ${ID} is not known and has no effect` },
      { severity: 'warning', line: 11, message: 'colour is not known and has no effect' },
    ]);
  });

  it('one wrong application does not keep the other out', () => {
    const other = '{00000000-0000-0000-0000-00000000000C}';
    const { registrations, problems } = parseRegFile(
      file(`[${APPS}\\${other}]`, `[${APPS}\\${ID}]`, ...VALUES),
    );
    expect(registrations).toEqual([BOARD]);
    expect(problems).toHaveLength(5);
  });

  it('more applications than may be are a problem, and the first ones stand', () => {
    const many = Array.from({ length: REGISTRY_LIMITS.regKeys + 1 }, (_, index) => [
      `[${APPS}\\{00000000-0000-0000-0000-${index.toString(16).padStart(12, '0')}}]`,
      ...VALUES,
    ]).flat();
    const { registrations, problems } = parseRegFile(file(...many));
    expect(registrations).toHaveLength(REGISTRY_LIMITS.regKeys);
    expect(problems.map(({ message }) => message)).toEqual([
      `there are more than ${String(REGISTRY_LIMITS.regKeys)} keys`,
    ]);
  });
});
