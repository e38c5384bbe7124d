import { AudioLines } from 'lucide-react';
import { useStrings } from '../../strings/index.ts';

/** Beside a name: who is heard now, by a sign and a word. It keeps its room, so that nothing moves. */
export function SpeakingMark({ on }: { readonly on: boolean }) {
  const t = useStrings();
  return (
    <span className="call-speaking" data-on={on || undefined} aria-hidden={!on}>
      <AudioLines aria-hidden />
      {t('voice.heard')}
    </span>
  );
}
