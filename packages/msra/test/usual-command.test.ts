import { DecodeError, decodeCommand, encodeCommand } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rcCommand } from './properties/arbitraries.ts';

const outcome = (text: string): unknown => {
  try {
    return decodeCommand(Buffer.from(`${text}\0`, 'utf16le'));
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
};

/** A blank in front keeps a text from being read the short way. */
const longWay = (text: string): unknown => outcome(` ${text}`);

describe('a command in its usual form', () => {
  it('means what the general reader says, whatever its attributes are and in which order', () => {
    const attribute = fc.oneof(
      fc.constantFrom(
        'FILENAME="a"',
        'FILESIZE="1"',
        'CHANNELID="RA_FX"',
        'INTERNALDATA="1"',
        'FILESIZE="x"',
      ),
      fc.constantFrom(
        'EXPERTIPDATA="\uD800"',
        'EXPERTIPDATA="x"',
        'A="&lt;"',
        'NAME="ESCRC"',
        'A="&"',
        "A='1'",
      ),
    );
    const name = fc.constantFrom('FILEXFER', 'EXPERTIP', 'ESCRC', 'NOTHING', 'DENIEDRC ', 'constructor');
    fc.assert(
      fc.property(name, fc.array(attribute, { maxLength: 6 }), (NAME, attributes) => {
        const text = `<RCCOMMAND ${[`NAME="${NAME}"`, ...attributes].join(' ')}/>`;
        expect(outcome(text)).toEqual(longWay(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('means what the general reader says for every command', () => {
    fc.assert(
      fc.property(rcCommand, command => {
        const text = Buffer.from(encodeCommand(command)).toString('utf16le').slice(0, -1);
        expect(outcome(text)).toEqual(command);
        expect(longWay(text)).toEqual(command);
      }),
    );
  });

  it('has its attributes once and no others, else it is read the long way', () => {
    const file = 'NAME="FILEXFER" FILENAME="a" FILESIZE="1" CHANNELID="c"';
    const value = { name: 'FILEXFER', fileName: 'a', fileSize: 1, channelId: 'c' };
    expect(outcome(`<RCCOMMAND ${file}/>`)).toEqual(value);
    expect(outcome(`<RCCOMMAND ${file} INTERNALDATA="2"/>`)).toEqual({ ...value, internalData: 2 });
    expect(outcome(`<RCCOMMAND ${file} OTHER="2"/>`)).toEqual(value);
    expect(outcome(`<RCCOMMAND ${file} INTERNALDATA="2" OTHER="2"/>`)).toEqual({ ...value, internalData: 2 });
    expect(outcome(`<RCCOMMAND ${file} FILENAME="b"/>`)).toBe('bad-markup');
    expect(outcome('<RCCOMMAND NAME="ESCRC" NAME="ESCRC"/>')).toBe('bad-markup');
    expect(outcome('<RCCOMMAND NAME="ESCRC" OTHER="1"/>')).toEqual({ name: 'ESCRC' });
    expect(outcome('<RCCOMMAND NAME="EXPERTIP"/>')).toBe('missing-attribute');
    expect(outcome('<RCCOMMAND NAME="FILEXFER" FILESIZE="1" FILENAME="a" CHANNELID="c"/>')).toEqual(value);
    expect(outcome('<RCCOMMAND NAME="EXPERTIP" EXPERTIPDATA="\uDC00"/>')).toBe('bad-text');
    expect(outcome('<RCCOMMAND NAME="EXPERTIP" EXPERTIPDATA="\uFFFE"/>')).toBe('bad-text');
    expect(outcome('<RCCOMMAND NAME="EXPERTIP" EXPERTIPDATA="&quot;\'>"/>')).toEqual({
      name: 'EXPERTIP',
      expertIpData: '"\'>',
    });
  });
});
