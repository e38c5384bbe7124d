import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Registration } from '../../src/registration.ts';
import { formatProblem, parseRegistration, REGISTRY_LIMITS } from '../../src/registry/index.ts';
import { findJsonSyntaxError } from '../../src/registry/json-syntax.ts';

const BOARD = {
  id: '{00000000-0000-0000-0000-00000000000A}',
  component: '{00000000-0000-0000-0000-00000000000B}',
  name: 'Board',
  icon: 'board.svg',
  url: 'https://board.example',
  launch: { kind: 'process', command: ['board', '--two'] },
};
const FILE = '/apps/board.json';
const read = (document: unknown) => parseRegistration(Buffer.from(JSON.stringify(document)), FILE);
const messages = (changes: object): string[] => {
  const { registration, problems } = read({ ...BOARD, ...changes });
  expect(registration).toBeUndefined();
  return problems.map(({ message }) => message);
};

describe('a file that is not a registration says what is wrong', () => {
  const texts: [string, string, string][] = [
    ['nothing', ' \n', 'the file is empty'],
    [
      'a half-written file',
      '{\n  "id": "{0000',
      'the file is not JSON: at line 2, column 9, expected a value',
    ],
    [
      'a comma too many',
      '{\n  "a": 1,\n}',
      'the file is not JSON: at line 3, column 1, expected a name in quotes',
    ],
    [
      'a comma too few',
      '[1 2]',
      'the file is not JSON: at line 1, column 4, expected a comma or the end of the list',
    ],
    ['no colon', '{"a" 1}', 'the file is not JSON: at line 1, column 6, expected a colon'],
    ['two documents', '{} {}', 'the file is not JSON: at line 1, column 4, expected the end of the file'],
    [
      'too many brackets',
      '['.repeat(100_000),
      'the file is not JSON: at line 1, column 65, expected at most 64 nested values',
    ],
    ['something else', '[]', 'the document must be an object, and is a list'],
    ['null', 'null', 'the document must be an object, and is null'],
  ];
  for (const [title, text, message] of texts) {
    it(title, () => {
      expect(parseRegistration(Buffer.from(text), FILE).problems.map(problem => problem.message)).toEqual([
        message,
      ]);
    });
  }

  it('bytes that are not text, and too many of them', () => {
    const [problem] = parseRegistration(Buffer.from([0x7b, 0xff]), FILE).problems;
    expect(problem).toMatchObject({ code: 'not-json', message: 'the file is not UTF-8 text' });
    const [large] = parseRegistration(new Uint8Array(REGISTRY_LIMITS.fileBytes + 1), FILE).problems;
    expect(large).toMatchObject({ code: 'too-large' });
  });

  const documents: [string, object, string[]][] = [
    ['a missing value', { name: undefined }, ['name is missing']],
    [
      'a wrong id',
      { id: '{56B994A7}' },
      ['id must be a GUID such as {56B994A7-380F-410B-9985-C809D78C1BDC}'],
    ],
    ['a number as a name', { name: 3 }, ['name must be text, and is a number']],
    ['an empty name', { name: '' }, ['name is empty']],
    ['a long name', { name: 'x'.repeat(101) }, ['name is longer than 100 characters']],
    ['an http address', { url: 'http://board.example' }, ['url must be an https address']],
    ['a number as an icon', { icon: 3 }, ['icon must be text or an object, and is a number']],
    ['an icon without its index', { icon: { path: 'board.exe' } }, ['icon.index is missing']],
    [
      'an icon between two',
      { icon: { path: 'board.exe', index: 0.5 } },
      ['icon.index must be a whole number'],
    ],
    ['an unknown kind', { launch: { kind: 'com' } }, ['launch.kind must be one of page, process, module']],
    ['no kind', { launch: {} }, ['launch.kind is missing; it must be one of page, process, module']],
    ['no launch', { launch: undefined }, ['launch is missing']],
    ['no program', { launch: { kind: 'process', command: [] } }, ['launch.command[0] is missing']],
    [
      'a shell line instead of a list',
      { launch: { kind: 'process', command: 'board --two' } },
      ['launch.command must be a list, and is text'],
    ],
    [
      'an argument with a line break',
      { launch: { kind: 'process', command: ['board', 'a\nb'] } },
      ['launch.command[1] must be text without control characters'],
    ],
    [
      'a page that wants everything',
      { launch: { kind: 'page', url: '/', sandbox: ['allow-top-navigation'], width: 1, height: 5000 } },
      [
        'launch.width is less than 200',
        'launch.height is greater than 4000',
        'launch.sandbox[0] must be one of allow-downloads, allow-forms, allow-modals, allow-pointer-lock, allow-popups, allow-same-origin, allow-scripts',
      ],
    ],
    [
      'a language with three letters',
      { localizedNames: { deu: 'Tafel' } },
      ['localizedNames.deu must be named by a language of two letters, such as de'],
    ],
    [
      'versions in the wrong order',
      { protocol: { min: 2, max: 1 } },
      ['protocol is wrong: min is greater than max'],
    ],
    [
      'too many sentences',
      {
        abilities: {
          de: { inviter: { can: Array(9).fill('x'), cannot: [] }, invitee: { can: [], cannot: [] } },
        },
      },
      ['abilities.de.inviter.can has more than 8 entries'],
    ],
  ];
  for (const [title, changes, expected] of documents) {
    it(title, () => {
      expect(messages(changes)).toEqual(expected);
    });
  }

  it('a problem has its file and its place', () => {
    const [problem] = read({ ...BOARD, launch: { kind: 'process', command: [] } }).problems;
    expect(problem).toEqual({
      severity: 'error',
      code: 'invalid',
      file: FILE,
      path: 'launch.command[0]',
      message: 'launch.command[0] is missing',
    });
    expect(problem && formatProblem(problem)).toBe('/apps/board.json: launch.command[0] is missing');
  });

  it('a misspelt key is said beside the missing one', () => {
    expect(messages({ name: undefined, nmae: 'Board' })).toEqual([
      'name is missing',
      'nmae is not known and has no effect',
    ]);
  });
});

