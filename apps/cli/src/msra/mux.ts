/** All channels in one stream of envelopes ([MS-RA] 2.2.1.1), as on the static channel `remdesk`. */
import { CHANNEL, DecodeError, decodeEnvelope, encodeEnvelope } from '@rendezvous/msra';
import { UsageError } from '../errors.ts';
import { type Family, familyOf } from './families.ts';
import { envelopesIn, type Piece, within } from './pieces.ts';

/** A message and the name on its envelope. */
export interface MuxMessage {
  readonly channel: string;
  readonly [field: string]: unknown;
}

/**
 * Every message in a row of envelopes.
 * @param only the one family to read; the envelopes of the others are stepped over
 * @throws DecodeError, UsageError
 */
export function decodeMux(bytes: Uint8Array, only?: Family): MuxMessage[] {
  return envelopesIn(bytes).flatMap(piece =>
    within(`envelope at byte ${String(piece.start)}`, () => decodeOne(piece, only)),
  );
}

function decodeOne({ bytes }: Piece, only: Family | undefined): MuxMessage[] {
  const { channelName, data } = decodeEnvelope(bytes);
  const family = envelopedFamily(channelName);
  if (only !== undefined && family !== only) return [];
  if (family === undefined) throw new DecodeError('wrong-channel', 'REMOTEDESKTOP_CHANNELBUF_HEADER', 8);
  const messages = isOwnEnvelope(family) ? family.decode(bytes) : within('data', () => family.decode(data));
  return messages.map(message => ({ channel: channelName, ...message }));
}

/** Puts an encoded message of this channel into its envelope. @throws UsageError, EncodeError */
export function encodeMux(channelName: string, encode: (family: Family) => Uint8Array): Uint8Array {
  const family = envelopedFamily(channelName);
  if (family === undefined) {
    throw new UsageError(`${JSON.stringify(channelName)} is no channel whose messages have an envelope`);
  }
  const data = encode(family);
  return isOwnEnvelope(family) ? data : encodeEnvelope({ channelName, data });
}

/** `encomsp` is a static channel of its own beside `remdesk` and never inside it. */
export function envelopedFamily(channelName: string): Family | undefined {
  return channelName === CHANNEL.participants ? undefined : familyOf(channelName);
}

/** The packets of RC_CTL have their envelope on every transport. */
function isOwnEnvelope({ channel }: Family): boolean {
  return channel === CHANNEL.control;
}
