import type { AssistView, ControlView } from '@rendezvous/assist';
import { Card, Switch } from '@rendezvous/ui';
import type { NoviceActions } from '../session/faces.ts';
import { noviceLastWords } from '../session/presence.ts';
import { type T, useStrings } from '../strings/index.ts';
import './consent-ladder.css';

export interface ConsentLadderProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  /** Opens the browser's picker. */
  readonly onChoose: () => void;
}

/** One switch for each thing that may be allowed. Off is always one press; on is only where the person may begin it. */
export function ConsentLadder({ view, actions, onChoose }: ConsentLadderProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const { screen, control } = view;
  return (
    <Card as="section" className="ladder" aria-labelledby="ladder-heading">
      <h2 id="ladder-heading">{t('ladder.heading')}</h2>
      <Switch
        tone="seeing"
        isSelected={screen.name === 'shown'}
        onChange={on => {
          if (!on) actions.pause();
          else if (screen.name === 'paused') actions.resume();
          else onChoose();
        }}
        description={seeWords(screen, name, t)}
      >
        {t('ladder.see')}
      </Switch>
      <Switch
        tone="controlling"
        isSelected={control.name === 'on'}
        // Control begins with a request and a question, never here.
        isDisabled={control.name === 'off' || control.name === 'requested'}
        onChange={() => actions.stopControl()}
        description={controlWords(control, name, t)}
      >
        {t('ladder.control')}
      </Switch>
    </Card>
  );
}

function seeWords(screen: AssistView['screen'], name: string, t: T): string {
  if (screen.name === 'none') return t('ladder.see-off', { name });
  if (screen.name === 'paused') return t('ladder.see-paused', { name });
  return t(`ladder.see-${screen.surface}`, { name });
}

function controlWords(control: ControlView, name: string, t: T): string {
  switch (control.name) {
    case 'off': {
      const off = t('ladder.control-off', { name });
      return control.last === undefined ? off : `${noviceLastWords(control.last, name, t)} ${off}`;
    }
    case 'requested':
      return t('ladder.control-requested', { name });
    case 'arming':
      return t('ladder.control-arming');
    case 'on':
      return control.resting ? t('ladder.control-resting') : t('ladder.control-on', { name });
  }
}
