/** What kind of image some bytes are, by what they begin with; a file's name says nothing. */
import { decodeText } from './decode-text.ts';

export type ImageType =
  | 'image/gif'
  | 'image/jpeg'
  | 'image/png'
  | 'image/svg+xml'
  | 'image/vnd.microsoft.icon'
  | 'image/webp';

/** Undefined when it is none that a browser shows as an icon. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const begins = (...expected: readonly number[]): boolean =>
    expected.every((byte, at) => bytes[at] === byte);
  const says = (text: string, at: number): boolean =>
    Array.from(text).every((character, index) => bytes[at + index] === character.charCodeAt(0));
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (says('GIF87a', 0) || says('GIF89a', 0)) return 'image/gif';
  if (says('RIFF', 0) && says('WEBP', 8)) return 'image/webp';
  // Reserved, kind 1 (an icon, not a cursor), and at least one image.
  if (begins(0, 0, 1, 0) && (bytes[4] ?? 0) + (bytes[5] ?? 0) > 0) return 'image/vnd.microsoft.icon';
  return isSvg(bytes) ? 'image/svg+xml' : undefined;
}

/** Whether the first element is `svg`: a declaration, comments and a document type may stand before it. */
function isSvg(bytes: Uint8Array): boolean {
  const text = decodeText(bytes, 'utf-8');
  if (text === undefined) return false;
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    const end = endOfProlog(text, at);
    if (end === undefined) return /^<svg[\s/>]/.test(text.slice(at, at + 5));
    at = end;
  }
}

/** Where a declaration, a comment or a document type at `at` ends; undefined when none stands there. */
function endOfProlog(text: string, at: number): number | undefined {
  const closing = text.startsWith('<?', at)
    ? '?>'
    : text.startsWith('<!--', at)
      ? '-->'
      : text.startsWith('<!DOCTYPE', at)
        ? documentTypeEnd(text, at)
        : undefined;
  if (closing === undefined) return undefined;
  const end = text.indexOf(closing, at);
  return end < 0 ? text.length : end + closing.length;
}

/** One with an internal subset ends with the bracket after it. */
function documentTypeEnd(text: string, at: number): string {
  const bracket = text.indexOf('[', at);
  const angle = text.indexOf('>', at);
  return bracket >= 0 && bracket < angle ? ']>' : '>';
}
