import type { SoundProblem } from '@rendezvous/assist';
import { Button, Switch } from '@rendezvous/ui';
import { useState } from 'react';
import { soundProblemOf } from '../../sound/problem.ts';
import { useStrings } from '../../strings/index.ts';
import { PROBLEM_WORDS } from './call-words.ts';
import { Note } from './note.tsx';
import type { TestedProps } from './wizard-props.ts';
import { WizardStep } from './wizard-step.tsx';

/** What the browser does to the sound before it leaves. */
export function WizardOptions({ call, send, finish }: Omit<TestedProps, 'wizard'>) {
  const t = useStrings();
  const { sound, heard, view } = call;
  const { name } = view.remoteUser;
  const [problem, setProblem] = useState<SoundProblem>();
  const carryOut = (change: Promise<void>): void => {
    setProblem(undefined);
    change.catch((error: unknown) => setProblem(soundProblemOf(error)));
  };
  return (
    <WizardStep
      step="options"
      actions={
        <>
          <Button variant="primary" onPress={() => finish(true)}>
            {t('wizard.works')}
          </Button>
          <Button onPress={() => send('back')}>{t('wizard.back')}</Button>
          <Button onPress={() => finish(false)}>{t('wizard.fails')}</Button>
        </>
      }
    >
      <p>{t('wizard.options-explain')}</p>
      <Switch
        isSelected={heard.echoCancellation}
        onChange={on => carryOut(sound.setEchoCancellation(on))}
        description={t('wizard.echo-explain', { name })}
      >
        {t('wizard.echo')}
      </Switch>
      <Switch
        isSelected={heard.noiseSuppression}
        onChange={on => carryOut(sound.setNoiseSuppression(on))}
        description={t('wizard.noise-explain')}
      >
        {t('wizard.noise')}
      </Switch>
      {problem !== undefined && <Note tone="warn">{PROBLEM_WORDS[problem](t, name)}</Note>}
    </WizardStep>
  );
}
