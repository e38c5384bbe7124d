/** Values that nobody asked for: arbitrary JSON, what a structured clone carries beyond JSON, and sound values spoilt. */
import fc from 'fast-check';
import { LIMITS } from '../../src/index.ts';

/** Texts of any content, and now and then as long as is still quick to test. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '\0', '\u{1F511}', '\uD800', '__proto__', 'constructor', 'null', '1'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(300, 5_000, LIMITS.contextDataBytes + 1).map(length => 'ä'.repeat(length)),
  },
);

const number = fc.oneof(
  fc.integer({ min: -3, max: 300 }),
  fc.constantFrom(0, -0, 1.5, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, Number.MAX_SAFE_INTEGER - 1),
);

/** Keys that have a meaning of their own for a careless reader. */
const key = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'id',
    'method',
  ),
);

/** `JSON.parse` makes `__proto__` a key of its own, as a hostile sender does; a literal would set the prototype. */
function objectOf(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(
    `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
  );
}

const nested = (levels: number, inArrays: boolean): unknown => {
  let value: unknown = 'innermost';
  for (let level = 0; level < levels; level += 1) value = inArrays ? [value] : { value };
  return value;
};

const enormous: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .tuple(fc.constantFrom(LIMITS.messageDepth, LIMITS.messageDepth + 1, 200), fc.boolean())
    .map(args => nested(...args)),
  fc
    .constantFrom(LIMITS.messageNodes, LIMITS.messageNodes + 1)
    .map(length => Array.from({ length }, () => 0)),
  fc.constant(LIMITS.messageUnits + 1).map(length => 'x'.repeat(length)),
  fc.constant(Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`key${String(index)}`, null]))),
);

/** Any JSON, with keys and sizes that are meant to hurt. */
export const json: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(objectOf),
    {
      weight: 1,
      arbitrary: fc.oneof({ weight: 20, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: enormous }),
    },
  ),
})).value;

const cyclic = (): unknown => {
  const value: Record<string, unknown> = { jsonrpc: '2.0', method: 'session/get', id: 1 };
  value['params'] = { value, list: [value] };
  return value;
};

/** What a window of another origin can post beyond JSON. */
export const cloneable: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: json },
  {
    weight: 1,
    arbitrary: fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withObjectString: true,
    }),
  },
  fc.constantFrom(
    cyclic(),
    new Error('an error'),
    /a pattern/,
    new ArrayBuffer(8),
    undefined,
    Number.NaN,
    10n,
  ),
);

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Damage {
  /** Which of the places in the value, counted round and round. */
  readonly place: number;
  readonly how: 'drop' | 'replace' | 'add';
  readonly with: unknown;
  readonly key: string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  place: fc.nat(50),
  how: fc.constantFrom('drop', 'replace', 'replace', 'add'),
  with: json,
  key,
});

/** A sound value with up to three faults somewhere in it; sometimes none. */
export function spoilt(sound: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(sound, fc.array(damage, { maxLength: 3 }))
    .map(([value, damages]) => damages.reduce(spoil, structuredClone(value)));
}

function spoil(value: unknown, { place, how, with: putting, key: name }: Damage): unknown {
  const put: unknown = structuredClone(putting);
  const places = containersOf(value).flatMap(container =>
    Object.keys(container).map(at => [container, at] as const),
  );
  const chosen = places[place % Math.max(1, places.length)];
  if (chosen === undefined) return put;
  const [container, at] = chosen;
  if (how === 'drop') Reflect.deleteProperty(container, at);
  else if (how === 'add' && Array.isArray(container)) container.push(put);
  // As a parser would: `__proto__` becomes a key.
  else Object.defineProperty(container, how === 'add' ? name : at, { value: put, ...PLAIN });
  return value;
}

const PLAIN = { configurable: true, enumerable: true, writable: true };

/** The objects and arrays in a value, itself included. */
function containersOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containersOf)];
}
