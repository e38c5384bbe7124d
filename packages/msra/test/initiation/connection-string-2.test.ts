import { describe, expect, it } from 'vitest';
import {
  type ConnectionString2,
  formatConnectionString2,
  parseConnectionString2,
} from '../../src/initiation/connection-string.ts';
import { encodeRefusal, refusal } from './expect.ts';

const full =
  '<E><A KH="k" KH2="sha256:h" CE="MIIC&#xA;Zg==&#xA;" Future="&lt;1&gt;" ID="i"/><C>' +
  '<T ID="1" SID="7"><L P="49228" N="fe80::1%3"/><L P="1" N="2001:db8::1"/><L U="wss://a/b?c=1&amp;d" N="a"/></T>' +
  '<T ID="2" SID="8"/><T ID="3" SID="9"><L P="65535" N="pc.example"/></T></C></E>';

describe('connection string 2', () => {
  it('with everything that has been seen is read and written again character for character', () => {
    const value = parseConnectionString2(full);
    expect(value).toEqual({
      keyHash: 'k',
      keyHash2: 'sha256:h',
      id: 'i',
      extra: new Map([
        ['CE', 'MIIC\nZg==\n'],
        ['Future', '<1>'],
      ]),
      transports: [
        {
          id: '1',
          sessionId: '7',
          listeners: [
            { name: 'fe80::1%3', port: 49_228 },
            { name: '2001:db8::1', port: 1 },
            { name: 'a', uri: 'wss://a/b?c=1&d' },
          ],
        },
        { id: '2', sessionId: '8', listeners: [] },
        { id: '3', sessionId: '9', listeners: [{ name: 'pc.example', port: 65_535 }] },
      ],
    });
    expect(formatConnectionString2(value)).toBe(
      full.replace('<T ID="2" SID="8"/>', '<T ID="2" SID="8"></T>'),
    );
  });

  it('without what may be missing has no such fields', () => {
    const text = '<E><A ID="i"/><C></C></E>';
    expect(parseConnectionString2(text)).toStrictEqual({ id: 'i', transports: [] });
    expect(formatConnectionString2({ id: 'i', transports: [] })).toBe(text);
  });

  it('cannot be written with values that it cannot hold', () => {
    const refused = (change: Partial<ConnectionString2>) =>
      encodeRefusal(() => formatConnectionString2({ id: 'i', transports: [], ...change }));
    for (const name of ['ID', 'KH', 'KH2', '', '1a', 'a b', 'a"', ' a', 'a'.repeat(65)])
      expect([name, refused({ extra: new Map([[name, 'x']]) })]).toEqual([
        name,
        ['unrepresentable', 'attribute name'],
      ]);
    expect(
      formatConnectionString2({ id: 'i', extra: new Map([['a'.repeat(64), 'x']]), transports: [] }),
    ).toContain(` ${'a'.repeat(64)}="x"`);
    const listener = (part: object) => ({
      transports: [{ id: '1', sessionId: '0', listeners: [{ name: 'n', ...part }] }],
    });
    for (const port of [0, 65_536, 1.5]) expect(refused(listener({ port }))).toEqual(['out-of-range', 'P']);
    expect(refused(listener({}))).toEqual(['unrepresentable', 'L']);
    expect(refused(listener({ port: 1, uri: 'u' }))).toEqual(['unrepresentable', 'L']);
    const id = 'x'.repeat(16 * 1024 - formatConnectionString2({ id: '', transports: [] }).length);
    expect(formatConnectionString2({ id, transports: [] })).toHaveLength(16 * 1024);
    expect(refused({ id: `${id}x` })).toEqual(['too-long', 'connection string 2']);
  });

  it('takes a URI before a port', () => {
    const text = '<E><A ID="i"/><C><T ID="1" SID="0"><L P="x" U="u" N="n"/></T></C></E>';
    expect(parseConnectionString2(text).transports[0]?.listeners).toEqual([{ name: 'n', uri: 'u' }]);
  });

  it('says by the number of the tag where it is wrong', () => {
    const cases: Readonly<Record<string, readonly [string, number]>> = {
      '': ['bad-markup', 0],
      '<A ID="i"/>': ['bad-markup', 0],
      '</E>': ['bad-markup', 0],
      '<E><C/></E>': ['bad-markup', 1],
      '<E><A ID="i"><B/></A></E>': ['bad-markup', 2],
      '<E><A ID="i"/></E>': ['bad-markup', 3],
      '<E><A ID="i"/><C><X/></C></E>': ['bad-markup', 4],
      '<E><A ID="i"/><C></T></C></E>': ['bad-markup', 4],
      '<E><A ID="i"/><C/><X/></E>': ['bad-markup', 5],
      '<E>': ['bad-markup', 1],
      '<E><A ID="i">': ['bad-markup', 2],
      '<E><A ID="i"><A>': ['bad-markup', 2],
      '<E><A ID="i"/><C>': ['bad-markup', 4],
      '<E><A ID="i"/><C></A>': ['bad-markup', 4],
      '<E><A ID="i"/><C><T ID="1" SID="0">': ['bad-markup', 5],
      '<E><A ID="i"/><C><T ID="1" SID="0"><X/></T></C></E>': ['bad-markup', 5],
      '<E><A ID="i"/><C/></E><E>': ['bad-markup', 6],
      '<E><A/><C/></E>': ['missing-attribute', 6],
      '<E><A ID="i"/><C><T SID="0"/></C></E>': ['missing-attribute', 6],
      '<E><A ID="i"/><C><T ID="1"/></C></E>': ['missing-attribute', 6],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="1"/></T></C></E>': ['missing-attribute', 7],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L N="n"/></T></C></E>': ['missing-attribute', 7],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="0" N="n"/></T></C></E>': ['bad-value', 7],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="65536" N="n"/></T></C></E>': ['bad-value', 7],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="1 " N="n"/></T></C></E>': ['bad-value', 7],
      '<E><A ID="i"/><C><T ID="1" SID="0"><L P="000001" N="n"/></T></C></E>': ['bad-value', 7],
    };
    for (const [text, expected] of Object.entries(cases))
      expect([text, refusal(() => parseConnectionString2(text))]).toEqual([text, expected]);
  });

  it('has at most 16 transports of 64 listeners each', () => {
    const string = (transports: string) => parseConnectionString2(`<E><A ID="i"/><C>${transports}</C></E>`);
    const listeners = (count: number) => `<T ID="1" SID="0">${'<L P="1" N="n"/>'.repeat(count)}</T>`;
    expect(string('<T ID="1" SID="0"/>'.repeat(16)).transports).toHaveLength(16);
    expect(refusal(() => string('<T ID="1" SID="0"/>'.repeat(17)))).toEqual(['too-long', 36]);
    expect(string(listeners(64)).transports[0]?.listeners).toHaveLength(64);
    expect(refusal(() => string(listeners(65)))).toEqual(['too-long', 133]);
  });
});
