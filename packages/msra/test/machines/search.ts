import type { Named, Sample, Typed } from './sample.ts';

/** One step of a machine that was not ignored. */
export interface Edge {
  readonly from: Named;
  readonly label: string;
  readonly to: Named;
  readonly outputs: readonly Typed[];
}

/** Every state that the alphabet can bring a machine to, and every step between them. */
export interface Reachable {
  /** In the order of their distance from the beginning. */
  readonly states: readonly Named[];
  readonly edges: readonly Edge[];
}

/** More states than any machine here has; beyond it something is counted that should not be. */
export const MAX_STATES = 5_000;

/**
 * Breadth first over the full states, not over their names alone.
 * @throws Error beyond {@link MAX_STATES}
 */
export function search({ title, initial, inputs, step, undrawn = {} }: Sample): Reachable {
  const states = new Map([[keyOf(initial), initial]]);
  const edges: Edge[] = [];
  for (const from of states.values()) {
    for (const [label, input] of inputs) {
      if (undrawn[label]?.includes(from.name) === true) continue;
      const [to, outputs] = step(from, input);
      if (to === from && outputs.length === 0) continue;
      edges.push({ from, label, to, outputs });
      const key = keyOf(to);
      if (!states.has(key)) states.set(key, to);
      if (states.size > MAX_STATES) throw new Error(`${title} has too many states to search`);
    }
  }
  return { states: [...states.values()], edges };
}

/** Equal for states of equal fields. */
export function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof Uint8Array) return `bytes ${Buffer.from(member).toString('hex')}`;
    if (member instanceof Map) return [...member];
    return member === undefined ? 'undefined' : member;
  });
}
