import type { AssistView, ControlView } from '@rendezvous/assist';
import { Card, Switch } from '@rendezvous/ui';
import type { NoviceActions } from '../session/faces.ts';
import { noviceLastWords } from '../session/presence.ts';
import { type T, useStrings } from '../strings/index.ts';
import { silenceOf } from './voice/microphone-words.ts';
import { type Call, inCall } from './voice/use-call.ts';
import './consent-ladder.css';

export interface ConsentLadderProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  readonly call: Call;
  /** Opens the browser's picker. */
  readonly onChoose: () => void;
}

/** One switch for each thing that may be allowed. Off is always one press; on is only where the person may begin it. */
export function ConsentLadder({ view, actions, call, onChoose }: ConsentLadderProps) {
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
      {view.voice.name !== 'unavailable' && (
        <Switch
          isSelected={inCall(view)}
          // Talking begins with a press of one and a yes of the other, never here.
          isDisabled={!inCall(view)}
          onChange={call.hangUp}
          description={talkWords(call, t)}
        >
          {t('ladder.talk')}
        </Switch>
      )}
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

function talkWords({ view, heard }: Call, t: T): string {
  const { name } = view.remoteUser;
  switch (view.voice.name) {
    case 'unavailable':
    case 'off':
      return t('ladder.talk-off', { name });
    case 'asking':
      return t('ladder.talk-asking', { name });
    case 'ringing':
      return t('ladder.talk-ringing', { name });
    case 'connecting':
      return t('voice.connecting');
    case 'on':
      break;
  }
  // Without a microphone nobody is heard, whatever the switches say.
  if (heard.microphone !== 'open') return t('ladder.talk-silent', { name });
  switch (silenceOf(heard)) {
    case 'muted':
      return t('voice.muted', { name });
    case 'waiting':
      return t('ladder.talk-waiting', { name });
    case 'none':
      return t('ladder.talk-on', { name });
  }
}
