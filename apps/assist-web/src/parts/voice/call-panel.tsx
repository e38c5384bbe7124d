import type { AssistView } from '@rendezvous/assist';
import { Button } from '@rendezvous/ui';
import { Phone } from 'lucide-react';
import { type T, useStrings } from '../../strings/index.ts';
import { CallSettings } from './call-settings.tsx';
import { LiveCall } from './live-call.tsx';
import { MicrophoneBadge } from './microphone-badge.tsx';
import { OffCall, offState } from './off-call.tsx';
import { type Call, inCall } from './use-call.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import './call-panel.css';

/** Talking: whether one does, how to begin, and how to end. */
export function CallPanel({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { voice, remoteUser } = call.view;
  const { name } = remoteUser;
  const panel = useKeptFocus<HTMLElement>(voice.name);
  const off = offState(call.view, t);
  return (
    <section ref={panel} className="call" aria-label={t('voice.heading')}>
      <header className="call-header">
        <h2>{headingOf(call.view, t)}</h2>
        {voice.name === 'off' && (
          <Button
            size="small"
            icon={<Phone aria-hidden />}
            isDisabled={!off.possible}
            aria-describedby={off.words === undefined ? undefined : 'call-words'}
            onPress={call.talk}
          >
            {t('voice.talk-with', { name })}
          </Button>
        )}
        {voice.name === 'asking' && (
          <Button size="small" onPress={call.hangUp}>
            {t('action.cancel')}
          </Button>
        )}
      </header>
      {voice.name === 'unavailable' && <p className="ui-soft ui-small">{t('voice.unavailable')}</p>}
      {voice.name === 'off' && <OffCall call={call} off={off} />}
      {voice.name === 'asking' && <p className="ui-soft ui-small">{t('voice.asking-explain', { name })}</p>}
      {voice.name === 'ringing' && <p>{t('voice.ringing', { name })}</p>}
      {inCall(call.view) ? <LiveCall call={call} /> : <MicrophoneBadge heard={call.heard} />}
      {voice.name !== 'unavailable' && <CallSettings call={call} />}
    </section>
  );
}

/** How the call stands, as long as there is something of one. */
function headingOf({ voice, remoteUser: { name } }: AssistView, t: T): string {
  switch (voice.name) {
    case 'asking':
      return t('voice.asking', { name });
    case 'connecting':
      return t('voice.connecting');
    case 'on':
      return t('voice.on', { name });
    case 'unavailable':
    case 'off':
    case 'ringing':
      return t('voice.heading');
  }
}
