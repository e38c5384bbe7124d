import { it } from 'vitest';
import { REQUIREMENTS, type RequirementId } from './requirements.ts';

/**
 * A test of one requirement, or of several that are one behaviour.
 * Its title is the requirement's own text, so that a failing run reads as a sentence.
 */
export function verifies(ids: RequirementId | readonly RequirementId[], test: () => void): void {
  for (const id of typeof ids === 'string' ? [ids] : ids) {
    const { section, level, text } = REQUIREMENTS[id];
    it(`${id} (${section}, ${level}) ${text}`, test);
  }
}
