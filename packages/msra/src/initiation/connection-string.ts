// [MS-RAI] 2.2.2 Connection String 2: <E><A KH= KH2= ID= /><C><T ID= SID= ><L P= N= /></T></C></E>
// Written exactly as Windows writes it; read strictly in form and tolerantly in content: attributes nobody
// has described are kept on A and ignored elsewhere.

import { EncodeError } from '../wire/errors.ts';
import { formatAttribute, tokenize } from '../wire/markup.ts';
import { isPort, parsePort } from '../wire/port.ts';
import { TagReader } from '../wire/tag-reader.ts';

/** One place where the novice listens. */
export interface Listener {
  /** N: an address or a name; an IPv6 address may carry `%scope`. */
  readonly name: string;
  /** P: TCP port, 1 to 65,535. Absent where `uri` stands for it. */
  readonly port?: number;
  /** U: URI of a websocket listener, in place of the port. */
  readonly uri?: string;
}

/** A transport (node T) with its listeners (nodes L). */
export interface Transport {
  /** T@ID, `1` in all samples. */
  readonly id: string;
  /** T@SID, the session id. */
  readonly sessionId: string;
  readonly listeners: readonly Listener[];
}

/** Connection string 2, taken apart. */
export interface ConnectionString2 {
  /** A@KH: base64 of the SHA-1 of the server's public key. */
  readonly keyHash?: string;
  /** A@KH2: `sha256:`, `sha384:` or `sha512:` and base64; preferred to `keyHash` when present. */
  readonly keyHash2?: string;
  /** A@ID: the authentication string's identifier, base64. */
  readonly id: string;
  /** Every other attribute of A in its order, such as the undocumented `CE`, or {@link EXPERT_KEY_HASH}. */
  readonly extra?: ReadonlyMap<string, string>;
  readonly transports: readonly Transport[];
}

/**
 * `KX2`, an attribute of this project's on A: the hash of the *expert's* DTLS certificate in the form of KH2,
 * so that the token binds both ends (product-behavior: `KEY_HASH_OF_DTLS`). Others ignore it, as they ignore every attribute they do not know.
 */
export const EXPERT_KEY_HASH = 'KX2';

const STRUCTURE = 'connection string 2';

/** Bounds of a connection string. The longest seen, with a certificate in `CE`, has 1,450 characters. */
export const CONNECTION_STRING_LIMITS = {
  maxUnits: 16 * 1024,
  maxAttributes: 16,
  maxTags: 512,
  maxTransports: 16,
  maxListeners: 64,
} as const;

/**
 * Writes a connection string in the order Windows uses: KH, KH2, others, ID.
 * @throws {EncodeError} for a value that XML cannot hold or that does not fit.
 */
export function formatConnectionString2(value: ConnectionString2): string {
  const hashes = optional('KH', value.keyHash) + optional('KH2', value.keyHash2);
  let extra = '';
  for (const [name, text] of value.extra ?? []) extra += formatExtra(name, text);
  const transports = value.transports.map(formatTransport).join('');
  const text = `<E><A${hashes}${extra}${formatAttribute('ID', value.id)}/><C>${transports}</C></E>`;
  if (text.length > CONNECTION_STRING_LIMITS.maxUnits) throw new EncodeError('too-long', STRUCTURE);
  return text;
}

const KNOWN: ReadonlySet<string> = new Set(['KH', 'KH2', 'ID']);

function formatExtra(name: string, text: string): string {
  if (KNOWN.has(name) || !/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name)) {
    throw new EncodeError('unrepresentable', 'attribute name');
  }
  return formatAttribute(name, text);
}

function optional(name: string, value: string | undefined): string {
  return value === undefined ? '' : formatAttribute(name, value);
}

function formatTransport({ id, sessionId, listeners }: Transport): string {
  const nodes = listeners.map(formatListener).join('');
  return `<T${formatAttribute('ID', id)}${formatAttribute('SID', sessionId)}>${nodes}</T>`;
}

function formatListener({ name, port, uri }: Listener): string {
  if (port !== undefined && !isPort(port)) throw new EncodeError('out-of-range', 'P');
  if ((port === undefined) === (uri === undefined)) throw new EncodeError('unrepresentable', 'L');
  const where = port === undefined ? optional('U', uri) : formatAttribute('P', String(port));
  return `<L${where}${formatAttribute('N', name)}/>`;
}

/**
 * Reads a connection string; white space between elements and a line end behind it are allowed.
 * Keep the text itself for the token: two texts of the same meaning give different tokens.
 * @throws {DecodeError} and nothing else.
 */
export function parseConnectionString2(text: string): ConnectionString2 {
  const reader = new TagReader(tokenize(text, STRUCTURE, CONNECTION_STRING_LIMITS), STRUCTURE);
  reader.open('E');
  const attributes = new Map(reader.open('A'));
  reader.close('A');
  reader.open('C');
  const transports: Transport[] = [];
  while (reader.nextIs('T')) {
    if (transports.length >= CONNECTION_STRING_LIMITS.maxTransports) throw reader.error('too-long');
    transports.push(readTransport(reader));
  }
  reader.close('C');
  reader.close('E');
  reader.finish();
  const id = reader.required(attributes, 'ID');
  const keyHash = attributes.get('KH');
  const keyHash2 = attributes.get('KH2');
  for (const name of KNOWN) attributes.delete(name);
  return {
    ...(keyHash === undefined ? {} : { keyHash }),
    ...(keyHash2 === undefined ? {} : { keyHash2 }),
    id,
    ...(attributes.size === 0 ? {} : { extra: attributes }),
    transports,
  };
}

function readTransport(reader: TagReader): Transport {
  const attributes = reader.open('T');
  const listeners: Listener[] = [];
  while (reader.nextIs('L')) {
    if (listeners.length >= CONNECTION_STRING_LIMITS.maxListeners) throw reader.error('too-long');
    listeners.push(readListener(reader));
  }
  reader.close('T');
  return {
    id: reader.required(attributes, 'ID'),
    sessionId: reader.required(attributes, 'SID'),
    listeners,
  };
}

function readListener(reader: TagReader): Listener {
  const attributes = reader.open('L');
  reader.close('L');
  const name = reader.required(attributes, 'N');
  const uri = attributes.get('U');
  if (uri !== undefined) return { name, uri };
  const port = parsePort(reader.required(attributes, 'P'));
  if (port === undefined) throw reader.error('bad-value');
  return { name, port };
}
