import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, isIpv4, toConnectionString1 } from '../../src/initiation/candidates.ts';
import { parseConnectionString2 } from '../../src/initiation/connection-string.ts';
import {
  CONNECTION_STRING_1_LIMITS,
  type ConnectionString1,
  formatConnectionString1,
  parseConnectionString1,
} from '../../src/initiation/connection-string-1.ts';
import { encodeRefusal, isTotal, refusal } from './expect.ts';

const GOOD = '65538,1,a:1;b:2,*,id,*,*,parms';
const value: ConnectionString1 = {
  machineAddressList: [
    { name: 'a', port: 1 },
    { name: 'b', port: 2 },
  ],
  raSessionId: 'id',
  protocolSpecificParms: 'parms',
};
const read = (family: string, name: string): string =>
  readFileSync(new URL(`../vectors/${family}/${name}.txt`, import.meta.url), 'utf8');

describe('connection string 1', () => {
  it('has exactly eight fields', () => {
    expect(parseConnectionString1(GOOD)).toEqual(value);
    expect(refusal(() => parseConnectionString1(''))).toEqual(['bad-value', 0]);
    expect(refusal(() => parseConnectionString1('65538,1,a:1;b:2,*,id,*,*'))).toEqual(['truncated', 24]);
    expect(refusal(() => parseConnectionString1('65538'))).toEqual(['truncated', 5]);
    expect(refusal(() => parseConnectionString1(`${GOOD},`))).toEqual(['trailing-bytes', 31]);
    expect(refusal(() => parseConnectionString1(`${GOOD},x,y`))).toEqual(['trailing-bytes', 31]);
  });

  it('with a field that is not as it must be is refused where the field begins', () => {
    const fields = GOOD.split(',');
    const wrong = ['65537', '2', 'a', '', 'i d', '**', 'x', 'pärms'];
    for (const [i, text] of wrong.entries()) {
      const at = fields.slice(0, i).reduce((sum, field) => sum + field.length + 1, 0);
      expect(refusal(() => parseConnectionString1(fields.with(i, text).join(',')))).toEqual([
        'bad-value',
        at,
      ]);
    }
    expect(refusal(() => parseConnectionString1(fields.with(4, '').join(',')))).toEqual(['bad-value', 18]);
    expect(refusal(() => parseConnectionString1(fields.with(7, '').join(',')))).toEqual(['bad-value', 25]);
    expect(refusal(() => parseConnectionString1(fields.with(2, '').join(',')))).toEqual(['bad-value', 8]);
  });

  it('has hosts with ports between semicolons, and an IPv6 address only in brackets', () => {
    const addresses = (list: string) =>
      parseConnectionString1(`65538,1,${list},*,i,*,*,p`).machineAddressList;
    expect(addresses('10.0.0.1:65535')).toEqual([{ name: '10.0.0.1', port: 65_535 }]);
    expect(addresses('PC-JÜRGEN_1.b:1;[fe80::1%eth0]:2;[::ffff:1.2.3.4]:3')).toEqual([
      { name: 'PC-JÜRGEN_1.b', port: 1 },
      { name: 'fe80::1%eth0', port: 2 },
      { name: '::ffff:1.2.3.4', port: 3 },
    ]);
    const bad = [
      'a:0',
      'a:65536',
      'a:000001',
      'a:',
      ':1',
      'a:1;',
      ';a:1',
      'fe80::1:1',
      '[]:1',
      '[:]:1',
      '[fe80::1:1',
      'fe80::1]:1',
      '[g::1]:1',
      'x[fe80::1]:1',
      '[fe80::1]x:1',
      '[fe80::1%]:1',
      'a b:1',
      'a\t:1',
      '"a":1',
      'a\u0085:1',
      '\uD800:1',
      `${'x'.repeat(256)}:1`,
    ];
    for (const list of bad) expect([list, refusal(() => addresses(list))[0]]).toEqual([list, 'bad-value']);
    expect(addresses(`${'x'.repeat(255)}:1`)).toHaveLength(1);
    expect(refusal(() => addresses('a:1;bb:2;c'))).toEqual(['bad-value', 17]);
  });

  it('is bounded', () => {
    const many = (count: number) => `65538,1,${Array(count).fill('a:1').join(';')},*,i,*,*,p`;
    const { maxAddresses, maxUnits } = CONNECTION_STRING_1_LIMITS;
    expect(parseConnectionString1(many(maxAddresses)).machineAddressList).toHaveLength(64);
    expect(refusal(() => parseConnectionString1(many(maxAddresses + 1)))).toEqual(['too-long', 8 + 64 * 4]);
    expect(refusal(() => parseConnectionString1(' '.repeat(maxUnits + 1)))).toEqual(['too-long', maxUnits]);
    expect(refusal(() => parseConnectionString1(' '.repeat(maxUnits)))).toEqual(['bad-value', 0]);
    const list = (last: number) =>
      [...Array(63).fill(`${'a'.repeat(123)}:1`), `${'b'.repeat(last)}:1`].join(';');
    const whole = (last: number) => `65538,1,${list(last)},*,i,*,*,p`;
    const fitting = 123 + maxUnits - whole(123).length;
    expect(whole(fitting)).toHaveLength(maxUnits);
    const longest = parseConnectionString1(whole(fitting));
    expect(formatConnectionString1(longest)).toBe(whole(fitting));
    expect(refusal(() => parseConnectionString1(whole(fitting + 1)))).toEqual(['too-long', maxUnits]);
    const id = (size: number) => `65538,1,a:1,*,${'i'.repeat(size)},*,*,p`;
    expect(parseConnectionString1(id(512)).raSessionId).toHaveLength(512);
    expect(refusal(() => parseConnectionString1(id(513)))).toEqual(['bad-value', 14]);
  });

  it('cannot be written with values that it cannot hold', () => {
    const refused = (change: Partial<ConnectionString1>) =>
      encodeRefusal(() => formatConnectionString1({ ...value, ...change }));
    const address = (name: string, port = 1) => ({ machineAddressList: [{ name, port }] });
    expect(formatConnectionString1(value)).toBe(GOOD);
    expect(refused({ machineAddressList: [] })).toEqual(['out-of-range', 'machineAddressList']);
    const many = (count: number, name: string) => ({
      machineAddressList: Array(count).fill({ name, port: 1 }),
    });
    expect(refused(many(65, 'a'))).toEqual(['too-long', 'machineAddressList']);
    expect(formatConnectionString1({ ...value, ...many(64, 'a') })).toHaveLength(8 + 64 * 4 - 1 + 15);
    expect(refused(many(64, 'a'.repeat(200)))).toEqual(['too-long', 'connection string 1']);
    for (const port of [0, 65_536, 1.5, Number.NaN])
      expect(refused(address('a', port))).toEqual(['out-of-range', 'port']);
    for (const name of ['', 'a b', 'a;b', 'a,b', '[::1]', ':', 'a:b:g'])
      expect(refused(address(name))).toEqual(['unrepresentable', 'machineAddressList']);
    for (const text of ['', 'a,b', 'a b', 'ä', '\0', 'x'.repeat(513)]) {
      expect(refused({ raSessionId: text })).toEqual(['unrepresentable', 'RASessionID']);
      expect(refused({ protocolSpecificParms: text })).toEqual(['unrepresentable', 'protocolSpecificParms']);
    }
  });

  it('comes back as it was written, and any other text is a value or a DecodeError', () => {
    const name = fc.oneof(fc.constantFrom('10.1.2.3', 'PC_1', 'fe80::1%3', '::'), fc.domain());
    const text = fc.stringMatching(/^[A-Za-z0-9+/=]{1,64}$/);
    const written = fc.record({
      machineAddressList: fc.array(fc.record({ name, port: fc.integer({ min: 1, max: 65_535 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      raSessionId: text,
      protocolSpecificParms: text,
    });
    fc.assert(
      fc.property(written, v => {
        expect(parseConnectionString1(formatConnectionString1(v))).toEqual(v);
      }),
    );
    const parts = fc.constantFrom(
      '65538',
      '1',
      '*',
      ',',
      ';',
      ':',
      'a:1',
      '[',
      ']',
      '::',
      ' ',
      '\uD800',
      'x',
    );
    const near = fc.array(parts, { maxLength: 20 }).map(all => all.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), any =>
        isTotal(() => parseConnectionString1(any)),
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('TCP candidates', () => {
  it('of string 2 leave out the listeners that have a URI, and cross transports in order', () => {
    const text =
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="5" N="fe80::1%3"/><L U="wss://x" N="x"/></T>' +
      '<T ID="2" SID="0"><L P="7" N="y"/><L P="5" N="fe80::1%3"/></T></C></E>';
    expect(candidates(parseConnectionString2(text))).toEqual([
      { name: 'fe80::1%3', port: 5 },
      { name: 'y', port: 7 },
      { name: 'fe80::1%3', port: 5 },
    ]);
  });

  it('make the string 1 that Windows writes beside its string 2', () => {
    const second = parseConnectionString2(read('connection-string', 'lhticket-with-scopes'));
    const first = toConnectionString1(second);
    expect(first && formatConnectionString1(first)).toBe(read('connection-string-1', 'windows-8'));
  });

  it('make no string 1 without IPv4 or without KH', () => {
    const of = (kh: string, name: string) =>
      toConnectionString1(
        parseConnectionString2(`<E><A${kh} ID="i"/><C><T ID="1" SID="0"><L P="5" N="${name}"/></T></C></E>`),
      );
    expect(of(' KH="k"', '1.2.3.4')).toEqual({
      machineAddressList: [{ name: '1.2.3.4', port: 5 }],
      raSessionId: 'i',
      protocolSpecificParms: 'k',
    });
    expect(of('', '1.2.3.4')).toBeUndefined();
    for (const name of ['fe80::1', 'a.example']) expect(of(' KH="k"', name)).toBeUndefined();
  });

  it('know an IPv4 address when they see one', () => {
    for (const good of ['0.0.0.0', '255.255.255.255', '10.0.3.105', '199.249.99.9'])
      expect([good, isIpv4(good)]).toEqual([good, true]);
    for (const bad of [
      '',
      '1.2.3',
      '1.2.3.4.',
      '1.2.3.4.5',
      '256.1.1.1',
      '1.1.1.260',
      '01.1.1.1',
      '1.2.3.a',
      'x1.2.3.4',
    ])
      expect([bad, isIpv4(bad)]).toEqual([bad, false]);
  });
});
