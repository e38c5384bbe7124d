/** Unpredictable bytes: at least as many as asked for are never guessed. Injected so that tests can repeat themselves. */
export type RandomBytes = (count: number) => Uint8Array;

/** The platform's generator; there in pages, workers and Node alike, with or without a secure context. */
export const systemRandom: RandomBytes = count => crypto.getRandomValues(new Uint8Array(count));

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

/** A secret of 192 bits, safe in a URL fragment. */
export function newToken(random: RandomBytes): string {
  return hex(random(24));
}

/** A version 4 UUID. `crypto.randomUUID` is missing where the context is not secure. */
export function newUuid(random: RandomBytes): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
