const encoder = new TextEncoder();

/** Whether `text` takes more than `limit` bytes in UTF-8, without encoding what is obviously too long. */
export function exceedsBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= limit) return false;
  return encoder.encode(text).length > limit;
}
