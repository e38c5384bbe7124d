import type { AssistView } from '@rendezvous/assist';
import { useStrings } from '../strings/index.ts';

/** In words, whether the two talk; nothing where nobody wants to. */
export function VoiceLine({ voice, name }: { readonly voice: AssistView['voice']; readonly name: string }) {
  const t = useStrings();
  switch (voice.name) {
    case 'unavailable':
    case 'off':
    // The question says it.
    case 'ringing':
      return null;
    case 'asking':
      return <output className="talk-voice ui-small">{t('voice.asking', { name })}</output>;
    case 'connecting':
      return <output className="talk-voice ui-small">{t('voice.connecting')}</output>;
    case 'on':
      return <output className="talk-voice ui-small">{t('voice.on', { name })}</output>;
  }
}
