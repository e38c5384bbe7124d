// [MS-RA] 2.2.1, 2.2.2: a message and the one channel it may travel on. What a message is decides its channel,
// and the channel decides what a block is read as (product-behavior: `CHANNEL_DECIDES_THE_FAMILY`).

import { CHANNEL } from '../channels.ts';
import { decodeChat, encodeChat } from '../messages/chat.ts';
import { type CtlPacket, decodeCtl, encodeCtl } from '../messages/ctl.ts';
import {
  decodeParticipants,
  encodeParticipant,
  type ParticipantPdu,
} from '../messages/participant-control.ts';
import { decodeCommand, encodeCommand, type RcCommand } from '../messages/rc-command.ts';
import { type Block, decodeBlock, encodeBlock, type NamedData } from './binding.ts';
import { type ChannelSet, isUp } from './channel-set.ts';

/** A message of the protocol, by family. */
export type Message =
  /** On RC_CTL. */
  | { readonly type: 'control'; readonly packet: CtlPacket }
  /** On 70. */
  | { readonly type: 'chat'; readonly text: string }
  /** On 71. */
  | { readonly type: 'command'; readonly command: RcCommand }
  /** On `encomsp`. */
  | { readonly type: 'participant'; readonly pdu: ParticipantPdu }
  /** A word or a block of a file, on the channel that FILEXFER named. */
  | { readonly type: 'file'; readonly channelId: string; readonly block: Uint8Array };

/**
 * A message as a block of its channel.
 * @throws {EncodeError} for a value that does not fit its field.
 */
export function encodeMessage(message: Message): NamedData {
  switch (message.type) {
    case 'control':
      return { channelName: CHANNEL.control, data: encodeCtl(message.packet) };
    case 'chat':
      return { channelName: CHANNEL.chat, data: encodeChat(message.text) };
    case 'command':
      return { channelName: CHANNEL.command, data: encodeCommand(message.command) };
    case 'participant':
      return { channelName: CHANNEL.participants, data: encodeParticipant(message.pdu) };
    case 'file':
      return { channelName: message.channelId, data: message.block };
  }
}

/**
 * The messages in a block of a channel: one, but on `encomsp`, where a block may hold several or none.
 * @throws {DecodeError} and nothing else.
 */
export function decodeMessages({ channelName, data }: NamedData): readonly Message[] {
  switch (channelName) {
    case CHANNEL.control:
      return [{ type: 'control', packet: decodeCtl(data) }];
    case CHANNEL.chat:
      return [{ type: 'chat', text: decodeChat(data) }];
    case CHANNEL.command:
      return [{ type: 'command', command: decodeCommand(data) }];
    case CHANNEL.participants:
      return decodeParticipants(data).map(pdu => ({ type: 'participant', pdu }));
    default:
      return [{ type: 'file', channelId: channelName, block: data }];
  }
}

/**
 * The block that carries a message, on the one channel where it belongs; `undefined` where that channel is not up.
 * @throws {EncodeError} for a value that does not fit its field.
 */
export function blockOf(channels: ChannelSet, message: Message): Block | undefined {
  if (channels.name === 'closed' || channels.name === 'ended') return undefined;
  const named = encodeMessage(message);
  return isUp(channels, named.channelName) ? encodeBlock(channels.binding, named) : undefined;
}

/**
 * The messages in a block; none where its channel is not up, as for a file nobody has been told of.
 * @throws {DecodeError} and nothing else.
 */
export function messagesOf(channels: ChannelSet, block: Block): readonly Message[] {
  if (channels.name === 'closed' || channels.name === 'ended') return [];
  const named = decodeBlock(channels.binding, block);
  return isUp(channels, named.channelName) ? decodeMessages(named) : [];
}
