/** Which characters of a stranger's text have no place in it: control characters other than line feed and tab. */
export function isStrayControl(character: string): boolean {
  if (character === '\n' || character === '\t') return false;
  return character < ' ' || (character >= '\u007f' && character <= '\u009f');
}
