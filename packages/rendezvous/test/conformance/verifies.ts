import { it } from 'vitest';
import { READINGS, type ReadingId } from './readings.ts';
import { REQUIREMENTS, type RequirementId } from './requirements.ts';

/** A requirement (`T`, `R`) or a reading (`A`). */
export type CitedId = RequirementId | ReadingId;

/** The sentence of every id. */
export const SENTENCES: Readonly<Record<CitedId, { readonly text: string }>> = {
  ...REQUIREMENTS,
  ...READINGS,
};

/** `T7 T8 the application listens …; the session outlives …: by hand`. */
export function titleOf(ids: CitedId | readonly CitedId[], detail?: string): string {
  const cited = typeof ids === 'string' ? [ids] : ids;
  const sentences = cited.map(id => SENTENCES[id].text).join('; ');
  return `${cited.join(' ')} ${sentences}${detail === undefined ? '' : `: ${detail}`}`;
}

/**
 * A test of one requirement or reading, or of several that are one behaviour.
 * Its title is the requirement's own text, so that a failing run reads as a sentence.
 */
export function verifies(
  ids: CitedId | readonly CitedId[],
  ...rest: [test: () => void | Promise<void>] | [detail: string, test: () => void | Promise<void>]
): void {
  const [detail, test] = rest.length === 1 ? [undefined, rest[0]] : rest;
  it(titleOf(ids, detail), test);
}
