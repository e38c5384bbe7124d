import { Button, useNow } from '@rendezvous/ui';
import { UserPlus } from 'lucide-react';
import { useSnapshot } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';
import { ContactItem } from './contact-item.tsx';
import './contact-list.css';
import { findLookAlikes } from './look-alike.ts';
import { orderContacts } from './order.ts';
import { useRoving } from './use-roving.ts';

export interface ContactListProps {
  /** Address of the conversation on the screen. */
  readonly selected: string | undefined;
  readonly onInvite: () => void;
}

/** Everybody one can write to, the latest first. */
export function ContactList({ selected, onInvite }: ContactListProps) {
  const t = useStrings();
  const { contacts, conversations, self } = useSnapshot();
  const now = useNow(60_000);
  const ordered = orderContacts(contacts, conversations);
  const lookAlikes = findLookAlikes(contacts, self);
  const itemProps = useRoving(
    ordered.map(contact => contact.address),
    selected,
  );
  if (ordered.length === 0) return <EmptyList guest={self?.guest ?? false} onInvite={onInvite} />;
  return (
    <nav className="contacts" aria-label={t('contacts.nav')}>
      <ul>
        {ordered.map(contact => (
          <ContactItem
            key={contact.address}
            contact={contact}
            conversation={conversations.get(contact.address)}
            selected={contact.address === selected}
            lookAlike={lookAlikes.get(contact.address)}
            self={self?.address ?? ''}
            now={now}
            item={itemProps(contact.address)}
          />
        ))}
      </ul>
    </nav>
  );
}

/** Nobody to write to yet: what to do about it. */
function EmptyList({ guest, onInvite }: { readonly guest: boolean; readonly onInvite: () => void }) {
  const t = useStrings();
  return (
    <div className="contacts contacts-empty">
      <h2>{t('contacts.emptyTitle')}</h2>
      <p className="ui-soft">{t(guest ? 'contacts.emptyGuest' : 'contacts.emptyText')}</p>
      {!guest && (
        <Button variant="primary" icon={<UserPlus aria-hidden />} onPress={onInvite}>
          {t('invite.button')}
        </Button>
      )}
    </div>
  );
}
