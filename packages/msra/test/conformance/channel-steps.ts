// One message of each family, and what the channels make of a list of inputs.

import { type CtlPacket, type ParticipantPdu, type RcCommand } from '@rendezvous/msra';
import { type Binding } from '../../src/transport/binding.ts';
import {
  type ChannelSet,
  type ChannelSetInput,
  initialChannelSet,
  stepChannelSet,
} from '../../src/transport/channel-set.ts';
import { type Message } from '../../src/transport/message.ts';
import { channelsBesides } from '../../src/transport/virtual-channels.ts';
import { run } from './machine-run.ts';

export const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
export const COMMAND: RcCommand = { name: 'TYPINGSTART' };
export const PDU: ParticipantPdu = { name: 'PARTICIPANT_CTRL_CHANGE', flags: 3, participantId: 0 };
export const BYTES = Uint8Array.of(1, 2, 3);
export const MESSAGES: readonly Message[] = [
  { type: 'control', packet: ANNOUNCE },
  { type: 'chat', text: 'Hi' },
  { type: 'command', command: COMMAND },
  { type: 'participant', pdu: PDU },
  { type: 'file', channelId: 'RA_FX', block: BYTES },
];
export const [CONTROL, CHAT, COMMANDS, PARTICIPANTS, FILE] = MESSAGES as [
  Message,
  Message,
  Message,
  Message,
  Message,
];

export const channels = (...inputs: ChannelSetInput[]) => run(initialChannelSet, stepChannelSet, inputs);
export const opened = (channel: string) => ({ type: 'opened', channel }) as const;
export const closed = (channel: string) => ({ type: 'closed', channel }) as const;
export const open = (name: string, kind = 'dynamic') => ({ type: 'open', name, kind });
export const close = (channel: string) => ({ type: 'close', channel });
export const openFile = (channelId: string) => ({ type: 'open-file', channelId }) as const;
export const fileOpened = (channelId: string) => ({ type: 'file-opened', channelId });
export const fileClosed = (channelId: string) => ({ type: 'file-closed', channelId });

export const NATIVE = { type: 'start', binding: 'native', besides: channelsBesides(3) } as const;
export const MUX = { type: 'start', binding: 'mux', besides: channelsBesides(3) } as const;
export const NATIVE_UP = [NATIVE, opened('encomsp'), opened('RC_CTL'), opened('70'), opened('71')] as const;
export const MUX_UP = [MUX, opened('encomsp'), opened('remdesk')] as const;
export const UP: Readonly<Record<Binding, readonly ChannelSetInput[]>> = { native: NATIVE_UP, mux: MUX_UP };
export const carried = (binding: Binding): ChannelSet => channels(...UP[binding]).state;
export const withFile = (binding: Binding): ChannelSet =>
  channels(...UP[binding], openFile('RA_FX'), opened('RA_FX')).state;
