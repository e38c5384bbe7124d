import { Button, formatDuration, useNow, VisuallyHidden } from '@rendezvous/ui';
import { useStrings } from '../../strings/index.ts';
import { HangUpButton, MuteButton } from './call-buttons.tsx';
import { HoldButton } from './hold-button.tsx';
import { LevelMeter } from './level-meter.tsx';
import { MicrophoneBadge } from './microphone-badge.tsx';
import { silenceOf } from './microphone-words.ts';
import { Note } from './note.tsx';
import { SoundNotice } from './sound-notice.tsx';
import { SpeakingMark } from './speaking-mark.tsx';
import type { Call } from './use-call.ts';

/** A call that is up, or is being set up. */
export function LiveCall({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { view, sound, heard } = call;
  const { voice } = view;
  const { name } = view.remoteUser;
  return (
    <>
      <div className="call-state">
        <MicrophoneBadge heard={heard} />
        {voice.name === 'on' && <Duration sinceMs={voice.sinceMs} />}
      </div>
      {voice.name === 'on' && (
        <div className="call-levels">
          <span>{t('voice.you')}</span>
          <LevelMeter label={t('voice.level-own')} level={() => sound.level('mine')} />
          <SpeakingMark on={heard.speaking.mine} />
          <span>{name}</span>
          <LevelMeter label={t('voice.level-other', { name })} level={() => sound.level('theirs')} />
          <SpeakingMark on={heard.speaking.theirs} />
        </div>
      )}
      <div className="call-buttons">
        <MuteButton call={call} size="large" />
        <HangUpButton call={call} size="large" />
      </div>
      {heard.pushToTalk && <HoldButton call={call} />}
      {heard.mutedSpeech && silenceOf(heard) !== 'none' && <Unheard call={call} />}
      {voice.name === 'on' && voice.unstable && <Note tone="warn">{t('voice.unstable')}</Note>}
      <SoundNotice call={call} />
    </>
  );
}

/** For somebody who speaks and is not heard. */
function Unheard({ call: { view, sound, heard, beHeard } }: { readonly call: Call }) {
  const t = useStrings();
  const { name } = view.remoteUser;
  if (silenceOf(heard) !== 'muted') return <Note tone="warn">{t('voice.not-held', { name })}</Note>;
  return (
    <Note
      tone="warn"
      action={
        <Button size="small" onPress={() => beHeard(() => sound.setMuted(false))}>
          {t('voice.unmute')}
        </Button>
      }
    >
      {t('voice.muted', { name })}
    </Note>
  );
}

/** To the eye each second; to the ear only when it is asked for. */
function Duration({ sinceMs }: { readonly sinceMs: number }) {
  const t = useStrings();
  const now = useNow(1000);
  return (
    <p className="call-duration ui-numbers">
      <VisuallyHidden elementType="span">{t('voice.duration')}: </VisuallyHidden>
      {formatDuration(now - sinceMs)}
    </p>
  );
}
