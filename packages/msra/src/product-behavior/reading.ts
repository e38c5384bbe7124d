/** One decision about the text. */
export interface Reading {
  /** `X` and a number for a contradiction in the specification, `U` and a number for something that it leaves open. */
  readonly id?: `${'X' | 'U'}${number}`;
  /** Sections concerned. */
  readonly sections: string;
  /** What we do. */
  readonly reading: string;
  /** Why. */
  readonly reason: string;
}
