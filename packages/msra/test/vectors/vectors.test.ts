import { createHash } from 'node:crypto';
import {
  type ConnectionString2,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeEnvelope,
  decodeParticipants,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  encodeFileCommand,
  encodeParticipant,
  formatConnectionString2,
  matchFileCommand,
  type ParticipantPdu,
  parseConnectionString2,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { decodeContact, encodeContact } from '../../src/messages/contact.ts';
import { decodeExpertBlob, encodeExpertBlob } from '../../src/messages/expert-blob.ts';
import {
  decodeFastPathUpdates,
  encodeFastPathUpdate,
  type FastPathUpdate,
} from '../../src/messages/fast-path.ts';
import { decodeUserHelpBlob, encodeUserHelpBlob } from '../../src/messages/user-help-blob.ts';
import { CODEC_DEFAULTS, type CodecOptions } from '../../src/wire/codec-options.ts';
import { textVectors, toHex, vectors } from './vectors.ts';

interface Family {
  readonly decode: (bytes: Uint8Array) => unknown;
  readonly encode: (value: never, options: CodecOptions) => Uint8Array;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  envelope: { decode: decodeEnvelope, encode: encodeEnvelope },
  'rc-ctl': { decode: decodeCtl, encode: encodeCtl },
  'rc-command': { decode: decodeCommand, encode: encodeCommand },
  'participant-control': { decode: decodeParticipants, encode: encodeAllParticipants },
  chat: { decode: decodeChat, encode: encodeChat },
  'file-transfer': { decode: matchFileCommand, encode: encodeFileCommand },
  'fast-path': { decode: decodeFastPathUpdates, encode: encodeAllUpdates },
};

function encodeAllUpdates(updates: readonly FastPathUpdate[]): Uint8Array {
  return Uint8Array.from(updates.flatMap(update => [...encodeFastPathUpdate(update)]));
}

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
          expect(toHex(encode(vector.value as never, { ...CODEC_DEFAULTS, ...vector.options }))).toBe(
            toHex(vector.bytes),
          );
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

interface TextFamily {
  readonly decode: (text: string) => unknown;
  readonly encode: (value: never) => string;
}

const TEXT_FAMILIES: Readonly<Record<string, TextFamily>> = {
  'expert-blob': { decode: decodeExpertBlob, encode: encodeExpertBlob },
  'user-help-blob': { decode: decodeUserHelpBlob, encode: encodeUserHelpBlob },
  contact: {
    decode: text => decodeContact(Uint8Array.from(Buffer.from(text))),
    encode: contact => Buffer.from(encodeContact(contact)).toString(),
  },
};

for (const [family, { decode, encode }] of Object.entries(TEXT_FAMILIES)) {
  describe(`vectors of ${family}`, () => {
    for (const vector of textVectors(family)) {
      it(`${vector.name} is read as its value`, () => {
        expect(decode(vector.text)).toEqual(vector.value);
      });
      if (vector.direction === 'both') {
        it(`${vector.name} is written character for character`, () => {
          expect(encode(vector.value as never)).toBe(vector.text);
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
