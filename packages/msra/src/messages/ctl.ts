// [MS-RA] 2.2.1.3 to 2.2.1.15: the session initialization packets of RC_CTL (REMOTEDESKTOP_CTL_*).
// One table gives the types, the encoder and the decoder.

import { CHANNEL, type Usage } from '../channels.ts';
import { type Codec, type Decoded, empty, type Flat, struct, u32, utf16Tail, utf16z } from '../wire/codec.ts';
import type { CodecOptions } from '../wire/codec-options.ts';
import { Cursor, Writer } from '../wire/cursor.ts';
import { DecodeError } from '../wire/errors.ts';
import { authorizationToken, bstrText, encryptedPassword } from './bstr.ts';
import { readEnvelopeHeader, writeEnvelopeHeader } from './envelope.ts';

/** Every packet type: number, who sends it in which versions, and what follows msgType. */
export const CTL = {
  /** 2.2.1.9; its string is ignored by the novice. */
  REMOTE_CONTROL_DESKTOP: {
    msgType: 1,
    from: 'expert',
    versions: [1],
    body: struct({ raConnectionString: utf16Tail }),
  },
  /** 2.2.1.10; a code of 2.2.6. The expert sends it for a VERSIONINFO that it does not like, in version 1 (3.3.5). */
  RESULT: { msgType: 2, from: 'both', versions: [1, 2], expertVersions: [1], body: struct({ result: u32 }) },
  /** 2.2.1.4 */
  AUTHENTICATE: {
    msgType: 3,
    from: 'expert',
    versions: [1],
    body: struct({ raConnectionString: utf16z, expertBlob: utf16z }),
  },
  /** 2.2.1.7 */
  SERVER_ANNOUNCE: { msgType: 4, from: 'novice', versions: [1, 2], body: empty },
  /** 2.2.1.5; may never arrive. */
  DISCONNECT: { msgType: 5, from: 'both', versions: [1, 2, 3], body: empty },
  /** 2.2.1.8; always 1.2 (product-behavior: `VERSIONINFO_IS_CONSTANT`, `EXPERT_2_SENDS_NO_VERSIONINFO`). */
  VERSIONINFO: {
    msgType: 6,
    from: 'both',
    versions: [1, 2],
    expertVersions: [1],
    body: struct({ versionMajor: u32, versionMinor: u32 }),
  },
  /** 2.2.1.6 */
  ISCONNECTED: { msgType: 7, from: 'both', versions: [1], body: empty },
  /** 2.2.1.11 (product-behavior: `VERIFY_PASSWORD_HAS_NO_STRING`). */
  VERIFY_PASSWORD: { msgType: 8, from: 'expert', versions: [2], body: struct({ expertBlob: utf16Tail }) },
  /** 2.2.1.12, REMOTEDESKTOP_EXPERT_ON_VISTA */
  EXPERT_ON_VISTA: {
    msgType: 9,
    from: 'expert',
    versions: [2],
    body: struct({ encryptedPassword }),
  },
  /** 2.2.1.13 */
  RANOVICE_NAME: { msgType: 10, from: 'novice', versions: [2], body: struct({ noviceName: bstrText }) },
  /** 2.2.1.14 */
  RAEXPERT_NAME: { msgType: 11, from: 'expert', versions: [2], body: struct({ expertName: bstrText }) },
  /** 2.2.1.15; the 20 bytes of 2.2.4. */
  TOKEN: { msgType: 12, from: 'both', versions: [3], body: struct({ token: authorizationToken }) },
} as const satisfies Readonly<Record<string, Usage & { msgType: number; body: unknown }>>;

/** Name of an RC_CTL packet, in the specification's spelling without `REMOTEDESKTOP_CTL_`. */
export type CtlName = keyof typeof CTL;

/** A session initialization packet, discriminated by `name`. */
export type CtlPacket = {
  [N in CtlName]: Flat<{ readonly name: N } & Decoded<(typeof CTL)[N]['body']>>;
}[CtlName];

const HEADER = 'REMOTEDESKTOP_CTL_BUFHEADER';
const BY_TYPE: ReadonlyMap<number, CtlName> = new Map(
  (Object.keys(CTL) as CtlName[]).map(name => [CTL[name].msgType, name]),
);

/**
 * One packet as a block of RC_CTL, its envelope included (2.2.1.1 puts it in every packet).
 * @param options for a peer that wants another form of what the text leaves open
 * @throws {EncodeError} for a value that does not fit its field.
 */
export function encodeCtl(packet: CtlPacket, options?: CodecOptions): Uint8Array {
  const { msgType, body } = CTL[packet.name];
  const data = new Writer();
  data.u32(msgType);
  (body as Codec<unknown>).encode(data, packet, options);
  const writer = new Writer();
  writeEnvelopeHeader(writer, CHANNEL.control, data.length);
  writer.bytes(data.finish());
  return writer.finish();
}

/**
 * Reads one block of RC_CTL.
 * @throws {DecodeError} and nothing else; `unknown-type` for a msgType that 2.2.1.3 does not list.
 */
export function decodeCtl(bytes: Uint8Array): CtlPacket {
  const { channelName, dataOffset } = readEnvelopeHeader(bytes);
  if (channelName !== CHANNEL.control) throw new DecodeError('wrong-channel', HEADER, 8);
  const header = new Cursor(bytes, HEADER, dataOffset);
  const name = BY_TYPE.get(header.u32());
  if (name === undefined) throw new DecodeError('unknown-type', HEADER, dataOffset);
  const cursor = new Cursor(bytes, `REMOTEDESKTOP_CTL_${name}`, header.offset);
  const value = CTL[name].body.decode(cursor);
  cursor.finish();
  return { name, ...value } as CtlPacket;
}
