/** Flat `area.what` → sentence. A key that ends in `_one` or `_other` is one form of the key without that ending. */
export type Catalogue = Readonly<Record<string, string>>;

type Stem<K> = K extends `${infer S}_one` | `${infer S}_other` ? S : K;

/** The keys that can be asked for: plural forms are asked for by their stem, with `count`. */
export type StringKey<C extends Catalogue> = Stem<keyof C & string>;

type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? P | Placeholders<Rest>
  : never;

type FormsOf<C extends Catalogue, K extends string> = C[(K | `${K}_one` | `${K}_other`) & keyof C] & string;

type NamesOf<C extends Catalogue, K extends string> =
  | Placeholders<FormsOf<C, K>>
  | (`${K}_other` extends keyof C ? 'count' : never);

type ParamsFor<C extends Catalogue, K extends string> = {
  readonly [P in NamesOf<C, K>]: P extends 'count' ? number : string | number;
};

/** Asks for a sentence; the placeholders in its English text are its required parameters. */
export type Translate<C extends Catalogue> = <K extends StringKey<C>>(
  key: K,
  ...params: [NamesOf<C, K>] extends [never] ? [] : [ParamsFor<C, K>]
) => string;
