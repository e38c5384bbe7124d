import type { Contact } from '@rendezvous/im';
import { useState } from 'react';
import { useMessenger } from '../shell/context.ts';
import { codeOf, errorWords } from '../shell/error-words.ts';
import { QuestionDialog } from '../shell/question-dialog.tsx';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';

export interface RemoveContactDialogProps {
  readonly contact: Contact;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before two people stop being contacts. */
export function RemoveContactDialog({ contact, isOpen, onClose }: RemoveContactDialogProps) {
  const t = useStrings();
  const { client } = useMessenger();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const remove = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await client.request('removeContact', { address: contact.address });
      onClose();
      navigate({ name: 'home' }, 'replace');
    } catch (error) {
      setFault(errorWords(t, codeOf(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <QuestionDialog
      isOpen={isOpen}
      title={t('conversation.removeTitle', { name: contact.name })}
      keep={t('conversation.keep')}
      onKeep={onClose}
      take={t('conversation.removeConfirm')}
      onTake={() => void remove()}
      busy={busy}
    >
      <p className="ui-mono">{contact.address}</p>
      <p>{t(contact.guest ? 'conversation.removeGuestText' : 'conversation.removeText')}</p>
      <p role="alert" className="form-error">
        {fault}
      </p>
    </QuestionDialog>
  );
}
