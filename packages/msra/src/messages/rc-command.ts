// [MS-RA] 2.2.2 RCCOMMAND: one empty XML element on channel 71, UTF-16LE with a NUL.
// Declared once in a table of NAMEs and their attributes; attributes come in any order, unknown ones are ignored
// (product-behavior: `COMMANDS_ARE_XML`).

import type { Usage } from '../channels.ts';
import type { Flat } from '../wire/codec.ts';
import { DecodeError, EncodeError } from '../wire/errors.ts';
import { formatAttribute, tokenize } from '../wire/markup.ts';
import { decodeUtf16z, encodeUtf16z } from '../wire/strings.ts';
import {
  type AttributeCodec,
  type AttributeValue,
  decimal,
  list,
  optionalDecimal,
  text,
} from './rc-attributes.ts';

const none = {};

/** Every NAME: who sends it in which versions, and its attributes. */
export const RC_COMMANDS = {
  /** Begins a file transfer; answered on the channel `channelId`. `internalData` other than 0 marks the protocol's own files (version 3; product-behavior: `OFFERS_ARE_WHOLE`). */
  FILEXFER: {
    from: 'both',
    versions: [1, 2, 3],
    attributes: {
      fileName: text('FILENAME'),
      fileSize: decimal('FILESIZE'),
      channelId: text('CHANNELID'),
      internalData: optionalDecimal('INTERNALDATA'),
    },
  },
  /** Asks for control in version 1; later versions ask by [MS-RDPEMC] (product-behavior: `REMOTECTRLSTART_SPELLING`). */
  REMOTECTRLSTART: { from: 'expert', versions: [1], attributes: none },
  /** Control is granted. */
  ACCEPTRC: { from: 'novice', versions: [1, 2, 3], attributes: none },
  /** The novice's user said no. */
  REJECTRC: { from: 'novice', versions: [1, 2, 3], attributes: none },
  /** A setting forbids control. */
  DENIEDRC: { from: 'novice', versions: [1, 2, 3], attributes: none },
  /** An error on the expert's side ends control (product-behavior: `ABORTRC_ENDS_CONTROL`). */
  ABORTRC: { from: 'expert', versions: [1, 2, 3], attributes: none },
  /** The novice pressed the panic key. */
  ESCRC: { from: 'novice', versions: [1, 2, 3], attributes: none },
  /** The novice ended control in another way. */
  TAKECONTROL: { from: 'novice', versions: [1, 2, 3], attributes: none },
  /** The expert gives control back. */
  REMOTECTRLEND: { from: 'expert', versions: [1, 2, 3], attributes: none },
  /** The expert began to type a chat message. */
  TYPINGSTART: { from: 'expert', versions: [1, 2, 3], attributes: none },
  /** The expert's address, for the novice's log. */
  EXPERTIP: { from: 'expert', versions: [1], attributes: { expertIpData: text('EXPERTIPDATA') } },
  /** A local setting; the only property known is `CONTACTEXCHANGE`. */
  SETTINGANNOUNCE: {
    from: 'both',
    versions: [3],
    attributes: { property: text('PROPERTY'), value: text('VALUE') },
  },
  /** Wish to receive voice at 6,400 bits a second (product-behavior: `VOICE_IN_EVERY_VERSION`, `VOICE_COMMANDS_ON_71`). */
  BANDWTOLOW: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Wish to receive voice at 64,000 bits a second. */
  BANDWTOHIGH: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** The sender has voice switched off. */
  DISABLEVOICE: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Audio tuning failed at the sender. */
  WIZARDBAD: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Audio tuning succeeded at the sender. */
  WIZARDGOOD: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Wish to start voice, or to end it when it is up. */
  PRESTART: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Yes to PRESTART. */
  PRESTARTYES: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** No to PRESTART, because the sender has one outstanding itself. */
  PRESTARTNO: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** Voice is not wanted. */
  VOIPQNO: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** The handshake is done. */
  VOIPPREGO: { from: 'both', versions: [1, 2, 3], attributes: none },
  /** The expert can receive a call. */
  VOIPPREGO2: { from: 'expert', versions: [1, 2, 3], attributes: none },
  /** The novice's voice server is ready: its key, and the addresses it listens on (product-behavior: `VOIPGO_IS_THE_NOVICES`). */
  VOIPGO: {
    from: 'novice',
    versions: [1, 2, 3],
    attributes: {
      voipVersion: text('VOIPVER'),
      voipGoKey: text('VOIPGOKEY'),
      voipIpList: list('VOIPIPLIST'),
    },
  },
  /** Voice could not be set up. */
  VOIPGONO: { from: 'both', versions: [1, 2, 3], attributes: none },
} as const satisfies Readonly<
  Record<string, Usage & { readonly attributes: Readonly<Record<string, AttributeCodec<unknown>>> }>
>;

/** A command's NAME. */
export type RcCommandName = keyof typeof RC_COMMANDS;

type Attributes<A> = {
  readonly [K in keyof A as undefined extends AttributeValue<A[K]> ? never : K]: AttributeValue<A[K]>;
} & {
  readonly [K in keyof A as undefined extends AttributeValue<A[K]> ? K : never]?: AttributeValue<A[K]>;
};

