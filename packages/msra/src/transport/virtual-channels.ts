// [MS-RA] 2.1, 3.11, 3.12: the channels of the transport that a remote assistance connection begins with.

import { CHANNEL, STATIC_CONTROL_CHANNEL, type Version } from '../channels.ts';
import type { Binding } from './binding.ts';

/** A channel of the transport. */
export interface VirtualChannel {
  /** Its name on the transport. */
  readonly name: string;
  /** Static channels are there with the RDP connection; dynamic ones are created on it ([MS-RDPEDYC]). */
  readonly kind: 'static' | 'dynamic';
}

const NATIVE: readonly VirtualChannel[] = [
  { name: CHANNEL.control, kind: 'dynamic' },
  { name: CHANNEL.chat, kind: 'dynamic' },
  { name: CHANNEL.command, kind: 'dynamic' },
];
const MUX: readonly VirtualChannel[] = [{ name: STATIC_CONTROL_CHANNEL, kind: 'static' }];
const PARTICIPANTS: readonly VirtualChannel[] = [{ name: CHANNEL.participants, kind: 'static' }];

/**
 * The channels that are made with the connection and live as long as the session, in the order they are made.
 * File channels are not among them: each is made for its file (product-behavior: `THREE_CHANNELS_AND_FILES`).
 */
export function virtualChannels(binding: Binding): readonly VirtualChannel[] {
  return binding === 'mux' ? MUX : NATIVE;
}

/**
 * What the expert makes besides: `encomsp`, on which it asks for control in versions 2 and 3 ([MS-RDPEMC]).
 * The novice may not know the version yet and takes what comes; a session can do without.
 */
export function channelsBesides(version: Version): readonly VirtualChannel[] {
  return version === 1 ? [] : PARTICIPANTS;
}

/** The transport's channel that session initialization travels on. */
export function controlCarrier(binding: Binding): string {
  return binding === 'mux' ? STATIC_CONTROL_CHANNEL : CHANNEL.control;
}
