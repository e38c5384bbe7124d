/** Messages as JSON, one a line; bytes are lower-case hexadecimal digits. */
import { EncodeError } from '@rendezvous/msra';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { hexOf } from './hex.ts';

export function toJsonLine(message: object): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? hexOf(value) : value,
  );
}

const Message = z.looseObject({ name: z.string() });

/** A message out of JSON; its other fields are not looked at yet. */
export type JsonMessage = z.infer<typeof Message>;

/** One object in any layout, or several with one a line. @throws UsageError */
export function fromJson(text: string): JsonMessage[] {
  const whole = parse(text);
  if (whole !== undefined) return [messageOf(whole)];
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.map((line, index) =>
    inLine(index, lines.length, () => {
      const value = parse(line);
      if (value === undefined) throw new UsageError('the text is not JSON');
      return messageOf(value);
    }),
  );
}

/** @throws UsageError with the line behind its sentence, when there are several */
export function inLine<T>(index: number, count: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (count > 1 && (error instanceof UsageError || error instanceof EncodeError)) {
      throw new UsageError(`${error.message} in line ${String(index + 1)}`);
    }
    throw error;
  }
}

function messageOf(value: unknown): JsonMessage {
  const { success, data } = Message.safeParse(value);
  if (!success) throw new UsageError('a message must be a JSON object whose name is a text');
  return data;
}

/** @returns `undefined` for what is no JSON, which no JSON is */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
