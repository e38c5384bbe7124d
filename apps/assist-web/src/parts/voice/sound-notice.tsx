import { Button } from '@rendezvous/ui';
import { useStrings } from '../../strings/index.ts';
import { Note } from './note.tsx';
import { NOTICE_WORDS } from './notice-words.ts';
import type { Call } from './use-call.ts';

/** What happened to microphone and speaker by itself, until the person has taken note. */
export function SoundNotice({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { sound, view } = call;
  const { notice } = call.heard;
  if (notice === undefined) return null;
  const serious = notice === 'microphone-lost' || notice === 'blocked-playback';
  return (
    <Note
      tone={serious ? 'warn' : 'info'}
      action={
        <>
          {notice === 'blocked-playback' && (
            <Button size="small" variant="primary" onPress={() => void sound.resumePlayback()}>
              {t('sound-notice.play')}
            </Button>
          )}
          {notice === 'microphone-lost' && (
            <Button size="small" onPress={call.setUp}>
              {t('sound.settings')}
            </Button>
          )}
          {notice !== 'blocked-playback' && (
            <Button size="small" onPress={() => sound.dismissNotice()}>
              {t('sound-notice.hide')}
            </Button>
          )}
        </>
      }
    >
      {NOTICE_WORDS[notice](t, view.remoteUser.name)}
    </Note>
  );
}
