import { DecodeError, decodeCommand, MAX_COMMAND_UNITS, parseConnectionString2 } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { CONNECTION_STRING_LIMITS } from '../src/initiation/connection-string.ts';
import { CONTACT_LIMITS, decodeContact } from '../src/messages/contact.ts';
import { formatAttribute, tokenize } from '../src/wire/markup.ts';

interface Family {
  /** A good text. Each has one attribute whose value is `x`. */
  readonly good: string;
  /** An attribute that nobody knows goes in front of this. */
  readonly mark: string;
  readonly read: (text: string) => unknown;
  readonly limit: number;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  RCCOMMAND: {
    good: '<RCCOMMAND NAME="EXPERTIP" EXPERTIPDATA="x"/>',
    mark: '/>',
    read: text => decodeCommand(Buffer.from(`${text}\0`, 'utf16le')),
    limit: MAX_COMMAND_UNITS,
  },
  'a connection string': {
    good: '<E><A ID="x"/><C></C></E>',
    mark: '/>',
    read: parseConnectionString2,
    limit: CONNECTION_STRING_LIMITS.maxUnits,
  },
  'a contact file': {
    good: `<RAINVITATIONCOLL><RAINVITATIONITEM NAME="x" COMPUTERNAME="" AVATAR="" PUBLICKEY="" ADDRESS="${'0'.repeat(40)}.RAContact" TYPE="1" TIME="20240101000000.000000"/></RAINVITATIONCOLL>`,
    mark: '/>',
    read: text => decodeContact(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    limit: CONTACT_LIMITS.maxBytes / 2,
  },
};

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return 'read';
}

const BILLION = `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(99)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'abcdefghij'[i + 1]} "&${'abcdefghij'[i]};&${'abcdefghij'[i]};">`).join('')}]>`;

for (const [family, { good, mark, read, limit }] of Object.entries(FAMILIES)) {
  const around = (front: string, behind = ''): string => refusal(() => read(front + good + behind));
  const value = (inside: string): string => refusal(() => read(good.replace('"x"', `"${inside}"`)));
  const attribute = (more: string): string => refusal(() => read(good.replace(mark, ` ${more}${mark}`)));

  describe(family, () => {
    it('is read when it is good, with white space around and attributes nobody knows', () => {
      expect(around('')).toBe('read');
      expect(around(' \t\r\n', '\r\n')).toBe('read');
      expect(attribute('SOMETHING="else"')).toBe('read');
      expect(value('&lt;&gt;&amp;&quot;&apos;&#65;&#x41;&#x10FFFF;')).toBe('read');
    });

    it('with a DTD is refused', () => {
      expect(around('<!DOCTYPE a>')).toBe('bad-markup');
      expect(around('<!DOCTYPE a SYSTEM "file:///etc/passwd">')).toBe('bad-markup');
      expect(around(BILLION)).toBe('bad-markup');
    });

    it('with an entity that XML does not have built in is refused', () => {
      for (const inside of [
        '&a;',
        '&j;',
        '&LT;',
        '&nbsp;',
        '&;',
        '&',
        '&amp',
        '&#;',
        '&#x;',
        '&#X41;',
        '& amp;',
      ]) {
        expect([inside, value(inside)]).toEqual([inside, 'bad-markup']);
      }
      for (const inside of [
        '&#0;',
        '&#x1F;',
        '&#xD800;',
        '&#xDFFF;',
        '&#xFFFE;',
        '&#x110000;',
        '&#9999999;',
      ]) {
        expect([inside, value(inside)]).toEqual([inside, 'bad-markup']);
      }
      expect(value(`&#${'0'.repeat(50)}65;`)).toBe('bad-markup');
    });

    it('with a comment, a processing instruction, CDATA or character data is refused', () => {
      for (const extra of [
        '<!-- -->',
        '<!---->',
        '<?a b?>',
        '<![CDATA[x]]>',
        'x',
        '&amp;',
        '\uFEFF',
        ']]>',
      ]) {
        const front = refusal(() => read(`${family === 'a contact file' ? ' ' : ''}${extra}${good}`));
        expect([extra, front]).toEqual([extra, 'bad-markup']);
        expect([extra, around('', extra)]).toEqual([extra, 'bad-markup']);
        const inside = good.replace(mark, `>${extra}</${/<(\w+) /.exec(good)?.[1]}>`);
        expect([extra, refusal(() => read(inside))]).toEqual([extra, 'bad-markup']);
      }
    });

    it('with a nested, a second or an unclosed element is refused', () => {
      const [, name] = /<(\w+) /.exec(good) ?? [];
      expect(refusal(() => read(good.replace(mark, `></${name}>`)))).toBe('read');
      expect(refusal(() => read(good.replace(mark, `><A/></${name}>`)))).toBe('bad-markup');
      expect(refusal(() => read(good.replace(mark, `></${name}></${name}>`)))).toBe('bad-markup');
      expect(refusal(() => read(good.replace(mark, '>')))).toBe('bad-markup');
      expect(around('', good)).toBe('bad-markup');
      expect(around(good)).toBe('bad-markup');
      expect(refusal(() => read('<A>'.repeat(1000)))).toBe('too-long');
    });

    it('with a duplicate attribute is refused', () => {
      expect(attribute('A="1" A="1"')).toBe('bad-markup');
      expect(attribute(`${family === 'a connection string' ? 'ID' : 'NAME'}="x"`)).toBe('bad-markup');
      expect(attribute('A="1" a="1"')).toBe('read');
    });

    it('with attributes that are not written as XML writes them is refused', () => {
      for (const more of [
        'A',
        'A=',
        'A=1',
        'A="1',
        'A=\'1"',
        'A="1"B="2"',
        '1A="1"',
        '.A="1"',
        '-A="1"',
        'Ä="1"',
        '="1"',
        'A:B="1"',
        'A = = "1"',
        'A="<"',
        "A='<'",
        '/ ',
        '<A/>',
        'A="1" /',
      ]) {
        expect([more, attribute(more)]).toEqual([more, 'bad-markup']);
      }
      for (const more of [`_${'a'.repeat(63)}="1"`, 'A \t=\r\n "1"', "A='\"'", 'A=""', 'A.b-c_9="1"']) {
        expect([more, attribute(more)]).toEqual([more, 'read']);
      }
      expect(attribute(`${'a'.repeat(65)}="1"`)).toBe('bad-markup');
    });

    it('with a NUL, another control, a non-character or a lone surrogate is refused', () => {
      for (const unit of [
        '\u0001',
        '\u0008',
        '\u000B',
        '\u001F',
        '\uFFFE',
        '\uFFFF',
        '\uD800',
        '\uDC00',
        '\uDC00\uD800',
      ]) {
        expect([unit, value(unit)]).toEqual([unit, 'bad-text']);
      }
      expect(['bad-text', 'trailing-bytes']).toContain(value('\0'));
      for (const unit of ['\u007F', '\u0085', '\uE000', '\uFFFD', '\u{1F600}', '\u{10FFFF}', '\t']) {
        expect([unit, value(unit)]).toEqual([unit, 'read']);
      }
    });

    it('of a megabyte of attributes is refused for its length alone', () => {
      const attributes = Array.from({ length: 90_000 }, (_, i) => ` A${i}=""`).join('');
      expect(attributes.length).toBeGreaterThan(700_000);
      expect(refusal(() => read(good.replace(mark, attributes + mark)))).toBe('too-long');
      // The length comes first: what no reader could take is not looked at.
      expect(refusal(() => read('\uD800'.repeat(limit + 1)))).toBe('too-long');
      const spaces = ' '.repeat(limit - good.length - (family === 'a connection string' ? 0 : 1));
      expect(around(spaces)).toBe('read');
    });

    it('of many attributes within its length is refused for their number', () => {
      const many = (count: number): string => Array.from({ length: count }, (_, i) => ` A${i}=""`).join('');
      expect(attribute(many(40))).toBe('too-long');
      expect(attribute(many(8))).toBe('read');
    });
  });
}

