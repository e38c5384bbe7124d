import { DecodeError, EncodeError } from '../../src/wire/errors.ts';

/** Code and offset of the refusal. */
export function refusal(run: () => unknown): readonly [string, number] {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return [error.code, error.offset];
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Code and structure of the encoder's refusal. */
export function encodeRefusal(run: () => unknown): readonly [string, string] {
  try {
    run();
  } catch (error) {
    if (error instanceof EncodeError) return [error.code, error.structure];
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Fails for anything but a value or a DecodeError with an offset. */
export function isTotal(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof DecodeError) || !(error.offset >= 0)) throw error;
  }
}