/** One command of channel 71, discriminated by `name`. */
export type RcCommand = {
  [N in RcCommandName]: Flat<{ readonly name: N } & Attributes<(typeof RC_COMMANDS)[N]['attributes']>>;
}[RcCommandName];

const ELEMENT = 'RCCOMMAND';

/** Longest element we read, in UTF-16 units with its NUL; a VOIPGO needs 135, the longest file name of Windows 32,767. */
export const MAX_COMMAND_UNITS = 48 * 1024;

const LIMITS = { maxUnits: MAX_COMMAND_UNITS, maxAttributes: 32, maxTags: 8 };

/** Attribute codecs by command, as arrays: what the loops below walk over. */
const ENTRIES: ReadonlyMap<
  string,
  readonly { readonly key: string; readonly codec: AttributeCodec<unknown> }[]
> = new Map(
  Object.entries(RC_COMMANDS).map(([name, { attributes }]) => [
    name,
    Object.entries<AttributeCodec<unknown>>(attributes).map(([key, codec]) => ({ key, codec })),
  ]),
);

/**
 * One command as a block of channel 71, NAME first.
 * @throws {EncodeError} for values that XML or the attribute cannot hold, or an element that is too long.
 */
export function encodeCommand(command: RcCommand): Uint8Array {
  let element = `<${ELEMENT}${formatAttribute('NAME', command.name)}`;
  const values = command as Readonly<Record<string, unknown>>;
  for (const { key, codec } of ENTRIES.get(command.name) ?? []) {
    const value = codec.format(values[key]);
    if (value !== undefined) element += formatAttribute(codec.wireName, value);
  }
  element += '/>';
  if (element.length >= MAX_COMMAND_UNITS) throw new EncodeError('too-long', ELEMENT);
  return encodeUtf16z(element, ELEMENT);
}

/**
 * Reads one block of channel 71.
 * @throws {DecodeError} and nothing else; `unknown-type` for a NAME that 2.2.2 does not list.
 */
export function decodeCommand(bytes: Uint8Array): RcCommand {
  if (bytes.length > MAX_COMMAND_UNITS * 2) throw new DecodeError('too-long', ELEMENT, MAX_COMMAND_UNITS * 2);
  const text = decodeUtf16z(bytes, ELEMENT);
  return readUsual(text) ?? readElement(text);
}

const ATTRIBUTE = ` ([A-Z]+)="([ !#-%'-;=-\\uFFFD]*)"`;
/** An element as everybody writes it: in capitals, with single blanks and double quotes, and nothing to unescape. */
const USUAL = new RegExp(`^<${ELEMENT} NAME="([A-Z0-9]+)"${`(?:${ATTRIBUTE})?`.repeat(4)}/>$`);

/** Where the names of attributes begin among the groups of {@link USUAL}; each is followed by its value. */
const FIRST_NAME = 2;

/**
 * Reads a usual element with the attributes of its command in their order, in half the time that {@link readElement}
 * takes. `undefined` for every other text, right or wrong.
 */
function readUsual(text: string): RcCommand | undefined {
  const match = USUAL.exec(text);
  const name = match?.[1];
  const entries = name === undefined ? undefined : ENTRIES.get(name);
  if (match === null || entries === undefined || !text.isWellFormed()) return undefined;
  // Values are looked at only when every name is right, so that the general reader finds faults in one order.
  if (match[FIRST_NAME + 2 * entries.length] !== undefined) return undefined;
  if (!entries.every(({ codec }, i) => isAt(match, i, codec.wireName))) return undefined;
  const command: Record<string, unknown> = { name };
  for (const [i, { key, codec }] of entries.entries()) {
    const value = codec.parse(match[FIRST_NAME + 2 * i + 1]);
    if (value !== undefined) command[key] = value;
  }
  return command as RcCommand;
}

/** Whether the attribute at this place is the one that is expected there, or is missing. */
function isAt(match: RegExpExecArray, place: number, wireName: string): boolean {
  const found = match[FIRST_NAME + 2 * place];
  return found === undefined || found === wireName;
}

function readElement(text: string): RcCommand {
  const tags = tokenize(text, ELEMENT, LIMITS);
  const [element, end] = tags;
  if (tags.length > 2) throw new DecodeError('bad-markup', ELEMENT, 0);
  if (element?.kind !== 'open' || element.name !== ELEMENT) throw new DecodeError('bad-markup', ELEMENT, 0);
  if (end?.kind !== 'close' || end.name !== ELEMENT) throw new DecodeError('bad-markup', ELEMENT, 0);
  const printed = element.attributes.get('NAME');
  if (printed === undefined) throw new DecodeError('missing-attribute', ELEMENT, 0);
  // Sections 3.15.5 and 3.16.5 print a blank behind the word, 2.2.2 does not (product-behavior: `DENIEDRC_WITH_BLANK`).
  const name = printed === 'DENIEDRC ' ? 'DENIEDRC' : printed;
  const entries = ENTRIES.get(name);
  if (entries === undefined) throw new DecodeError('unknown-type', ELEMENT, 0);
  const command: Record<string, unknown> = { name };
  for (const { key, codec } of entries) {
    const value = codec.parse(element.attributes.get(codec.wireName));
    if (value !== undefined) command[key] = value;
  }
  return command as RcCommand;
}
