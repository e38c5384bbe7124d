/** Names of files that a stranger chose: what may become a name on this machine, and how to show what was sent. */
import { LIMITS } from '../limits.ts';

/** What a file is called when nothing of its name can be kept. */
const NAMELESS = 'file';

/** Device names of Windows, which open a device with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;

/** Have a meaning in paths, streams, patterns or pipes of some system. */
const SPECIAL = /[<>:"|?*]/g;

/**
 * Not to be seen, or change the order of what is seen: controls, bidirectional overrides, fillers, lone surrogates, private
 * use, noncharacters. The joiners U+200C and U+200D are kept: scripts and emoji need them.
 */
const INVISIBLE =
  /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u115f\u1160\u3164\uffa0]/gu;

/**
 * The name under which a received file may be kept: the last part of whatever path it was, without anything that a file
 * system, a shell or a reader takes for something else. Unicode letters stay what they are. Never empty, never a path,
 * at most {@link LIMITS.fileNameBytes} bytes of UTF-8; a name that is fine is returned unchanged, in form NFC.
 */
export function safeFileName(received: string): string {
  const [, last = ''] = /([^/\\]*)[/\\]*$/.exec(received.slice(-LIMITS.fileNameRead)) ?? [];
  const name = last
    .replace(/^[a-z]:/i, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    // Many blanks in a row push the extension out of sight.
    .replace(/\p{Zs}+/gu, ' ')
    .replace(SPECIAL, '_')
    .trimStart();
  const cut = withoutTail(shorten(withoutTail(name)));
  // A name that begins with a dot is hidden on most systems.
  const shown = cut.startsWith('.') ? `_${cut.slice(1)}` : cut;
  if (shown === '') return NAMELESS;
  const [stem = ''] = shown.split('.', 1);
  return RESERVED.test(stem.trimEnd()) ? `_${shown.slice(1)}` : shown;
}

/** A name as text that cannot deceive: what is not to be seen is spelled out, e.g. `\u{202E}`. Bounded. */
export function escapeFileName(received: string): string {
  const head = Array.from(received.slice(0, LIMITS.fileNameShown));
  const escaped = head
    .map(character => character.replace(INVISIBLE, hidden => `\\u{${codePointOf(hidden)}}`))
    .join('');
  return received.length <= LIMITS.fileNameShown ? escaped : `${escaped}…`;
}

function codePointOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Windows takes dots and blanks at the end away by itself, so that two names would be one. */
function withoutTail(name: string): string {
  return name.replace(/[. ]+$/, '');
}

const utf8 = new TextEncoder();

/** Cuts a long name in its middle: the beginning, and an extension of ordinary length, are kept. */
function shorten(name: string): string {
  if (utf8.encode(name).length <= LIMITS.fileNameBytes) return name;
  const [extension = ''] = /\.[^. ]{1,15}$/u.exec(name) ?? [];
  const room = LIMITS.fileNameBytes - utf8.encode(extension).length;
  let stem = '';
  let bytes = 0;
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += utf8.encode(character).length;
    if (room < bytes) break;
    stem += character;
  }
  return withoutTail(stem) + extension;
}
