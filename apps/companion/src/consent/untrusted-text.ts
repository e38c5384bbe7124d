/**
 * Makes a name from the network fit to stand in a question at the machine: one line, no control characters, no
 * bidirectional overrides, no towers of marks, no markup, no quotation that could end ours, and not too long.
 */
export function plainText(text: string, maxCharacters: number): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\p{Zs}\t\n\r]+/gu, ' ')
    // Cf holds the direction overrides and the invisible joiners; Co, Cn and Cs have no agreed look.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/&/g, '＆')
    .replace(/\\/g, '')
    .replace(/["“”„«»]/g, '’')
    .trim();
  const characters = Array.from(clean);
  if (characters.length === 0) return '?';
  return characters.length <= maxCharacters ? clean : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
