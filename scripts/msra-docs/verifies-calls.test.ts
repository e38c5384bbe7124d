import { describe, expect, it } from 'vitest';
import { citedByCalls } from './verifies-calls.ts';

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'one id': ["verifies('C001', () => {});", ['C001']],
  'several ids': ["verifies(['C001', 'B02'], 'in version 1', () => {});", ['B02', 'C001']],
  'the ids of a loop over a list': [
    "for (const id of ['C001', 'I03'] as const) verifies(id, run);",
    ['C001', 'I03'],
  ],
  'the ids of a loop over a table': [
    "const ROWS = [['C001', 1], ['C002', 2]] as const; for (const [id, n] of ROWS) verifies(id, () => check(n));",
    ['C001', 'C002'],
  ],
  'the ids that a helper is given': [
    "const both = (id: RequirementId, run: () => void) => verifies(id, run); both('C005', run);",
    ['C005'],
  ],
  'the ids that a function is given in second place': [
    "function of(n: number, id: RequirementId) { verifies(id, run); } of(1, 'C005');",
    ['C005'],
  ],
  'the ids of a list that is walked': [
    "['C007', 'C008'].forEach(id => verifies(id, run));",
    ['C007', 'C008'],
  ],
};

describe('a citation', () => {
  for (const [what, [text, ids]] of Object.entries(cases)) {
    it(`is found for ${what}`, () => expect([...citedByCalls(text)].sort()).toEqual(ids));
  }

  it('is nothing but the first argument of a call of verifies', () => {
    for (const text of [
      "// verifies('C001', run);",
      "/* verifies(['C001']) */ verifies(ids, run);",
      "it('verifies C001', () => expect('C001').toBe('verifies('));",
      "verifies(other, () => expect('C001').toBe(1));",
      "notVerifies('C001', run); verifies();",
      "const unused = ['C001']; verifies(used, run);",
    ]) {
      expect([...citedByCalls(text)]).toEqual([]);
    }
  });
});
