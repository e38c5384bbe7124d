/** Every decoder that bytes from outside reach, and what makes valid messages for it. */
import {
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeEnvelope,
  decodeParticipants,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  encodeFileCommand,
  encodeParticipant,
  FILE_COMMANDS,
  formatConnectionString2,
  matchFileCommand,
  parseConnectionString2,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { formatConnectionString1, parseConnectionString1 } from '../../src/initiation/connection-string-1.ts';
import { decodeInvitationFile, encodeInvitationFile } from '../../src/initiation/invitation-file.ts';
import {
  decodePkcs1,
  decodePublicKeyBlob,
  encodePkcs1,
  encodePublicKeyBlob,
  pkcs1OfSpki,
} from '../../src/initiation/rsa-public-key.ts';
import { decodeContact, encodeContact } from '../../src/messages/contact.ts';
import { decodeExpertBlob, encodeExpertBlob } from '../../src/messages/expert-blob.ts';
import { decodeFastPathUpdates, encodeFastPathUpdate } from '../../src/messages/fast-path.ts';
import { decodeUserHelpBlob, encodeUserHelpBlob } from '../../src/messages/user-help-blob.ts';
import {
  connectionString2,
  ctlPacket,
  participantPdu,
  rcCommand,
  textWithoutNul,
} from '../properties/arbitraries.ts';
import { connectionString1, invitation, rsaPublicKey } from '../properties/initiation-arbitraries.ts';
import { contact, expertBlob, fastPathUpdate, userHelpBlob } from '../properties/message-arbitraries.ts';

/** A decoder whose types are forgotten, so that many stand in one list. */
export interface Decoder {
  /** Also the name of its folder in the corpus. */
  readonly name: string;
  readonly decode: (bytes: Uint8Array) => unknown;
  /** The way back, where there is one: what was decoded must come out again. */
  readonly encode: ((value: unknown) => Uint8Array) | undefined;
  /** Values for the way back. */
  readonly values: fc.Arbitrary<unknown> | undefined;
  readonly valid: fc.Arbitrary<Uint8Array>;
  /** How many bytes a decoded value may take for each byte of input; more would be a bomb. */
  readonly growth: number;
}

/** Two bytes a character of a text in UTF-8, and a few for the structure around it. */
const USUAL_GROWTH = 8;

/** A decoder that has no encoder for all that it reads. */
function decoder(
  name: string,
  decode: (bytes: Uint8Array) => unknown,
  valid: fc.Arbitrary<Uint8Array>,
): Decoder {
  return { name, decode, encode: undefined, values: undefined, valid, growth: USUAL_GROWTH };
}

/** A decoder with its encoder, and values for them. */
function codec<T>(
  name: string,
  decode: (bytes: Uint8Array) => T,
  encode: (value: T) => Uint8Array,
  values: fc.Arbitrary<T>,
  growth = USUAL_GROWTH,
): Decoder {
  const valid = values.map(encode);
  return { name, decode, encode: value => encode(value as T), values, valid, growth };
}

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));
const ofUtf16 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf16le');
const joined = <T>(values: readonly T[], encode: (value: T) => Uint8Array): Uint8Array =>
  Uint8Array.from(values.flatMap(value => [...encode(value)]));

const envelope = fc.record({
  channelName: fc.constantFrom('70', '71', 'RA_FX', '1000.612009461', ''),
  data: fc.uint8Array({ maxLength: 40 }),
});

export const DECODERS: readonly Decoder[] = [
  codec('envelope', decodeEnvelope, encodeEnvelope, envelope),
  codec('rc-ctl', decodeCtl, encodeCtl, ctlPacket),
  codec('rc-command', decodeCommand, encodeCommand, rcCommand),
  // Four bytes are a whole PDU here, and its name alone is longer.
  codec(
    'participant-control',
    decodeParticipants,
    pdus => joined(pdus, encodeParticipant),
    fc.array(participantPdu, { maxLength: 3 }),
    24,
  ),
  // Lone surrogates are shown as replacement characters.
  codec(
    'chat',
    decodeChat,
    encodeChat,
    textWithoutNul.map(text => text.toWellFormed()),
  ),
  decoder(
    'file-word',
    matchFileCommand,
    fc.constantFrom(...FILE_COMMANDS).map(word => encodeFileCommand(word)),
  ),
  codec(
    'expert-blob',
    bytes => decodeExpertBlob(ofUtf16(bytes)),
    value => utf16(encodeExpertBlob(value)),
    expertBlob,
  ),
  codec(
    'user-help-blob',
    bytes => decodeUserHelpBlob(ofUtf16(bytes)),
    value => utf16(encodeUserHelpBlob(value)),
    userHelpBlob,
  ),
  codec('contact', decodeContact, encodeContact, contact),
  // Three bytes are a whole update.
  codec(
    'fast-path',
    decodeFastPathUpdates,
    updates => joined(updates, update => encodeFastPathUpdate(update)),
    fc.array(fastPathUpdate, { maxLength: 4 }),
    24,
  ),
  codec(
    'connection-string-1',
    bytes => parseConnectionString1(ofUtf16(bytes)),
    value => utf16(formatConnectionString1(value)),
    connectionString1,
  ),
  codec(
    'connection-string-2',
    bytes => parseConnectionString2(ofUtf16(bytes)),
    value => utf16(formatConnectionString2(value)),
    connectionString2,
  ),
  codec('invitation-file', decodeInvitationFile, encodeInvitationFile, invitation),
  codec('public-key-blob', decodePublicKeyBlob, encodePublicKeyBlob, rsaPublicKey),
  codec('pkcs1', decodePkcs1, encodePkcs1, rsaPublicKey),
  decoder('spki', pkcs1OfSpki, rsaPublicKey.map(encodePkcs1).map(spkiOf)),
];

/** SubjectPublicKeyInfo around a key: SEQUENCE, rsaEncryption, BIT STRING. */
function spkiOf(pkcs1: Uint8Array): Uint8Array {
  const tagged = (tag: number, content: readonly number[]): number[] => [
    tag,
    0x82,
    content.length >> 8,
    content.length & 0xff,
    ...content,
  ];
  const algorithm = [...Buffer.from('300d06092a864886f70d0101010500', 'hex')];
  return Uint8Array.from(tagged(0x30, [...algorithm, ...tagged(0x03, [0, ...pkcs1])]));
}