describe('tokenize', () => {
  const LIMITS = { maxUnits: 100, maxAttributes: 2, maxTags: 3 };
  const offset = (text: string): string => {
    try {
      tokenize(text, 's', LIMITS);
    } catch (error) {
      if (error instanceof DecodeError) return `${error.code} ${error.offset}`;
      throw error;
    }
    return 'read';
  };

  it('gives tags in their order, and two for an element without content', () => {
    const none = new Map();
    expect(tokenize(' <a> <b c="1"\td=\'2\' /> </a >', 's', { ...LIMITS, maxTags: 4 })).toEqual([
      { kind: 'open', name: 'a', attributes: none },
      {
        kind: 'open',
        name: 'b',
        attributes: new Map([
          ['c', '1'],
          ['d', '2'],
        ]),
      },
      { kind: 'close', name: 'b' },
      { kind: 'close', name: 'a' },
    ]);
    expect(tokenize('', 's', LIMITS)).toEqual([]);
    expect(tokenize(' \t\r\n', 's', LIMITS)).toEqual([]);
  });

  it('makes one blank of a line end in a value, and keeps references to it', () => {
    const [tag] = tokenize('<a b="1\r\n2\n3\r4\t5&#xD;&#10;&#x9;&amp;lt;"/>', 's', LIMITS);
    expect(tag).toEqual({ kind: 'open', name: 'a', attributes: new Map([['b', '1 2 3 4 5\r\n\t&lt;']]) });
  });

  it('says where it failed', () => {
    expect(offset('x'.repeat(101))).toBe('too-long 100');
    expect(offset('\uD800')).toBe('bad-text 0');
    expect(offset('<a b="\u0001"/>')).toBe('bad-text 5');
    expect(offset('<a b="&x;"/>')).toBe('bad-markup 5');
    expect(offset('<a b="<"/>')).toBe('bad-markup 5');
    expect(offset('<a b="')).toBe('bad-markup 5');
    expect(offset('<a b=x')).toBe('bad-markup 5');
    expect(offset('<a b x')).toBe('bad-markup 5');
    expect(offset('<a b="1" b="2"/>')).toBe('bad-markup 9');
    expect(offset('<a b="1" c="2" d="3"/>')).toBe('too-long 15');
    expect(offset('<a/><b/>')).toBe('read');
    expect(offset('<a/><b/><c/>')).toBe('too-long 8');
    expect(offset('<a>  x')).toBe('bad-markup 5');
    expect(offset('<1/>')).toBe('bad-markup 1');
    expect(offset('</1>')).toBe('bad-markup 2');
    expect(offset('</a b>')).toBe('bad-markup 4');
    expect(offset('<a / >')).toBe('bad-markup 4');
    expect(offset('<a')).toBe('bad-markup 2');
    expect(offset(`<${'a'.repeat(65)}/>`)).toBe('bad-markup 1');
    expect(offset(`<${'a'.repeat(64)}/>`)).toBe('read');
  });
});

describe('formatAttribute', () => {
  it('escapes what a value cannot hold as it is, and nothing else', () => {
    expect(formatAttribute('A', `<>&"'\t\n\r ä😀`)).toBe(` A="&lt;&gt;&amp;&quot;'&#x9;&#xA;&#xD; ä😀"`);
  });
});
