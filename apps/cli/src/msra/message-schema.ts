/** The schema of one message in JSON, drawn from a sample of it and from its encoder. */
import { EncodeError, type EncodeErrorCode } from '@rendezvous/msra';
import { z } from 'zod';
import { bytesOf } from './hex.ts';

const SENTENCES: Readonly<Record<EncodeErrorCode, string>> = {
  'out-of-range': 'does not fit its field',
  'too-long': 'is too long',
  unrepresentable: 'holds what cannot be sent',
};

export interface SchemaOptions<M> {
  /** Has every field of the message, each with a value that can be encoded. */
  readonly sample: M;
  /** Fields that may be left out. */
  readonly optional?: readonly string[];
  readonly encode: (message: M) => Uint8Array;
}

/**
 * Takes the fields of the sample and no others, each of the sample's kind; bytes are hexadecimal digits.
 * A value is right when the encoder takes it in place of the sample's, so ranges are declared in no second place.
 * The message of each issue is a predicate, such as "is missing".
 */
export function messageSchema<M extends { readonly name: string }>({
  sample,
  optional = [],
  encode,
}: SchemaOptions<M>): z.ZodType<M> {
  const shape: Record<string, z.ZodType> = { name: z.literal(sample.name) };
  for (const [key, value] of Object.entries(sample)) {
    if (key === 'name') continue;
    const field = fieldSchema(value).superRefine((given, context) => {
      try {
        encode({ ...sample, [key]: given });
      } catch (error) {
        if (!(error instanceof EncodeError)) throw error;
        context.addIssue(SENTENCES[error.code]);
      }
    });
    shape[key] = optional.includes(key) ? field.optional() : field;
  }
  // The shape is that of the sample, which is an M; zod cannot know it from a record.
  return z.strictObject(shape) as unknown as z.ZodType<M>;
}

function fieldSchema(sample: unknown): z.ZodType {
  if (typeof sample === 'number') return z.number(must('be a number'));
  if (typeof sample === 'string') return z.string(must('be a text'));
  if (Array.isArray(sample)) return z.array(z.string(must('be a text')), must('be a list of texts'));
  return z.string(must('be a text of hexadecimal digits')).transform((digits, context) => {
    const bytes = bytesOf(digits);
    if (bytes !== undefined) return bytes;
    context.addIssue('must have an even number of hexadecimal digits and nothing else');
    return z.NEVER;
  });
}

function must(be: string): { error: z.core.$ZodErrorMap } {
  return { error: issue => (issue.input === undefined ? 'is missing' : `must ${be}`) };
}

/** What is wrong first, as one sentence that names the field and the message. */
export function sentenceOf({ issues: [issue] }: z.ZodError, name: string): string {
  if (issue === undefined) return `${name} is not valid`;
  if (issue.code === 'unrecognized_keys') return `${name} has no field ${JSON.stringify(issue.keys[0])}`;
  const [field, index] = issue.path;
  const place = typeof index === 'number' ? `entry ${String(index + 1)} of ${String(field)}` : String(field);
  return `${place} of ${name} ${issue.message}`;
}
