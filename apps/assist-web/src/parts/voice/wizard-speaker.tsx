import { Button, Spinner } from '@rendezvous/ui';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../../strings/index.ts';
import { DeviceSelect } from './device-select.tsx';
import type { TestedProps } from './wizard-props.ts';
import { WizardStep } from './wizard-step.tsx';

export interface WizardSpeakerProps extends TestedProps {
  /** Nothing was heard in the step before. */
  readonly first: boolean;
}

type Tone = 'idle' | 'playing' | 'over' | 'failed' | 'unheard';

/** Does anything come out? */
export function WizardSpeaker({ call, send, wizard, finish, first }: WizardSpeakerProps) {
  const t = useStrings();
  const { sound, heard } = call;
  const [tone, setTone] = useState<Tone>('idle');
  const play = (): void => {
    if (tone === 'playing') return;
    setTone('playing');
    wizard.tone().then(
      () => setTone('over'),
      () => setTone('failed'),
    );
  };
  const asked = tone === 'over' || tone === 'unheard';
  return (
    <WizardStep
      step="speaker"
      actions={
        <>
          {asked && (
            <>
              <Button variant={tone === 'over' ? 'primary' : 'quiet'} onPress={() => send('yes')}>
                {t('wizard.tone-yes')}
              </Button>
              <Button onPress={() => setTone('unheard')}>{t('wizard.tone-no')}</Button>
            </>
          )}
          <Button onPress={() => send('back')}>{t('wizard.back')}</Button>
          <Button onPress={() => finish(false)}>{t('wizard.fails')}</Button>
        </>
      }
    >
      {first && <p>{t('wizard.speaker-first')}</p>}
      {heard.speakers.length === 0 ? (
        <p className="ui-soft ui-small">{t('wizard.speaker-no-choice')}</p>
      ) : (
        <DeviceSelect
          label={t('wizard.speaker')}
          devices={heard.speakers}
          chosen={heard.speakerId}
          onChoose={id => {
            setTone('idle');
            sound.chooseSpeaker(id).catch(() => setTone('failed'));
          }}
        />
      )}
      <p>{t('wizard.speaker-explain')}</p>
      <Button
        className="wizard-try"
        variant={tone === 'over' ? 'quiet' : 'primary'}
        icon={tone === 'playing' ? <Spinner /> : <Volume2 aria-hidden />}
        onPress={play}
      >
        {t('wizard.tone')}
      </Button>
      <output className="wizard-news">
        {tone === 'playing' && t('wizard.tone-playing')}
        {(tone === 'failed' || tone === 'unheard') && t('wizard.tone-advice')}
      </output>
    </WizardStep>
  );
}
