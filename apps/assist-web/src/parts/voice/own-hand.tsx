import { Button, Dialog } from '@rendezvous/ui';
import { useStrings } from '../../strings/index.ts';
import { focusOnMount } from '../focus.ts';
import { REFLEX_MS, useAfter } from '../question-frame.tsx';
import type { Doubt } from './use-call.ts';

export interface OwnHandProps {
  readonly doubt: Doubt;
  /** Of the other person, who is in control here. */
  readonly name: string;
}

/**
 * Whoever is in control may press what makes this person heard. While this is open the other hand rests, so that the answer
 * is this person's; what it has pressed before does not reach the yes.
 */
export function OwnHand({ doubt, name }: OwnHandProps) {
  const t = useStrings();
  const deliberate = useAfter(REFLEX_MS);
  return (
    <Dialog
      isOpen
      onClose={doubt.no}
      role="alertdialog"
      title={t('own-hand.title')}
      actions={
        <>
          <Button ref={focusOnMount} size="large" variant="primary" onPress={doubt.no}>
            {t('own-hand.no')}
          </Button>
          <Button size="large" isDisabled={!deliberate} onPress={doubt.yes}>
            {t('own-hand.yes', { name })}
          </Button>
        </>
      }
    >
      <p>{t('own-hand.explain', { name })}</p>
    </Dialog>
  );
}
