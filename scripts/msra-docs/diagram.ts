/** A state machine as a Mermaid picture: one circle a name, one arrow between two names, everything that happens on it. */
import { isMessage, labelOf } from '../../packages/msra/test/machines/label.ts';
import type { Sample, Typed } from '../../packages/msra/test/machines/sample.ts';
import { type Reachable, search } from '../../packages/msra/test/machines/search.ts';

/** One thing that can happen on the way from one name to another. */
export interface Happening {
  readonly from: string;
  readonly to: string;
  readonly input: string;
  readonly outputs: string;
  /** What the picture has room for. */
  readonly shown: string;
}

/** Inputs with the same effect almost everywhere: told in a sentence, not drawn. */
export interface Everywhere {
  readonly inputs: readonly string[];
  /** Where they lead; `undefined` where every state stays what it is. */
  readonly to: string | undefined;
  readonly from: readonly string[];
  /** What is done, where it is the same from everywhere. */
  readonly outputs: string | undefined;
}

/** The picture, and what was left out of it to keep it readable. */
export interface Diagram {
  readonly mermaid: string;
  readonly everywhere: readonly Everywhere[];
  /** Everything that happens between two names and is drawn, in the order of the alphabet. */
  readonly drawn: readonly Happening[];
  readonly names: readonly string[];
  /** Full states: names with all that they can hold. */
  readonly states: number;
}

export function diagramOf(machine: Sample): Diagram {
  const reachable = search(machine);
  const names = [...new Set(reachable.states.map(({ name }) => name))];
  const happenings = happeningsOf(reachable);
  const left = [...endings(machine, reachable, names, happenings), ...stays(machine, names, happenings)];
  const place = new Map(machine.inputs.map(([label], index) => [label, index]));
  const drawn = happenings
    .filter(
      ({ from, input, to }) =>
        !left.some(one => one.inputs.includes(input) && one.from.includes(from) && (one.to ?? from) === to),
    )
    .toSorted((a, b) => (place.get(a.input) ?? 0) - (place.get(b.input) ?? 0));
  return {
    mermaid: mermaidOf(machine, names, drawn),
    everywhere: merged(left),
    drawn,
    names,
    states: reachable.states.length,
  };
}

/** What happens between names. A step that changes no name and does nothing only makes the state remember. */
function happeningsOf({ edges }: Reachable): Happening[] {
  const found = new Map<string, Happening>();
  for (const { from, label, to, outputs } of edges) {
    if (from.name === to.name && outputs.length === 0) continue;
    const happening = {
      from: from.name,
      to: to.name,
      input: label,
      outputs: outputs.map(labelOf).join(', '),
      shown: telling(outputs).map(labelOf).join(', '),
    };
    found.set(JSON.stringify(happening), happening);
  }
  return [...found.values()];
}

/** The messages; where there are none, what else is done, timers apart. */
function telling(outputs: readonly Typed[]): readonly Typed[] {
  const messages = outputs.filter(isMessage);
  return messages.length > 0 ? messages : outputs.filter(({ type }) => !type.endsWith('-timer'));
}

/** Few exceptions are told with it; where there are more, the picture says it better. */
const MAX_EXCEPTIONS = 1;
const MIN_STATES = 3;

/** Inputs that lead from everywhere to the same end. */
function endings(
  { home, inputs }: Sample,
  { states, edges }: Reachable,
  names: readonly string[],
  happenings: readonly Happening[],
): Everywhere[] {
  return inputs.flatMap(([input]) =>
    home.flatMap(to => {
      const always = (name: string): boolean =>
        edges.filter(edge => edge.from.name === name && edge.label === input && edge.to.name === to)
          .length === states.filter(state => state.name === name).length;
      const others = names.filter(name => name !== to);
      const from = others.filter(always);
      if (others.length < MIN_STATES || others.length - from.length > MAX_EXCEPTIONS) return [];
      return [{ inputs: [input], to, from, outputs: onlyOutputs(happenings, input, from, () => to) }];
    }),
  );
}

/** Inputs that many states answer in the same way, and stay what they are. */
function stays({ inputs }: Sample, names: readonly string[], happenings: readonly Happening[]): Everywhere[] {
  return inputs.flatMap(([input]) => {
    const from = names.filter(name => {
      const leaving = happenings.filter(one => one.from === name && one.input === input);
      return leaving.length > 0 && leaving.every(({ to }) => to === name);
    });
    const outputs = onlyOutputs(happenings, input, from, name => name);
    return from.length < MIN_STATES || outputs === undefined
      ? []
      : [{ inputs: [input], to: undefined, from, outputs }];
  });
}

/** What an input does on these ways, where that is always the same. */
function onlyOutputs(
  happenings: readonly Happening[],
  input: string,
  from: readonly string[],
  to: (name: string) => string,
): string | undefined {
  const ways = happenings.filter(
    one => one.input === input && from.includes(one.from) && one.to === to(one.from),
  );
  const [outputs, ...different] = new Set(ways.map(way => way.outputs));
  return different.length === 0 ? outputs : undefined;
}

/** Inputs that differ in nothing but their name share a sentence. */
function merged(left: readonly Everywhere[]): Everywhere[] {
  const found = new Map<string, Everywhere>();
  for (const one of left) {
    const key = JSON.stringify([one.to, one.from, one.outputs]);
    found.set(key, { ...one, inputs: [...(found.get(key)?.inputs ?? []), ...one.inputs] });
  }
  return [...found.values()];
}

function mermaidOf(
  { initial, inner = [] }: Sample,
  names: readonly string[],
  drawn: readonly Happening[],
): string {
  const lines = names.flatMap(name => (idOf(name) === name ? [] : [`  state "${name}" as ${idOf(name)}`]));
  lines.push(`  [*] --> ${idOf(initial.name)}`);
  for (const from of names) {
    for (const to of names) {
      const between = drawn.filter(one => one.from === from && one.to === to);
      if (between.length === 0) continue;
      if (inner.includes(from)) {
        if (from !== to) lines.push(`  ${idOf(from)} --> ${idOf(to)} : as in its own machine`);
      } else lines.push(`  ${idOf(from)} --> ${idOf(to)} : ${labelsOf(between)}`);
    }
  }
  return ['stateDiagram-v2', ...lines].join('\n');
}

/** What happens on one arrow, a line for each kind of outcome: `inputs / outputs`. */
function labelsOf(between: readonly Happening[]): string {
  const lines = groupInputs(between, ({ shown }) => shown).map(([inputs, { shown }]) =>
    [inputs.join(', '), ...(shown === '' ? [] : [shown])].join(' / ').replaceAll(/[:;#]/g, ' '),
  );
  return lines.length === 1 ? lines.join('') : lines.map(line => `• ${line}`).join('<br>');
}

/** The inputs of happenings that agree in `same`, in the order of the first of them. */
export function groupInputs(
  happenings: readonly Happening[],
  same: (happening: Happening) => string,
): (readonly [inputs: readonly string[], first: Happening])[] {
  const groups = Map.groupBy(happenings, same);
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    return first === undefined ? [] : [[[...new Set(group.map(({ input }) => input))], first] as const];
  });
}

/** Mermaid takes no hyphens in the ids of states. */
const idOf = (name: string): string => name.replaceAll('-', '_');
