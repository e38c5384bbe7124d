import {
  DecodeError,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeEnvelope,
  decodeParticipants,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  encodeParticipant,
  formatConnectionString2,
  matchFileCommand,
  parseConnectionString2,
  splitChat,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectionString2,
  ctlPacket,
  damaged,
  participantPdu,
  rcCommand,
  textWithoutNul,
} from './arbitraries.ts';

/** Fails for anything but a value or a DecodeError. */
function isTotal(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
  }
}

const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const parseBytes = (bytes: Uint8Array): unknown =>
  parseConnectionString2(Buffer.from(bytes).toString('utf16le'));

const FAMILIES: Readonly<
  Record<string, { decode: (bytes: Uint8Array) => unknown; valid: fc.Arbitrary<Uint8Array> }>
> = {
  envelope: {
    decode: decodeEnvelope,
    valid: fc
      .record({
        channelName: fc.constantFrom('70', '71', 'RA_FX', ''),
        data: fc.uint8Array({ maxLength: 40 }),
      })
      .map(encodeEnvelope),
  },
  RC_CTL: { decode: decodeCtl, valid: ctlPacket.map(encodeCtl) },
  RCCOMMAND: { decode: decodeCommand, valid: rcCommand.map(encodeCommand) },
  encomsp: {
    decode: decodeParticipants,
    valid: fc
      .array(participantPdu, { maxLength: 3 })
      .map(pdus => Uint8Array.from(pdus.flatMap(pdu => [...encodeParticipant(pdu)]))),
  },
  chat: { decode: decodeChat, valid: textWithoutNul.map(encodeChat) },
  'file command': {
    decode: matchFileCommand,
    valid: fc.constantFrom('FILEXFERACK\0', 'FILEXFEREND').map(utf16),
  },
  'connection string': {
    decode: parseBytes,
    valid: connectionString2.map(value => utf16(formatConnectionString2(value))),
  },
};

for (const [family, { decode, valid }] of Object.entries(FAMILIES)) {
  describe(`decoding ${family}`, () => {
    it('gives a value or a DecodeError for any bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), bytes => isTotal(() => decode(bytes))),
        { numRuns: 1_500 },
      );
    });

    it('gives a value or a DecodeError for damaged messages', () => {
      fc.assert(
        fc.property(damaged(valid), bytes => isTotal(() => decode(bytes))),
        { numRuns: 1_500 },
      );
    });

    it('never shares memory with its input', () => {
      fc.assert(
        fc.property(valid, bytes => {
          const before = JSON.stringify(decode(bytes));
          const again = bytes.slice();
          const value = decode(again);
          again.fill(0xff);
          expect(JSON.stringify(value)).toBe(before);
        }),
        { numRuns: 100 },
      );
    });
  });
}

describe('round trips', () => {
  it('hold for every packet of RC_CTL', () => {
    fc.assert(
      fc.property(ctlPacket, packet => {
        expect(decodeCtl(encodeCtl(packet))).toEqual(packet);
      }),
    );
  });

  it('hold for every command', () => {
    fc.assert(
      fc.property(rcCommand, command => {
        expect(decodeCommand(encodeCommand(command))).toEqual(command);
      }),
    );
  });

  it('hold for every block of encomsp', () => {
    fc.assert(
      fc.property(fc.array(participantPdu, { maxLength: 4 }), pdus => {
        const block = Uint8Array.from(pdus.flatMap(pdu => [...encodeParticipant(pdu)]));
        expect(decodeParticipants(block)).toEqual(pdus);
      }),
    );
  });

  it('hold for every connection string', () => {
    fc.assert(
      fc.property(connectionString2, value => {
        expect(parseConnectionString2(formatConnectionString2(value))).toEqual(value);
      }),
    );
  });

  it('hold for every chat text, cut into pieces and put together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), text => {
        const pieces = splitChat(text).map(encodeChat);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(1024);
        expect(pieces.map(decodeChat).join('')).toBe(text.replaceAll('\0', ''));
      }),
    );
  });
});
