/** The way through the sound wizard. Pure. */

export type WizardState =
  | { readonly name: 'microphone' }
  /** `speaker`: the speaker has been proven already. */
  | { readonly name: 'hear'; readonly speaker: boolean }
  /** `first`: nothing was heard in the step before, which is tried again afterwards. */
  | { readonly name: 'speaker'; readonly first: boolean }
  | { readonly name: 'options' }
  | { readonly name: 'done'; readonly good: boolean };

export type WizardInput = 'next' | 'back' | 'yes' | 'no' | 'works' | 'fails' | 'start-over';

/** Steps that are counted for the person; the result is none. */
export const WIZARD_STEPS = ['microphone', 'hear', 'speaker', 'options'] as const;

export const WIZARD_START: WizardState = { name: 'microphone' };

/** An input that the state does not know gives the same state. */
export function stepWizard(state: WizardState, input: WizardInput): WizardState {
  if (input === 'fails' && state.name !== 'done') return { name: 'done', good: false };
  switch (state.name) {
    case 'microphone':
      return input === 'next' ? { name: 'hear', speaker: false } : state;
    case 'hear':
      if (input === 'back') return WIZARD_START;
      if (input === 'no') return { name: 'speaker', first: true };
      if (input !== 'yes') return state;
      return state.speaker ? { name: 'options' } : { name: 'speaker', first: false };
    case 'speaker':
      if (input === 'back') return { name: 'hear', speaker: false };
      if (input !== 'yes') return state;
      return state.first ? { name: 'hear', speaker: true } : { name: 'options' };
    case 'options':
      if (input === 'back') return { name: 'speaker', first: false };
      return input === 'works' ? { name: 'done', good: true } : state;
    case 'done':
      return input === 'start-over' ? WIZARD_START : state;
  }
}