describe('a file that is a registration', () => {
  it('may have a byte order mark and name its schema', () => {
    const text = `\ufeff${JSON.stringify({ $schema: 'https://example/registration.json', ...BOARD })}`;
    const { registration, problems } = parseRegistration(Buffer.from(text), FILE);
    expect(registration).toEqual(Registration.parse(BOARD));
    expect(problems).toEqual([]);
  });

  it('is warned of keys that have no effect, wherever they are', () => {
    const { registration, problems } = read({
      ...BOARD,
      colour: 'red',
      launch: { ...BOARD.launch, shell: true },
      abilities: { de: { inviter: { can: [], cannot: [], may: [] }, invitee: { can: [], cannot: [] } } },
    });
    expect(registration).toBeDefined();
    expect(problems.map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ['warning', 'unknown-key', 'launch.shell'],
      ['warning', 'unknown-key', 'colour'],
      ['warning', 'unknown-key', 'abilities.de.inviter.may'],
    ]);
  });
});

describe('properties', () => {
  it('the place of a syntax error is found exactly where the platform finds one', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', ':', 'x', '\\', '\u0001', '1', '-', ' '),
      )
      .map(([text, at, piece]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + piece + text.slice(cut + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.json(), fc.string()), text => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(findJsonSyntaxError(text, 1000) === undefined).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it('any document gives a reading, with problems exactly when it is no registration', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          ...Object.fromEntries(
            Object.entries(BOARD).map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.jsonValue())]),
          ),
          __proto__: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(anything, document => {
        const { registration, problems } = read(document);
        expect(problems.some(({ severity }) => severity === 'error')).toBe(registration === undefined);
      }),
    );
  });
});
