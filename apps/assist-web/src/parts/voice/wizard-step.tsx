import type { ReactNode } from 'react';
import { useStrings } from '../../strings/index.ts';
import { focusOnMount } from '../focus.ts';
import { WIZARD_STEPS } from './wizard-steps.ts';

export interface WizardStepProps {
  readonly step: (typeof WIZARD_STEPS)[number];
  readonly children: ReactNode;
  /** Buttons; the step to take first. */
  readonly actions: ReactNode;
}

/** One step: its heading takes the focus, so that a screen reader says where one is. */
export function WizardStep({ step, children, actions }: WizardStepProps) {
  const t = useStrings();
  const number = WIZARD_STEPS.indexOf(step) + 1;
  return (
    <WizardPage
      heading={t(`wizard.${step}-heading`)}
      above={t('wizard.step', { step: number, steps: WIZARD_STEPS.length })}
      actions={actions}
    >
      {children}
    </WizardPage>
  );
}

export interface WizardPageProps {
  readonly heading: string;
  /** A small line over the heading, and a part of it. */
  readonly above?: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

export function WizardPage({ heading, above, children, actions }: WizardPageProps) {
  return (
    <div className="wizard-page">
      <h3 ref={focusOnMount} tabIndex={-1} className="wizard-heading">
        {above !== undefined && <span className="wizard-above ui-soft ui-small">{above} </span>}
        {heading}
      </h3>
      {children}
      <div className="wizard-actions">{actions}</div>
    </div>
  );
}
