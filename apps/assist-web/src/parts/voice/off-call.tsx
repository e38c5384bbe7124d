import type { AssistView } from '@rendezvous/assist';
import { Button } from '@rendezvous/ui';
import { type T, useStrings } from '../../strings/index.ts';
import { type OffWords, offWords } from './call-words.ts';
import { Note } from './note.tsx';
import { type Call, reachable } from './use-call.ts';

export interface OffState {
  /** Whether it makes sense to ask the other person now; setting up the sound first is a part of that. */
  readonly possible: boolean;
  readonly words: OffWords | undefined;
}

export function offState(view: AssistView, t: T): OffState {
  const { voice } = view;
  if (voice.name !== 'off') return { possible: false, words: undefined };
  if (!reachable(view))
    return { possible: false, words: { words: t('voice.not-yet'), tone: 'quiet', setUp: false } };
  const possible = voice.blocked !== 'peer-tuning' && voice.blocked !== 'peer-disabled';
  return { possible, words: offWords(voice, view.remoteUser.name, t) };
}

/** Why nobody talks, where there is a reason. */
export function OffCall({ call, off: { words } }: { readonly call: Call; readonly off: OffState }) {
  const t = useStrings();
  if (words?.tone === 'warn')
    return (
      <Note
        tone="warn"
        id="call-words"
        action={
          words.setUp && (
            <Button size="small" variant="primary" onPress={call.setUp}>
              {t('voice.set-up')}
            </Button>
          )
        }
      >
        {words.words}
      </Note>
    );
  const quiet = words?.words ?? (call.heard.tuning === 'good' ? undefined : t('voice.set-up-explain'));
  return (
    quiet !== undefined && (
      <p id="call-words" className="ui-soft ui-small">
        {quiet}
      </p>
    )
  );
}
