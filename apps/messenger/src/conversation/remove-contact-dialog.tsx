import type { Contact } from '@rendezvous/im';
import { Button, Dialog } from '@rendezvous/ui';
import { useState } from 'react';
import { useMessenger } from '../shell/context.ts';
import { codeOf, errorWords } from '../shell/error-words.ts';
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
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      tone="stop"
      size="small"
      title={t('conversation.removeTitle', { name: contact.name })}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('conversation.keep')}
          </Button>
          <Button variant="danger" isPending={busy} onPress={() => void remove()}>
            {t('conversation.removeConfirm')}
          </Button>
        </>
      }
    >
      <p className="ui-mono">{contact.address}</p>
      <p>{t(contact.guest ? 'conversation.removeGuestText' : 'conversation.removeText')}</p>
      <p role="alert" className="form-error">
        {fault}
      </p>
    </Dialog>
  );
}
