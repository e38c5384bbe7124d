/** Finds web addresses in a message. Only `http` and `https` become links, and what is shown is where it goes. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string };

const ADDRESS = /https?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]{1,2000}/giu;

/** Punctuation that ends a sentence, not an address; a closing bracket only when none was opened within. */
function trimEnd(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url[end - 1] ?? '';
    const closesNothing = last === ')' && !url.slice(0, end).includes('(');
    if (!/[.,;:!?…\]}]/u.test(last) && !closesNothing) break;
    end -= 1;
  }
  return url.slice(0, end);
}

/** The parts in order; joined again they are the text. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = trimEnd(match[0]);
    if (!URL.canParse(url)) continue;
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    parts.push({ kind: 'link', url });
    at = match.index + url.length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}
