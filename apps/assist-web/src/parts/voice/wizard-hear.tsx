import type { SoundProblem } from '@rendezvous/assist';
import { Button, Spinner } from '@rendezvous/ui';
import { CircleDot } from 'lucide-react';
import { useState } from 'react';
import { soundProblemOf } from '../../sound/problem.ts';
import { useStrings } from '../../strings/index.ts';
import { PROBLEM_WORDS } from './call-words.ts';
import { LevelMeter } from './level-meter.tsx';
import { Note } from './note.tsx';
import type { TestedProps } from './wizard-props.ts';
import { WizardStep } from './wizard-step.tsx';

const RECORDED_SECONDS = 4;

type Hearing =
  | { readonly name: 'idle' | 'recording' | 'playing' }
  | { readonly name: 'over'; readonly heard: boolean }
  | { readonly name: 'failed'; readonly problem: SoundProblem };

/** One's own voice, recorded and played. */
export function WizardHear({ call, send, wizard, finish }: TestedProps) {
  const t = useStrings();
  const [hearing, setHearing] = useState<Hearing>({ name: 'idle' });
  const busy = hearing.name === 'recording' || hearing.name === 'playing';
  const record = (): void => {
    if (busy) return;
    setHearing({ name: 'recording' });
    wizard
      .hearBack(RECORDED_SECONDS, phase => setHearing({ name: phase }))
      .then(
        ({ heard }) => setHearing({ name: 'over', heard }),
        (error: unknown) => setHearing({ name: 'failed', problem: soundProblemOf(error) }),
      );
  };
  return (
    <WizardStep
      step="hear"
      actions={
        <>
          {hearing.name === 'over' && (
            <>
              <Button variant={hearing.heard ? 'primary' : 'quiet'} onPress={() => send('yes')}>
                {t('wizard.hear-yes')}
              </Button>
              <Button onPress={() => send('no')}>{t('wizard.hear-no')}</Button>
            </>
          )}
          <Button onPress={() => send('back')}>{t('wizard.back')}</Button>
          <Button onPress={() => finish(false)}>{t('wizard.fails')}</Button>
        </>
      }
    >
      <p>{t('wizard.hear-explain')}</p>
      <Button
        className="wizard-try"
        variant={hearing.name === 'over' && hearing.heard ? 'quiet' : 'primary'}
        // It stays where the focus is; what goes on is said below.
        icon={busy ? <Spinner /> : <CircleDot aria-hidden />}
        onPress={record}
      >
        {hearing.name === 'idle' || busy ? t('wizard.record') : t('wizard.record-again')}
      </Button>
      <LevelMeter label={t('wizard.level')} level={() => wizard.level()} />
      <output className="wizard-news">
        {hearing.name === 'recording' && t('wizard.recording')}
        {hearing.name === 'playing' && t('wizard.playing')}
        {hearing.name === 'over' &&
          (hearing.heard ? t('wizard.hear-question') : t('wizard.nothing-recorded'))}
      </output>
      {hearing.name === 'failed' && (
        <Note tone="warn">{PROBLEM_WORDS[hearing.problem](t, call.view.remoteUser.name)}</Note>
      )}
    </WizardStep>
  );
}
