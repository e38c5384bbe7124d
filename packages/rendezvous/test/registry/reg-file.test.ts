import { describe, expect, it } from 'vitest';
import { formatRegFile, parseRegFile } from '../../src/registry/index.ts';
import { APPS, ansi, BOARD, file, hexOf, ID, VALUES, withValue } from './support/reg-files.ts';
import { ASK, ENCODERS, HEADERS, OFFER, regText } from './support/remote-assistance.ts';

describe('the two registrations of the seed', () => {
  for (const version of [4, 5] as const) {
    for (const [name, encode] of Object.entries(ENCODERS)) {
      it(`come out of a version ${String(version)} file in ${name} with exactly their values`, () => {
        expect(parseRegFile(encode(regText(version)))).toEqual({ registrations: [OFFER, ASK], problems: [] });
      });
    }
  }

  for (const version of [4, 5] as const) {
    for (const encoding of ['utf-16le', 'utf-8'] as const) {
      it(`go into a version ${String(version)} file in ${encoding} and out of it unchanged`, () => {
        const bytes = formatRegFile([OFFER, ASK], { version, encoding });
        expect(parseRegFile(bytes)).toEqual({ registrations: [OFFER, ASK], problems: [] });
      });
    }
  }

  it('are written as the registry editor writes them', () => {
    const text = new TextDecoder('utf-16le').decode(formatRegFile([ASK]));
    expect(text).toBe(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\RendezvousApps\\{56B994A7-380F-410B-9985-C809D78C1BDC}]',
        '"Name"="Ask for RemoteAssistance"',
        '"Icon"=dword:00000001',
        '"RendezvousComponent"="{C0B3C446-3032-4016-926F-9BAE48BEBFBE}"',
        '"Path"="C:\\\\Windows\\\\System32\\\\RAServer.exe"',
        '"URL"="https://www.microsoft.com"',
        '',
        '',
      ].join('\r\n'),
    );
  });
});

describe('what the macro and the variables of a path become', () => {
  it('the system folder is where the caller says', () => {
    const reading = parseRegFile(ENCODERS['UTF-8'](regText(5)), { system32: 'D:\\W$&\\System32' });
    expect(reading.registrations[0]?.path).toBe('D:\\W$&\\System32\\RAServer.exe');
  });

  for (const macro of ['$(runtime.drivers)', '$(runtime.System32)', '$(x)', '$()', '$(open']) {
    it(`${macro} is refused by its name`, () => {
      const { registrations, problems } = parseRegFile(withValue('Path', `"Path"="${macro}\\\\x.exe"`));
      expect(registrations).toEqual([]);
      expect(problems).toEqual([
        {
          severity: 'error',
          line: 7,
          message: expect.stringContaining(`Path has the unknown macro ${macro}`),
        },
      ]);
    });
  }

  it('a variable in plain text stays as it is written', () => {
    const bytes = withValue('Path', '"Path"="%SystemRoot%\\\\x.exe"');
    const reading = parseRegFile(bytes, { environment: { SystemRoot: 'C:\\Windows' } });
    expect(reading.registrations[0]?.path).toBe('%SystemRoot%\\x.exe');
  });

  it('a variable in expandable text is expanded from what is given, and stays when it is not given', () => {
    const bytes = Buffer.from('%systemroot%\\%Other%\\x.exe\0', 'utf16le');
    const reading = parseRegFile(withValue('Path', `"Path"=hex(2):${hexOf(bytes)}`), {
      environment: { SystemRoot: 'C:\\Windows' },
    });
    expect(reading).toEqual({
      registrations: [{ ...BOARD, path: 'C:\\Windows\\%Other%\\x.exe' }],
      problems: [],
    });
  });
});

describe('the grammar of the file', () => {
  const board = { registrations: [BOARD], problems: [] };

  it('keys and names are found in any case, with the abbreviation, spaces and comments', () => {
    const bytes = file(
      ' ; a comment',
      '  [hklm\\software\\MICROSOFT\\rendezvousapps\\{00000000-0000-0000-0000-00000000000a}] ; here',
      '  "name" = "Board" ; there',
      '"ICON"=DWORD:0 ; and there',
      ...VALUES.slice(2),
      '@="the default value"',
    );
    expect(parseRegFile(bytes)).toEqual(board);
  });

  it('lines end as on Windows, on Unix or on an old Macintosh', () => {
    for (const end of ['\r\n', '\n', '\r']) {
      expect(parseRegFile(Buffer.from([HEADERS[5], `[${APPS}\\${ID}]`, ...VALUES].join(end)))).toEqual(board);
    }
  });

  it('bytes may go on over several lines, in both versions, as text of the version', () => {
    const wide = hexOf(Buffer.from('Grüße 👋\0', 'utf16le')).replaceAll(',00,', ',00,\\\r\n  ');
    expect(parseRegFile(withValue('Name', `"Name"=hex(1):${wide}`)).registrations[0]?.name).toBe('Grüße 👋');
    const narrow = hexOf(Buffer.from('Gr\u00fc\u00dfe\0', 'latin1')).replace(',', ',\\\r\n  ');
    const old = ansi([`"Name"=hex(2):${narrow}`, ...VALUES.slice(1)].join('\r\n'));
    expect(parseRegFile(old).registrations[0]?.name).toBe('Grüße');
  });

  it('a version 4 file that is not UTF-8 is in the western European code page', () => {
    const reading = parseRegFile(ansi(['"Name"="Grüße"', ...VALUES.slice(1)].join('\r\n')));
    expect(reading.registrations[0]?.name).toBe('Grüße');
  });

  it('an icon may be written as four bytes, and is a number with a sign', () => {
    const bytes = withValue('Icon', '"Icon"=hex(4):9b,ff,ff,ff');
    expect(parseRegFile(bytes).registrations[0]?.icon).toBe(-101);
    expect(parseRegFile(withValue('Icon', '"Icon"=dword:ffffff9b')).registrations[0]?.icon).toBe(-101);
  });

  it('other keys are skipped, with whatever stands in them', () => {
    const bytes = file(
      '[HKEY_CLASSES_ROOT\\CLSID]',
      'this is no value',
      `[${APPS}]`,
      `[${APPS}\\${ID}]`,
      ...VALUES,
    );
    expect(parseRegFile(bytes)).toEqual(board);
  });

  it('a deleted key and a deleted value are gone, and a later value takes the place of an earlier one', () => {
    const key = `[${APPS}\\${ID}]`;
    expect(parseRegFile(file(key, ...VALUES, `[-${APPS}]`))).toEqual({ registrations: [], problems: [] });
    expect(parseRegFile(file(key, '"Other"="x"', '"Other"=-', ...VALUES))).toEqual(board);
    expect(parseRegFile(file(key, '"Name"="Old"', ...VALUES))).toEqual(board);
    expect(parseRegFile(file(key, '"Name"="Old"', `[-${APPS}\\${ID}]`, key, ...VALUES))).toEqual(board);
  });

  it('the key of 32-bit programs is read, and never in place of the other', () => {
    const wow = APPS.replace('SOFTWARE', 'SOFTWARE\\WOW6432Node');
    expect(parseRegFile(file(`[${wow}\\${ID}]`, ...VALUES))).toEqual(board);
    const both = file(
      `[${wow}\\${ID}]`,
      '"Name"="Narrow"',
      ...VALUES.slice(1),
      `[${APPS}\\${ID}]`,
      ...VALUES,
    );
    const { registrations, problems } = parseRegFile(both);
    expect(registrations).toEqual([BOARD]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        line: 3,
        message: `${ID} is also registered for 64-bit programs, and that registration stays`,
      },
    ]);
  });
});
