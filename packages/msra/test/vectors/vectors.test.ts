import { createHash } from 'node:crypto';
import {
  type ConnectionString2,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeParticipants,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeFileCommand,
  encodeParticipant,
  formatConnectionString2,
  matchFileCommand,
  type ParticipantPdu,
  parseConnectionString2,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { textVectors, toHex, vectors } from './vectors.ts';

interface Family {
  readonly decode: (bytes: Uint8Array) => unknown;
  readonly encode: (value: never) => Uint8Array;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  'rc-ctl': { decode: decodeCtl, encode: encodeCtl },
  'rc-command': { decode: decodeCommand, encode: encodeCommand },
  'participant-control': { decode: decodeParticipants, encode: encodeAllParticipants },
  chat: { decode: decodeChat, encode: encodeChat },
  'file-transfer': { decode: matchFileCommand, encode: encodeFileCommand },
};

function encodeAllParticipants(pdus: readonly ParticipantPdu[]): Uint8Array {
  return Uint8Array.from(pdus.flatMap(pdu => [...encodeParticipant(pdu)]));
}

for (const [family, { decode, encode }] of Object.entries(FAMILIES)) {
  describe(`vectors of ${family}`, () => {
    for (const vector of vectors(family)) {
      it(`${vector.name} decodes to its value`, () => {
        expect(decode(vector.bytes)).toEqual(vector.value);
      });
      if (vector.direction === 'both') {
        it(`${vector.name} is written byte for byte`, () => {
          expect(toHex(encode(vector.value as never))).toBe(toHex(vector.bytes));
        });
      }
      if (vector.sha256 !== undefined) {
        it(`${vector.name} has the bytes whose hash is known`, () => {
          expect(createHash('sha256').update(vector.bytes).digest('hex')).toBe(vector.sha256);
        });
      }
    }
  });
}

describe('vectors of connection-string', () => {
  for (const vector of textVectors('connection-string')) {
    it(`${vector.name} parses to its value`, () => {
      const { extra, ...known } = parseConnectionString2(vector.text);
      const plain = extra === undefined ? known : { ...known, extra: Object.fromEntries(extra) };
      expect(plain).toEqual(vector.value);
    });
    if (vector.direction === 'both') {
      it(`${vector.name} is written character for character`, () => {
        expect(formatConnectionString2(fromPlain(vector.value))).toBe(vector.text);
      });
    } else {
      it(`${vector.name} keeps its meaning when written anew`, () => {
        const value = parseConnectionString2(vector.text);
        expect(parseConnectionString2(formatConnectionString2(value))).toEqual(value);
      });
    }
  }
});

function fromPlain(value: unknown): ConnectionString2 {
  const { extra, ...known } = value as Omit<ConnectionString2, 'extra'> & { extra?: Record<string, string> };
  return extra === undefined ? known : { ...known, extra: new Map(Object.entries(extra)) };
}
