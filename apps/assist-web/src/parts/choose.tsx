import type { AssistView } from '@rendezvous/assist';
import { Banner, Button } from '@rendezvous/ui';
import { MonitorUp } from 'lucide-react';
import type { PickerFailure } from '../ports/screen-picker.ts';
import { useStrings } from '../strings/index.ts';
import './choose.css';
import { focusOnMount } from './focus.ts';
import { Progress } from './progress.tsx';
import { useSlow } from './slow.ts';

export interface ChooseProps {
  readonly view: AssistView;
  readonly failure: PickerFailure | undefined;
  readonly onChoose: () => void;
}

/** The one thing to do first. It may be done while the connection is still being made: nothing is shown before that. */
export function Choose({ view, failure, onChoose }: ChooseProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const connected = view.stage === 'choosing' || view.stage === 'session';
  const slow = useSlow(view.stage) && !connected;
  return (
    <section className="choose" aria-labelledby="choose-heading">
      <div className="choose-words">
        <h1 id="choose-heading">{t('choose.heading', { name })}</h1>
        <p>{t('choose.explain', { name })}</p>
        <Button
          variant={view.screenReady ? 'quiet' : 'primary'}
          size="large"
          ref={focusOnMount}
          icon={<MonitorUp aria-hidden />}
          onPress={onChoose}
        >
          {view.screenReady ? t('choose.change') : t('choose.button')}
        </Button>
        {failure === undefined ? (
          <output className="choose-note ui-soft ui-small">
            {view.screenReady ? t('choose.ready', { name }) : t('choose.whole', { name })}
          </output>
        ) : (
          <Banner tone="warn">{t(`choose.${failure}`)}</Banner>
        )}
      </div>
      <div className="choose-progress">
        <Progress view={view} />
        <output className="ui-soft ui-small">{slow ? t('opening.slow') : ''}</output>
      </div>
    </section>
  );
}
