import { Button } from '@rendezvous/ui';
import { Phone } from 'lucide-react';
import { useStrings } from '../../strings/index.ts';
import { offState } from './off-call.tsx';
import type { WizardProps } from './wizard-props.ts';
import { WizardPage } from './wizard-step.tsx';

/** What came of it, and the next step. */
export function WizardDone({ call, send, good }: WizardProps & { readonly good: boolean }) {
  return good ? <Good call={call} /> : <Bad call={call} send={send} />;
}

function Good({ call }: Pick<WizardProps, 'call'>) {
  const t = useStrings();
  const { view, actions, heard } = call;
  return (
    <WizardPage
      heading={t('wizard.good-heading')}
      actions={
        <>
          {offState(view, t).possible && (
            <Button
              variant="primary"
              icon={<Phone aria-hidden />}
              onPress={() => {
                call.closeWizard();
                actions.startVoice();
              }}
            >
              {t('wizard.talk-now')}
            </Button>
          )}
          <Button onPress={call.closeWizard}>{t('action.close')}</Button>
        </>
      }
    >
      <p>{t('wizard.good-explain')}</p>
      {heard.microphone === 'closed' && <p>{t('wizard.microphone-off')}</p>}
    </WizardPage>
  );
}

function Bad({ call, send }: WizardProps) {
  const t = useStrings();
  return (
    <WizardPage
      heading={t('wizard.bad-heading')}
      actions={
        <>
          <Button variant="primary" onPress={() => send('start-over')}>
            {t('wizard.start-over')}
          </Button>
          <Button onPress={call.closeWizard}>{t('action.close')}</Button>
        </>
      }
    >
      <p>{t('wizard.bad-explain', { name: call.view.remoteUser.name })}</p>
      <ul className="wizard-advice">
        <li>{t('wizard.advice-plug')}</li>
        <li>{t('wizard.advice-allow')}</li>
        <li>{t('wizard.advice-close')}</li>
        <li>{t('wizard.advice-chat')}</li>
      </ul>
      {call.heard.microphone === 'closed' && <p>{t('wizard.microphone-off')}</p>}
    </WizardPage>
  );
}
