/** A state machine with an alphabet: what it is drawn, searched and fuzzed by. */
import type { Role, Version } from '@rendezvous/msra';

/** A state as every machine has it; what else it holds is the machine's own. */
export interface Named {
  readonly name: string;
}

/** An input or an output as every machine has it. */
export interface Typed {
  readonly type: string;
}

/** What may arrive from the other side in any form: `received` inputs carry it under this name. */
export type Wire = 'packet' | 'command' | 'pdu' | 'block';

interface About {
  /** What the machine is for, whose it is, and in which versions. */
  readonly title: string;
  /** Section of [MS-RA]. */
  readonly section: string;
  /** The figures of the section that it is to be held against, where it has any. */
  readonly figures?: string;
  /** Its file below packages/msra/src. */
  readonly source: string;
  /** What it has that the figures do not have, or has not; sentences for the reader who compares. */
  readonly notes?: string;
  /** The states that every other can come to: where it ends, or rests. */
  readonly home: readonly string[];
  /** States that are machines of their own; what happens inside them is drawn elsewhere. */
  readonly inner?: readonly string[];
  /** Inputs that say nothing new in some states, by label: not tried there when the machine is drawn. */
  readonly undrawn?: Readonly<Record<string, readonly string[]>>;
  /** Inputs that no state reacts to, by label: that they are ignored is what they are there for. */
  readonly ignores?: readonly string[];
  readonly wire: readonly Wire[];
  /** Whose it is; without it, it is the same on both sides. */
  readonly role?: Role;
  /** In which versions of the protocol it is used as it is drawn. */
  readonly versions: readonly Version[];
}

/** One machine, its types forgotten, so that many stand in one list. */
export interface Sample extends About {
  readonly initial: Named;
  /** Representative inputs, each with the label it is drawn by. */
  readonly inputs: readonly (readonly [label: string, input: Typed])[];
  readonly step: (state: Named, input: Typed) => readonly [Named, readonly Typed[]];
}

interface Typically<S extends Named, I extends Typed, O extends Typed> extends About {
  readonly initial: S;
  readonly inputs: Readonly<Record<string, I>>;
  readonly step: (state: S, input: I) => readonly [S, readonly O[]];
}

/** Forgets the types of a machine whose parts belong together. */
export function sample<S extends Named, I extends Typed, O extends Typed>({
  initial,
  inputs,
  step,
  ...about
}: Typically<S, I, O>): Sample {
  return {
    ...about,
    initial,
    inputs: Object.entries(inputs),
    step: (state, input) => step(state as S, input as unknown as I),
  };
}

/** Inputs without fields, labelled by their type. */
export function plain<const T extends string>(
  ...types: readonly T[]
): { readonly [K in T]: { readonly type: K } } {
  return Object.fromEntries(types.map(type => [type, { type }])) as never;
}
