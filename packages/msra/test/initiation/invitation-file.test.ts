import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeInvitationFile,
  encodeInvitationFile,
  expiresAt,
  INVITATION_FILE_LIMITS,
  type Invitation,
  type Invitation1,
  type Invitation2,
  isExpired,
} from '../../src/initiation/invitation-file.ts';
import { formatPassStub, isPassStub, PASS_STUB_RANDOM_BYTES } from '../../src/initiation/pass-stub.ts';
import { damaged, xmlText } from '../properties/arbitraries.ts';
import { encodeRefusal, isTotal, refusal } from './expect.ts';

const DATA =
  'RCTICKETENCRYPTED="1" DtStart="10" DtLength="2" PassStub="p" L="0" LHTICKET="00112233445566778899aabbccddeeff"';
const file = (data: string): string => `<UPLOADINFO TYPE="Escalated"><UPLOADDATA ${data}/></UPLOADINFO>`;
const decode = (text: string): Invitation => decodeInvitationFile(Buffer.from(text));
const STRING = '<E><A ID="i"/><C></C></E>';

const first: Invitation1 = {
  type: 1,
  userName: 'n',
  passwordProtected: false,
  dtStart: 0,
  dtLength: 0,
  slowLine: false,
  rcTicket: 'x',
};
const second: Invitation2 = {
  ...first,
  type: 2,
  passwordProtected: true,
  passStub: 'p',
  lhTicket: new Uint8Array(16),
};

