import { Button } from '@rendezvous/ui';
import type { VoiceActions } from '../../session/faces.ts';
import { type T, useStrings } from '../../strings/index.ts';

const REPLIES: readonly ((t: T) => string)[] = [
  t => t('quick.cannot-hear'),
  t => t('quick.unclear'),
  t => t('quick.moment'),
];

/** For when talking fails: ordinary lines of the chat, one press each, in the words of whoever presses. */
export function QuickReplies({ actions }: { readonly actions: Pick<VoiceActions, 'sendChat'> }) {
  const t = useStrings();
  return (
    <fieldset className="quick-replies" aria-label={t('quick.label')}>
      {REPLIES.map(reply => {
        const words = reply(t);
        return (
          <Button key={words} size="small" onPress={() => actions.sendChat(words)}>
            {words}
          </Button>
        );
      })}
    </fieldset>
  );
}
