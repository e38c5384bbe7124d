/** One line ↔ one message. rendezvous-api 8.5, stdio. */

/** What a line of the other end is. */
export type LineMessage =
  /** A JSON value, or `null` for what was meant as a message and is none: whoever reads messages refuses it. */
  | { readonly kind: 'message'; readonly message: unknown }
  /** Not JSON: something that a program, or a library in it, has printed. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'blank' };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads one line without its newline. Total: any bytes give one of the three. A `\r` at its end is tolerated. */
export function readLine(bytes: Uint8Array): LineMessage {
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return { kind: 'message', message: null };
  }
  if (text === '') return { kind: 'blank' };
  try {
    return { kind: 'message', message: JSON.parse(text) as unknown };
  } catch {
    // Log lines begin with anything but a brace; a message begins with nothing else.
    return text.startsWith('{') ? { kind: 'message', message: null } : { kind: 'noise' };
  }
}

const LINE_BREAKS = { '\u0085': '\\u0085', '\u2028': '\\u2028', '\u2029': '\\u2029' } as const;

/**
 * Writes one message as a line, newline included. `undefined` is written as `null`, as in other channels.
 * @throws TypeError when `message` cannot be JSON: cycles, big integers
 */
export function writeLine(message: unknown): Buffer {
  // JSON escapes \r and \n itself. The other three end a line for the line readers of some languages, Node's among them.
  const text = (JSON.stringify(message) ?? 'null').replace(
    /[\u0085\u2028\u2029]/g,
    character => LINE_BREAKS[character as keyof typeof LINE_BREAKS],
  );
  return Buffer.from(`${text}\n`, 'utf8');
}
