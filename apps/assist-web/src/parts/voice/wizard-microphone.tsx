import type { SoundProblem } from '@rendezvous/assist';
import { Button } from '@rendezvous/ui';
import { useEffect, useState } from 'react';
import type { WizardSound } from '../../sound/browser-sound.ts';
import { soundProblemOf } from '../../sound/problem.ts';
import { NO_SPEECH, stepSpeech } from '../../sound/speech.ts';
import { useStrings } from '../../strings/index.ts';
import { PROBLEM_WORDS } from './call-words.ts';
import { DeviceSelect } from './device-select.tsx';
import { LevelMeter } from './level-meter.tsx';
import { MicrophoneBadge } from './microphone-badge.tsx';
import { Note } from './note.tsx';
import type { TestedProps } from './wizard-props.ts';
import { WizardStep } from './wizard-step.tsx';

/** How often the level is looked at for a voice, in milliseconds. */
const LOOK_MS = 100;

/** Does anything come in? */
export function WizardMicrophoneStep({ call, send, wizard, finish }: TestedProps) {
  const t = useStrings();
  const { sound, heard, view } = call;
  const voice = useVoiceHeard(wizard, heard.microphoneId);
  const [problem, setProblem] = useState<SoundProblem>();
  return (
    <WizardStep
      step="microphone"
      actions={
        <>
          <Button variant="primary" onPress={() => send('next')}>
            {t('wizard.next')}
          </Button>
          <Button onPress={() => finish(false)}>{t('wizard.fails')}</Button>
        </>
      }
    >
      <MicrophoneBadge heard={heard} />
      <DeviceSelect
        label={t('wizard.microphone')}
        devices={heard.microphones}
        chosen={heard.microphoneId}
        onChoose={id => {
          setProblem(undefined);
          sound.chooseMicrophone(id).catch((error: unknown) => setProblem(soundProblemOf(error)));
        }}
      />
      {problem !== undefined && <Note tone="warn">{PROBLEM_WORDS[problem](t, view.remoteUser.name)}</Note>}
      <p>{t('wizard.say-something')}</p>
      <LevelMeter label={t('wizard.level')} level={() => wizard.level()} />
      <output className="ui-small">{voice ? t('wizard.level-heard') : t('wizard.level-none')}</output>
    </WizardStep>
  );
}

/** Whether a voice has come in since the microphone was chosen. */
function useVoiceHeard(wizard: WizardSound, microphoneId: string): boolean {
  const [heardOn, setHeardOn] = useState<string>();
  useEffect(() => {
    let speech = NO_SPEECH;
    const timer = setInterval(() => {
      speech = stepSpeech(speech, wizard.level(), performance.now());
      if (speech.speaking) setHeardOn(microphoneId);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [wizard, microphoneId]);
  return heardOn === microphoneId;
}
