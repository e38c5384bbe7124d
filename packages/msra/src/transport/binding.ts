// [MS-RA] 2.1, 2.2.1.1, 2.2.1.2: two ways of putting the protocol's channels on a transport
// (product-behavior: `ENVELOPE_ON_CONTROL_ONLY`).

import { CHANNEL, STATIC_CONTROL_CHANNEL } from '../channels.ts';
import { decodeEnvelope, encodeEnvelope } from '../messages/envelope.ts';
import { DecodeError } from '../wire/errors.ts';

/**
 * How the protocol's channels are carried; whoever opens the connection chooses (product-behavior: `BINDING_IS_A_CHOICE`).
 *
 * - `mux`: one static channel `remdesk` carries all, every block under the name of its channel
 * - `native`: every channel of the protocol is a channel of the transport; only RC_CTL packets have the header
 *
 * `encomsp` belongs to [MS-RDPEMC] and is a channel of its own in both.
 */
export type Binding = 'mux' | 'native';

/** One block on a channel of the transport. */
export interface Block {
  /** Name of the transport's channel. */
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/** One block on a channel of the protocol. RC_CTL's `data` is the whole packet, its header included. */
export interface NamedData {
  readonly channelName: string;
  readonly data: Uint8Array;
}

const HEADER = 'REMOTEDESKTOP_CHANNELBUF_HEADER';

/**
 * The block that carries `data` on the protocol's channel `channelName`.
 * @throws {EncodeError} `too-long` for a name over 64 bytes or a block over 512 KiB.
 */
export function encodeBlock(binding: Binding, { channelName, data }: NamedData): Block {
  if (channelName === CHANNEL.participants || binding === 'native') {
    return { channel: channelName, bytes: data };
  }
  // 2.2.1.1: the header is part of every RC_CTL packet, so that one is under its name already.
  const bytes = channelName === CHANNEL.control ? data : encodeEnvelope({ channelName, data });
  return { channel: STATIC_CONTROL_CHANNEL, bytes };
}

/**
 * The protocol's channel of a block, and what came on it.
 * @throws {DecodeError} `wrong-channel` for a channel that the binding does not have, or the envelope's errors.
 */
export function decodeBlock(binding: Binding, { channel, bytes }: Block): NamedData {
  if (channel === CHANNEL.participants) return { channelName: channel, data: bytes };
  if ((channel === STATIC_CONTROL_CHANNEL) !== (binding === 'mux')) {
    throw new DecodeError('wrong-channel', HEADER, 0);
  }
  if (binding === 'native') return { channelName: channel, data: bytes };
  const { channelName, data } = decodeEnvelope(bytes);
  if (channelName === CHANNEL.participants || channelName === STATIC_CONTROL_CHANNEL) {
    throw new DecodeError('wrong-channel', HEADER, 8);
  }
  return { channelName, data: channelName === CHANNEL.control ? bytes : data };
}