describe('an invitation file', () => {
  it('of the second type has a ticket of hexadecimal digits in any case', () => {
    expect(decode(file(DATA))).toStrictEqual({
      type: 2,
      userName: '',
      passwordProtected: true,
      dtStart: 10,
      dtLength: 2,
      passStub: 'p',
      slowLine: false,
      lhTicket: Uint8Array.from({ length: 16 }, (_, i) => 17 * i),
    });
  });

  it('that is not composed as it must be is refused, and the error counts tags', () => {
    const cases: Readonly<Record<string, readonly [string, string, number]>> = {
      nothing: ['', 'bad-markup', 0],
      'another root': ['<UPLOADDATA/>', 'bad-markup', 0],
      'no TYPE': ['<UPLOADINFO/>', 'missing-attribute', 1],
      'another TYPE': [file(DATA).replace('Escalated', 'escalated'), 'bad-value', 1],
      'no data': ['<UPLOADINFO TYPE="Escalated"/>', 'bad-markup', 1],
      'something in the data': [file(DATA).replace('/>', '><X/></UPLOADDATA>'), 'bad-markup', 2],
      'a second data': [file(DATA).replace('</', '<UPLOADDATA/></'), 'bad-markup', 3],
      'something behind': [`${file(DATA)}<X/>`, 'bad-markup', 4],
      'no ticket': [file(DATA.replace('LHTICKET', 'X')), 'missing-attribute', 2],
      'no RCTICKETENCRYPTED': [file(DATA.replace('RCTICKETENCRYPTED', 'X')), 'missing-attribute', 2],
      'no PassStub though protected': [file(DATA.replace('PassStub', 'X')), 'missing-attribute', 2],
      'no DtStart': [file(DATA.replace('DtStart', 'X')), 'missing-attribute', 2],
      'no DtLength': [file(DATA.replace('DtLength', 'X')), 'missing-attribute', 2],
      'another flag': [file(DATA.replace('L="0"', 'L="2"')), 'bad-value', 2],
      'an empty flag': [file(DATA.replace('ENCRYPTED="1"', 'ENCRYPTED=""')), 'bad-value', 2],
      'a start below zero': [file(DATA.replace('"10"', '"-1"')), 'bad-value', 2],
      'a start of 33 bits': [file(DATA.replace('"10"', '"4294967296"')), 'bad-value', 2],
      'a start with leading zeros': [file(DATA.replace('"10"', '"00000000001"')), 'bad-value', 2],
      'a length that is none': [file(DATA.replace('"2"', '"2.5"')), 'bad-value', 2],
      'a ticket of 15 bytes': [file(DATA.replace('ff"', '"')), 'bad-value', 2],
      'a ticket of half a byte': [file(DATA.replace('ff"', 'f"')), 'bad-value', 2],
      'an empty ticket': [file(DATA.replace(/LHTICKET="\w*"/, 'LHTICKET=""')), 'bad-value', 2],
      'a bare ampersand': [file(DATA.replace('"p"', '"&"')), 'bad-markup', file(DATA).indexOf('"p"')],
      'a DTD': [`<!DOCTYPE x>${file(DATA)}`, 'bad-markup', 1],
      'two declarations': [`<?xml version="1.0"?><?xml version="1.0"?>${file(DATA)}`, 'bad-markup', 1],
      'a declaration without end': [`<?xml version="1.0">${file(DATA)}`, 'bad-markup', 1],
      'a bad string': ['<E/>', 'bad-markup', 0],
      'a bare string with a fault': [STRING.replace(' ID="i"', ''), 'missing-attribute', 6],
    };
    for (const [what, [text, code, offset]] of Object.entries(cases))
      expect([what, ...refusal(() => decode(text))]).toEqual([what, code, offset]);
  });

  it('may begin with white space and a declaration', () => {
    const plain = decode(file(DATA));
    for (const start of [
      '<?xml version="1.0"?>',
      ' \r\n\t<?xml version="1.0" encoding="Unicode" ?>\r\n',
      '\n',
      '\uFEFF',
    ])
      expect(decode(start + file(DATA))).toEqual(plain);
    expect(decode(`<?xml${' '.repeat(201)}?>${file(DATA)}`)).toEqual(plain);
    expect(refusal(() => decode(`<?xml${' '.repeat(202)}?>${file(DATA)}`))[0]).toBe('bad-markup');
  });

  it('may be just a connection string, which is kept as it is up to white space around it', () => {
    const bare = { type: 'connection-string', connectionString: STRING };
    expect(decode(STRING)).toEqual(bare);
    expect(decode(`<?xml version="1.0"?>\r\n ${STRING}\r\n`)).toEqual(bare);
    expect(decode(STRING.replace('<E>', '<E >'))).toEqual({
      ...bare,
      connectionString: STRING.replace('<E>', '<E >'),
    });
    expect(Buffer.from(encodeInvitationFile(decode(STRING))).toString()).toBe(STRING);
    expect(Buffer.from(encodeInvitationFile(decode(STRING), 'utf-16')).toString('utf16le')).toBe(
      `\uFEFF${STRING}`,
    );
  });

  it('is bounded', () => {
    const { maxBytes, maxTicketBytes } = INVITATION_FILE_LIMITS;
    const padded = (size: number) => new Uint8Array(size).fill(0x20);
    expect(refusal(() => decodeInvitationFile(padded(maxBytes + 1)))).toEqual(['too-long', maxBytes]);
    expect(refusal(() => decodeInvitationFile(padded(maxBytes)))).toEqual(['bad-markup', 0]);
    const noText = new Uint8Array(maxBytes + 1).fill(0x80);
    expect(refusal(() => decodeInvitationFile(noText))).toEqual(['too-long', maxBytes]);
    const ticket = (size: number) =>
      decode(file(DATA.replace(/LHTICKET="\w*"/, `LHTICKET="${'00'.repeat(size)}"`)));
    expect(ticket(maxTicketBytes)).toMatchObject({ type: 2 });
    expect(refusal(() => ticket(maxTicketBytes + 16))).toEqual(['bad-value', 2]);
    const attributes = (count: number) =>
      `${DATA} ${Array.from({ length: count - 6 }, (_, i) => `a${i}=""`).join(' ')}`;
    expect(decode(file(attributes(32)))).toMatchObject({ type: 2 });
    expect(refusal(() => decode(file(attributes(33))))[0]).toBe('too-long');
    expect(refusal(() => decode('<X/>'.repeat(5)))[0]).toBe('too-long');
  });

  it('cannot be written with values that it cannot hold', () => {
    const refused = (change: Partial<Invitation2>) =>
      encodeRefusal(() => encodeInvitationFile({ ...second, ...change }));
    for (const bad of [-1, 0.5, 2 ** 32, Number.NaN]) {
      expect(refused({ dtStart: bad })).toEqual(['out-of-range', 'DtStart']);
      expect(refused({ dtLength: bad })).toEqual(['out-of-range', 'DtLength']);
    }
    for (const size of [0, 15, 17, INVITATION_FILE_LIMITS.maxTicketBytes + 16])
      expect(refused({ lhTicket: new Uint8Array(size) })).toEqual(['out-of-range', 'LHTICKET']);
    expect(refused({ userName: '\0' })).toEqual(['unrepresentable', 'USERNAME']);
    expect(refused({ rcTicket: '\uD800' })).toEqual(['unrepresentable', 'RCTICKET']);
    expect(refused({ userName: 'x'.repeat(INVITATION_FILE_LIMITS.maxBytes) })).toEqual([
      'too-long',
      'invitation file',
    ]);
    const rest = encodeInvitationFile({ ...second, userName: '' }).length;
    const longest = 'x'.repeat(INVITATION_FILE_LIMITS.maxBytes - rest);
    expect(encodeInvitationFile({ ...second, userName: longest })).toHaveLength(
      INVITATION_FILE_LIMITS.maxBytes,
    );
    expect(refused({ userName: `${longest}x` })).toEqual(['too-long', 'invitation file']);
    const { passStub: _, ...without } = second;
    expect(encodeRefusal(() => encodeInvitationFile(without))).toEqual(['unrepresentable', 'PassStub']);
    expect(decodeInvitationFile(encodeInvitationFile(first))).toStrictEqual(first);
  });

  it('runs out when its minutes are over', () => {
    const invitation = { ...first, dtStart: 1_314_905_741, dtLength: 180 };
    expect(expiresAt(invitation)).toBe(1_314_905_741 + 10_800);
    expect(isExpired(invitation, 1_314_905_741 + 10_799)).toBe(false);
    expect(isExpired(invitation, 1_314_905_741 + 10_800)).toBe(true);
    const bare = decode(STRING);
    expect(expiresAt(bare)).toBe(Number.POSITIVE_INFINITY);
    expect(isExpired(bare, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  const u32 = fc.nat({ max: 0xffff_ffff });
  const invitation: fc.Arbitrary<Invitation> = fc.oneof(
    fc.record({
      type: fc.constant(1 as const),
      userName: xmlText,
      passwordProtected: fc.boolean(),
      dtStart: u32,
      dtLength: u32,
      passStub: xmlText,
      slowLine: fc.boolean(),
      rcTicket: xmlText,
    }),
    fc
      .record({ lhTicket: fc.uint8Array({ minLength: 1, maxLength: 4 }), dtStart: u32, rcTicket: xmlText })
      .map(
        ({ lhTicket, ...rest }): Invitation2 => ({
          ...second,
          ...rest,
          lhTicket: Uint8Array.from(
            { length: 16 * lhTicket.length },
            (_, i) => lhTicket[i % lhTicket.length] ?? 0,
          ),
        }),
      ),
    fc.constant({ type: 'connection-string' as const, connectionString: STRING }),
  );

  it('comes back as it was written, in both encodings', () => {
    fc.assert(
      fc.property(invitation, fc.constantFrom('utf-8' as const, 'utf-16' as const), (value, encoding) => {
        expect(decodeInvitationFile(encodeInvitationFile(value, encoding))).toEqual(value);
      }),
    );
  });

  it('of any bytes is a value or a DecodeError, damaged or not', () => {
    const written = invitation.map(value => encodeInvitationFile(value));
    fc.assert(
      fc.property(damaged(written), bytes => isTotal(() => decodeInvitationFile(bytes))),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => isTotal(() => decodeInvitationFile(bytes))),
      { numRuns: 1_000 },
    );
  });

  it('is read in linear time', () => {
    for (const unit of ['<E ', '<?xml ', ' ', '&', '<', 'a="', '\n<E>\n']) {
      const began = performance.now();
      isTotal(() => decode(unit.repeat(200_000 / unit.length)));
      isTotal(() => decode(`<E>${unit.repeat(15_000 / unit.length)}`));
      expect(performance.now() - began).toBeLessThan(4_000);
    }
  });
});

describe('a PassStub', () => {
  it('is composed as the published ones are', () => {
    const published = [
      'WB^6HsrIaFmEpi',
      'RT=0PvIndan52*',
      'e4=3CiFuM6h2qH',
      'fg^2IkiL*z3j4U',
      'LK#6Lh*gCmNDpj',
      'Po^1BiNrHBvHGP',
      'o2*5GdBARK_JBB',
    ];
    for (const stub of published) expect([stub, isPassStub(stub)]).toEqual([stub, true]);
    for (const stub of [
      '',
      'WB^6HsrIaFmEp',
      'WB^6HsrIaFmEpii',
      'W^B6HsrIaFmEpi',
      'WB^6hsrIaFmEpi',
      'WB^6HsrIaFmEp!',
    ])
      expect([stub, isPassStub(stub)]).toEqual([stub, false]);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: PASS_STUB_RANDOM_BYTES, maxLength: PASS_STUB_RANDOM_BYTES }),
        random => {
          expect(isPassStub(formatPassStub(random))).toBe(true);
        },
      ),
    );
  });

  it('depends on every random byte, from the first to the last of each set', () => {
    expect(PASS_STUB_RANDOM_BYTES).toBe(28);
    expect(formatPassStub(new Uint8Array(28))).toBe('AA!0AaAAAAAAAA');
    expect(formatPassStub(new Uint8Array(0))).toBe('AA!0AaAAAAAAAA');
    expect(formatPassStub(new Uint8Array(28).fill(0xff))).toBe('__=9Zz________');
    const one = formatPassStub(new Uint8Array(28).map((_, i) => (i % 2 === 0 ? 0x80 : 0)));
    expect(one).toBe('gg*5Nngggggggg');
    // The second byte of a pair decides where the first stands just below a border.
    const low = (byte: number) => formatPassStub(new Uint8Array(28).with(6, 0x19).with(7, byte));
    expect([low(0x99), low(0x9a)]).toEqual(['AA!0AaAAAAAAAA', 'AA!1AaAAAAAAAA']);
  });
});
