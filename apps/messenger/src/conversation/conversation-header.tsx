import type { Contact } from '@rendezvous/im';
import { Avatar, Badge, IconButton, Menu, Time, useNow } from '@rendezvous/ui';
import { ArrowLeft, Ellipsis, TriangleAlert } from 'lucide-react';
import { type Ref, useState } from 'react';
import { isNewContact } from '../contacts/order.ts';
import { PresenceWords } from '../contacts/presence.tsx';
import { useSnapshot } from '../shell/context.ts';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';
import { ApplicationButtons } from './application-buttons.tsx';
import './conversation-header.css';
import { RemoveContactDialog } from './remove-contact-dialog.tsx';

export interface ConversationHeaderProps {
  readonly contact: Contact;
  readonly lookAlike: string | undefined;
  /** Gets the focus when the conversation is opened on a narrow screen. */
  readonly heading: Ref<HTMLHeadingElement>;
}

/** Who this is, as far as it is known, and what the two can do together. */
export function ConversationHeader({ contact, lookAlike, heading }: ConversationHeaderProps) {
  const t = useStrings();
  const { self } = useSnapshot();
  const [removing, setRemoving] = useState(false);
  return (
    <header className="conversation-head">
      <IconButton
        className="conversation-back"
        label={t('app.back')}
        icon={<ArrowLeft aria-hidden />}
        onPress={() => navigate({ name: 'home' })}
      />
      <Avatar name={contact.name} address={contact.address} />
      <div className="conversation-who">
        <div className="conversation-name">
          <h1 ref={heading} tabIndex={-1}>
            {contact.name}
          </h1>
          <ContactBadge contact={contact} />
        </div>
        <p className="conversation-meta ui-soft ui-small">
          <PresenceWords presence={contact.presence} />
          <span className="ui-mono conversation-address">{contact.address}</span>
        </p>
      </div>
      {self?.guest === false && (
        <Menu
          label={t('conversation.more')}
          placement="bottom end"
          trigger={<IconButton label={t('conversation.more')} icon={<Ellipsis aria-hidden />} />}
          items={[{ id: 'remove', label: t('conversation.remove'), danger: true }]}
          onAction={() => setRemoving(true)}
        />
      )}
      <ApplicationButtons contact={contact} />
      {lookAlike !== undefined && (
        <p className="conversation-warning" role="note">
          <TriangleAlert aria-hidden />
          <span>{t('contacts.lookAlikeLong', { address: lookAlike })}</span>
        </p>
      )}
      <RemoveContactDialog contact={contact} isOpen={removing} onClose={() => setRemoving(false)} />
    </header>
  );
}

/** What the person should know of a contact before trusting the name. */
function ContactBadge({ contact }: { readonly contact: Contact }) {
  const t = useStrings();
  const now = useNow(60_000);
  if (contact.guest) {
    return (
      <Badge>
        {contact.expiresAt === undefined ? (
          t('contacts.guest')
        ) : (
          <>
            {t('contacts.guestUntil')} <Time at={contact.expiresAt} format="full" />
          </>
        )}
      </Badge>
    );
  }
  if (!isNewContact(contact, now)) return null;
  return <Badge tone="brand">{t('contacts.new')}</Badge>;
}
