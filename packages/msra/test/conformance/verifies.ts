import { it } from 'vitest';
import { REQUIREMENTS, type RequirementId } from './requirements.ts';

type Test = () => void | Promise<void>;

/** `C182 (3.16.5, MUST) a novice whose …: in version 1`. */
export function titleOf(id: RequirementId, detail?: string): string {
  const { section, level, text } = REQUIREMENTS[id];
  return `${id} (${section}, ${level}) ${text}${detail === undefined ? '' : `: ${detail}`}`;
}

/**
 * A test of one requirement, or of several that are one behaviour; `detail` tells several tests of one apart.
 * Its title is the requirement's own text, so that a failing run reads as a sentence.
 */
export function verifies(
  ids: RequirementId | readonly RequirementId[],
  ...rest: [test: Test] | [detail: string, test: Test]
): void {
  const [detail, test] = rest.length === 1 ? [undefined, rest[0]] : rest;
  for (const id of typeof ids === 'string' ? [ids] : ids) it(titleOf(id, detail), test);
}
