// What a side knows about voice apart from any one call; it outlives calls and ends with the session.

/** Outcome of an audio tuning wizard, as far as it is known. */
export type Tuning = 'unknown' | 'good' | 'bad';

/** What one side knows. */
export interface VoiceKnowledge {
  /** Voice is switched on here. */
  readonly enabled: boolean;
  /** Outcome of this side's wizard. */
  readonly ownWizard: Tuning;
  /** Outcome of the other side's wizard: its last WIZARDGOOD or WIZARDBAD. */
  readonly peerWizard: Tuning;
  /** The other side said DISABLEVOICE, and has not asked for voice itself since. */
  readonly peerDisabled: boolean;
}

/** At the beginning of a session: voice is on, nothing is known to be wrong. */
export const NOTHING_KNOWN: VoiceKnowledge = {
  enabled: true,
  ownWizard: 'unknown',
  peerWizard: 'unknown',
  peerDisabled: false,
};

/** The state with something learned; the same object when that was known already. */
export function learn<S extends { readonly known: VoiceKnowledge }, K extends keyof VoiceKnowledge>(
  state: S,
  key: K,
  value: VoiceKnowledge[K],
): S {
  return state.known[key] === value ? state : { ...state, known: { ...state.known, [key]: value } };
}
