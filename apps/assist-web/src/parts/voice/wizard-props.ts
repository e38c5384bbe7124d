import type { WizardSound } from '../../sound/browser-sound.ts';
import type { Call } from './use-call.ts';
import type { WizardInput } from './wizard-steps.ts';

/** What each step of the wizard gets. */
export interface WizardProps {
  readonly call: Call;
  readonly send: (input: WizardInput) => void;
}

/** What a step that tries something gets. */
export interface TestedProps extends WizardProps {
  readonly wizard: WizardSound;
  /** Keeps the result, and tells the other side. */
  readonly finish: (good: boolean) => void;
}
