import { describe, expect, it } from 'vitest';
import { labelOf } from '../machines/label.ts';
import type { Sample } from '../machines/sample.ts';
import { SAMPLES } from '../machines/samples.ts';
import { search } from '../machines/search.ts';
import { checkedStep, walkAtRandom } from '../machines/walk.ts';

const WALKS = 250;
const STEPS = 40;

/** The full states from which a state of this name can be reached, by their place in the search. */
function leadingTo(machine: Sample, home: ReadonlySet<string>): ReadonlySet<string> {
  const { states, edges } = search(machine);
  const arriving = Map.groupBy(edges, edge => JSON.stringify(edge.to));
  const found = new Set<string>();
  const open = states.filter(({ name }) => home.has(name)).map(state => JSON.stringify(state));
  for (const key of open) {
    if (found.has(key)) continue;
    found.add(key);
    for (const { from } of arriving.get(key) ?? []) open.push(JSON.stringify(from));
  }
  return found;
}

for (const machine of SAMPLES) {
  describe(machine.title, () => {
    it('takes any input in any state, changes nothing it is given, and ignores by the same object', () => {
      for (let seed = 0; seed < WALKS; seed += 1)
        expect(walkAtRandom(machine, seed, STEPS)).toHaveLength(STEPS);
    });

    it('takes every input of its alphabet in every state that it can come to', () => {
      const { states } = search(machine);
      expect(states.length).toBeGreaterThan(1);
      for (const state of states) {
        for (const [, input] of machine.inputs) expect(checkedStep(machine, state, input)).toHaveLength(2);
      }
    });

    it('can be left in every state, and come to its end or its rest', () => {
      const { states, edges } = search(machine);
      const home = new Set(machine.home);
      expect(machine.home.filter(name => !states.some(state => state.name === name))).toEqual([]);
      for (const name of new Set(states.map(state => state.name))) {
        const leaves = edges.some(edge => edge.from.name === name && edge.to.name !== name);
        expect([name, leaves || name === machine.home.at(-1)]).toEqual([name, true]);
      }
      const comesHome = leadingTo(machine, home);
      expect(states.filter(state => !comesHome.has(JSON.stringify(state)))).toEqual([]);
    });

    it('has every input of its alphabet for a reason', () => {
      const { edges } = search(machine);
      const used = new Set(edges.map(({ label }) => label));
      const idle = machine.inputs.map(([label]) => label).filter(label => !used.has(label));
      expect(idle).toEqual(machine.ignores ?? []);
    });

    it('stays ended once it has ended, and does nothing but undo', () => {
      const { edges } = search(machine);
      for (const { from, to, outputs } of edges.filter(edge => edge.from.name === 'ended')) {
        expect(to).toBe(from);
        for (const output of outputs)
          expect(labelOf(output)).toMatch(/^(disable-input|release|close\(\d\)|stop-listening\(\d\))$/);
      }
    });
  });
}
