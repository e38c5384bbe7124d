// [MS-RDPEMC] 2.2: the PDUs of channel `encomsp` that concern who is there and who may interact.
// Application and window PDUs (types 2 to 6 and 0xC) need no action here and are skipped like unknown ones.

import type { Usage } from '../channels.ts';
import {
  type Codec,
  type Decoded,
  empty,
  type Flat,
  struct,
  u8,
  u16,
  u32,
  utf16Counted,
} from '../wire/codec.ts';
import { Cursor, Writer } from '../wire/cursor.ts';
import { DecodeError } from '../wire/errors.ts';

/** Flags of Change Participant Control Level. */
export const CONTROL_LEVEL = { REQUEST_VIEW: 1, REQUEST_INTERACT: 2, ALLOW_CONTROL_REQUESTS: 8 } as const;

/** Flags of Participant-Created. */
export const PARTICIPANT = {
  MAY_VIEW: 1,
  MAY_INTERACT: 2,
  /** The receiver of the PDU is the participant it speaks of. */
  IS_PARTICIPANT: 4,
} as const;

/** A FriendlyName has at most 1,024 UTF-16 units. */
export const MAX_FRIENDLY_NAME_UNITS = 1024;

const ALL = [2, 3] as const;

/** The PDUs we act on: type number, sender and body. */
export const PARTICIPANT_PDUS = {
  /** Filter-Updated; bit 0 says that a filter is on. */
  FILTER_STATE_UPDATED: { type: 0x0001, from: 'novice', versions: ALL, body: struct({ flags: u8 }) },
  /** Participant-Removed. */
  PARTICIPANT_REMOVED: {
    type: 0x0007,
    from: 'novice',
    versions: ALL,
    body: struct({ participantId: u32, discType: u32, discCode: u32 }),
  },
  /** Participant-Created; also announces a changed level. */
  PARTICIPANT_CREATED: {
    type: 0x0008,
    from: 'novice',
    versions: ALL,
    body: struct({
      participantId: u32,
      groupId: u32,
      flags: u16,
      friendlyName: utf16Counted(MAX_FRIENDLY_NAME_UNITS),
    }),
  },
  /** Change Participant Control Level: the request for control in versions 2 and 3. */
  PARTICIPANT_CTRL_CHANGE: {
    type: 0x0009,
    from: 'expert',
    versions: ALL,
    body: struct({ flags: u16, participantId: u32 }),
  },
  /** Graphics Stream Paused. */
  GRAPHICS_STREAM_PAUSED: { type: 0x000a, from: 'novice', versions: ALL, body: empty },
  /** Graphics Stream Resumed. */
  GRAPHICS_STREAM_RESUMED: { type: 0x000b, from: 'novice', versions: ALL, body: empty },
  /** Change Participant Control Level Response. */
  PARTICIPANT_CTRL_CHANGE_RESPONSE: {
    type: 0x000d,
    from: 'novice',
    versions: ALL,
    body: struct({ flags: u16, participantId: u32, reasonCode: u32 }),
  },
} as const satisfies Readonly<Record<string, Usage & { type: number; body: unknown }>>;

/** Name of a PDU of `encomsp`. */
export type ParticipantPduName = keyof typeof PARTICIPANT_PDUS;

/** One PDU of `encomsp`, discriminated by `name`. */
export type ParticipantPdu = {
  [N in ParticipantPduName]: Flat<{ readonly name: N } & Decoded<(typeof PARTICIPANT_PDUS)[N]['body']>>;
}[ParticipantPduName];

const HEADER = 'encomsp PDU';
const HEADER_BYTES = 4;

/** Longest block we read; it may hold several PDUs. */
export const MAX_PARTICIPANT_BYTES = 64 * 1024;

const BY_TYPE: ReadonlyMap<number, ParticipantPduName> = new Map(
  (Object.keys(PARTICIPANT_PDUS) as ParticipantPduName[]).map(name => [PARTICIPANT_PDUS[name].type, name]),
);

/**
 * One PDU as a block of `encomsp`.
 * @throws {EncodeError} for a value that does not fit its field.
 */
export function encodeParticipant(pdu: ParticipantPdu): Uint8Array {
  const { type, body } = PARTICIPANT_PDUS[pdu.name];
  const writer = new Writer();
  writer.u16(type);
  writer.u16(0);
  (body as Codec<unknown>).encode(writer, pdu);
  writer.patchU16(2, writer.length);
  return writer.finish();
}

/**
 * Reads one block of `encomsp`, which may hold several PDUs. Unknown types are skipped, and so are bytes
 * behind the known fields inside a PDU's Length ([MS-RDPEMC] 3.1.5.1).
 * @throws {DecodeError} and nothing else; a PDU that is too short means that the peer should be disconnected.
 */
export function decodeParticipants(bytes: Uint8Array): ParticipantPdu[] {
  if (bytes.length > MAX_PARTICIPANT_BYTES) throw new DecodeError('too-long', HEADER, MAX_PARTICIPANT_BYTES);
  const block = new Cursor(bytes, HEADER);
  const pdus: ParticipantPdu[] = [];
  while (block.remaining > 0) {
    const type = block.u16();
    const length = block.u16();
    if (length < HEADER_BYTES) throw block.error('bad-length');
    const name = BY_TYPE.get(type);
    const body = block.sub(length - HEADER_BYTES, name ?? HEADER);
    if (name !== undefined)
      pdus.push({ name, ...PARTICIPANT_PDUS[name].body.decode(body) } as ParticipantPdu);
  }
  return pdus;
}
