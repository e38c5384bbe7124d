/** The messages of each channel as objects with a `name`: read from bytes, and written from JSON. */
import {
  CHANNEL,
  type ChannelName,
  CTL,
  type CtlName,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeParticipants,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeFileCommand,
  encodeParticipant,
  FILE_COMMANDS,
  type FileCommand,
  matchFileCommand,
  PARTICIPANT_PDUS,
  type ParticipantPduName,
  RC_COMMANDS,
  type RcCommand,
  type RcCommandName,
} from '@rendezvous/msra';
import { UsageError } from '../errors.ts';
import { messageSchema, type SchemaOptions, sentenceOf } from './message-schema.ts';
import { decodeEach, envelopesIn, stringsIn } from './pieces.ts';
import { attributesOf, sampleOfControl, sampleOfParticipants } from './samples.ts';

interface Named {
  readonly name: string;
}

/** The messages of one channel. */
export interface Family {
  /** As `--channel` names it. */
  readonly channel: ChannelName;
  /** Whether several messages can stand one behind the other without an envelope around each. */
  readonly severalInARow: boolean;
  /** Every message in bytes of this channel, in order. @throws DecodeError, UsageError */
  decode(bytes: Uint8Array): readonly Named[];
  /** One message. @param value JSON from outside. @throws UsageError, EncodeError */
  encode(name: string, value: object): Uint8Array;
}

interface Declaration<N extends string, M extends Named> {
  readonly channel: ChannelName;
  readonly severalInARow: boolean;
  readonly names: readonly N[];
  readonly decode: (bytes: Uint8Array) => readonly M[];
  readonly encode: (message: M) => Uint8Array;
  readonly sample: (name: N) => Omit<SchemaOptions<M>, 'encode'>;
}

function family<N extends string, M extends Named>(declaration: Declaration<N, M>): Family {
  const { channel, severalInARow, names, decode, encode, sample } = declaration;
  return {
    channel,
    severalInARow,
    decode,
    encode(given, value) {
      const name = names.find(known => known === given);
      if (name === undefined) {
        throw new UsageError(`channel ${channel} has no message with the name ${JSON.stringify(given)}`);
      }
      const { success, data, error } = messageSchema({ ...sample(name), encode }).safeParse(value);
      if (!success) throw new UsageError(sentenceOf(error, name));
      return encode(data);
    },
  };
}

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];

const control = family({
  channel: CHANNEL.control,
  severalInARow: true,
  names: keysOf(CTL),
  decode: bytes => decodeEach(envelopesIn(bytes), 'packet', decodeCtl),
  encode: encodeCtl,
  sample: (name: CtlName) => ({ sample: sampleOfControl(name) }),
});

interface ChatMessage {
  readonly name: 'CHAT';
  readonly text: string;
}

const chat = family({
  channel: CHANNEL.chat,
  severalInARow: true,
  names: ['CHAT'] as const,
  decode: bytes =>
    decodeEach(stringsIn(bytes), 'string', (one): ChatMessage => ({ name: 'CHAT', text: decodeChat(one) })),
  encode: ({ text }: ChatMessage) => encodeChat(text),
  sample: name => ({ sample: { name, text: '' } }),
});

const command = family({
  channel: CHANNEL.command,
  severalInARow: true,
  names: keysOf(RC_COMMANDS),
  decode: bytes => decodeEach(stringsIn(bytes), 'string', decodeCommand),
  encode: encodeCommand,
  sample(name: RcCommandName) {
    const attributes = attributesOf(name);
    const values = [...attributes].map(([key, { value }]) => [key, value] as const);
    const optional = [...attributes.keys()].filter(key => attributes.get(key)?.optional === true);
    // What the codecs of the command parse is what its type is made of.
    return { sample: { name, ...Object.fromEntries(values) } as RcCommand, optional };
  },
});

const participants = family({
  channel: CHANNEL.participants,
  severalInARow: true,
  names: keysOf(PARTICIPANT_PDUS),
  decode: decodeParticipants,
  encode: encodeParticipant,
  sample: (name: ParticipantPduName) => ({ sample: sampleOfParticipants(name) }),
});

type FileMessage = { readonly name: FileCommand } | { readonly name: 'DATA'; readonly data: Uint8Array };

const file = family({
  channel: CHANNEL.file,
  severalInARow: false,
  names: [...FILE_COMMANDS, 'DATA'] as const,
  decode(bytes): FileMessage[] {
    const word = matchFileCommand(bytes);
    return [word === undefined ? { name: 'DATA', data: bytes } : { name: word }];
  },
  encode: (message: FileMessage) => ('data' in message ? message.data : encodeFileCommand(message.name)),
  sample: name => ({ sample: name === 'DATA' ? { name, data: new Uint8Array() } : { name } }),
});

const FAMILIES: readonly Family[] = [control, chat, command, file, participants];

/** What `--channel` takes. */
export const CHANNEL_NAMES: readonly ChannelName[] = FAMILIES.map(({ channel }) => channel);

/**
 * The messages that a channel of this name carries. A name with a point is a file channel of version 1
 * ([MS-RA] 2.2.1.2).
 */
export function familyOf(channelName: string): Family | undefined {
  if (channelName.includes('.')) return file;
  return FAMILIES.find(({ channel }) => channel === channelName);
}
