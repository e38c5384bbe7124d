/** `rendezvous msra decode` and `encode`: messages of [MS-RA] as JSON, one a line. */
import type { ChannelName } from '@rendezvous/msra';
import { UsageError } from '../errors.ts';
import { type Family, familyOf } from '../msra/families.ts';
import { bytesOf, hexOf } from '../msra/hex.ts';
import { fromJson, inLine, type JsonMessage, toJsonLine } from '../msra/json-messages.ts';
import { decodeMux, encodeMux, envelopedFamily } from '../msra/mux.ts';
import { readBytes } from '../registration-file.ts';

/** A recording of a long session fits. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

interface ChannelFlags {
  readonly channel?: ChannelName;
  /** Every message has an envelope. */
  readonly mux?: true;
}

export interface DecodeFlags extends ChannelFlags {
  readonly hex?: string;
  readonly file?: string;
}

/** @returns JSON, one message a line. @throws UsageError, DecodeError */
export async function decodeCommand({ channel, mux, ...source }: DecodeFlags): Promise<string[]> {
  const bytes = await bytesFrom(source);
  if (mux === undefined) return familyFor(channel).decode(bytes).map(toJsonLine);
  return decodeMux(bytes, channel === undefined ? undefined : envelopedFor(channel)).map(toJsonLine);
}

async function bytesFrom({ hex, file }: Pick<DecodeFlags, 'hex' | 'file'>): Promise<Uint8Array> {
  // A plain array: what is decoded from a Buffer would be one, and share its memory.
  if (file !== undefined) return new Uint8Array(await readBytes(file, MAX_FILE_BYTES));
  if (hex === undefined) throw new UsageError('the bytes must be named by --hex or by --file');
  const bytes = bytesOf(hex.replaceAll(/\s/g, ''));
  if (bytes === undefined) throw new UsageError('--hex must have an even number of hexadecimal digits');
  return bytes;
}

export interface EncodeFlags extends ChannelFlags {
  readonly json?: string;
  readonly file?: string;
}

/** @returns one line of hexadecimal digits. @throws UsageError, EncodeError */
export async function encodeCommand({ channel, mux, ...source }: EncodeFlags): Promise<string[]> {
  const messages = fromJson(await jsonFrom(source));
  const encode = mux === undefined ? encoderFor(familyFor(channel), messages.length) : muxEncoder(channel);
  const blocks = messages.map((message, index) => inLine(index, messages.length, () => encode(message)));
  return [blocks.map(hexOf).join('')];
}

async function jsonFrom({ json, file }: Pick<EncodeFlags, 'json' | 'file'>): Promise<string> {
  if (file !== undefined) return new TextDecoder().decode(await readBytes(file, MAX_FILE_BYTES));
  if (json === undefined) throw new UsageError('the message must be named by --json or by --file');
  return json;
}

function encoderFor(family: Family, count: number): (message: JsonMessage) => Uint8Array {
  if (count > 1 && !family.severalInARow) {
    throw new UsageError(`channel ${family.channel} takes one message at a time without --mux`);
  }
  return message => family.encode(message.name, message);
}

/** The channel on the envelope is the message's own, as `decode --mux` prints it, or that of the command. */
function muxEncoder(only: ChannelName | undefined): (message: JsonMessage) => Uint8Array {
  const family = only === undefined ? undefined : envelopedFor(only);
  return ({ channel = only, ...message }) => {
    if (channel === undefined) throw new UsageError('channel is missing, in the message and as --channel');
    if (typeof channel !== 'string') throw new UsageError('channel must be a text');
    return encodeMux(channel, own => {
      if (family !== undefined && own !== family) {
        throw new UsageError(`the channel of the message is not ${family.channel}`);
      }
      return own.encode(message.name, message);
    });
  };
}

function familyFor(channel: ChannelName | undefined): Family {
  const family = channel === undefined ? undefined : familyOf(channel);
  if (family === undefined) throw new UsageError('--channel must be named, except with --mux');
  return family;
}

function envelopedFor(channel: ChannelName): Family {
  const family = envelopedFamily(channel);
  if (family === undefined) throw new UsageError(`the messages of ${channel} have no envelope`);
  return family;
}
