/** What a face needs to show of whether the other person is the one of last time. */
export type RecognisedView =
  /** It is not known yet: contacts have not been exchanged, or the other side has not proved its key. */
  | { readonly name: 'unknown' }
  /** The other side has a key, and none was remembered; it is now. */
  | { readonly name: 'new' }
  /** The key that was remembered since then, the local clock at that time. */
  | { readonly name: 'same-as-before'; readonly sinceMs: number }
  /**
   * A warning: under this address another key was remembered. Nothing is remembered over it until the person says so
   * (`AssistanceSession.acceptChangedKey`).
   */
  | { readonly name: 'changed'; readonly sinceMs: number }
  /** No key can be said to be the other side's. */
  | {
      readonly name: 'not-exchanged';
      /**
       * - `own-setting`: this side does not want contacts to be exchanged
       * - `peer-setting`: the other side does not
       * - `failed`: something came in between
       * - `not-proven`: a warning; the other side has shown a key and could not prove that it is its own
       */
      readonly reason: 'own-setting' | 'peer-setting' | 'failed' | 'not-proven';
      /** A key is remembered under this address since then: the last time there was one. */
      readonly sinceMs?: number | undefined;
    };
