import type { Contact, ConversationView } from '@rendezvous/im';
import { nameIn } from '@rendezvous/rendezvous';
import { Avatar, Badge, Time, useLanguage, VisuallyHidden } from '@rendezvous/ui';
import { TriangleAlert } from 'lucide-react';
import { relativeDay } from '../conversation/timeline.ts';
import { useMessenger, useValue } from '../shell/context.ts';
import { textOfMessage } from '../shell/message-text.ts';
import { formatRoute } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';
import { isNewContact } from './order.ts';
import { PresenceWords } from './presence.tsx';

export interface ContactItemProps {
  readonly contact: Contact;
  readonly conversation: ConversationView | undefined;
  readonly selected: boolean;
  /** Address of another contact whose name looks the same. */
  readonly lookAlike: string | undefined;
  readonly self: string;
  readonly now: number;
  /** For the roving focus of the list. */
  readonly item: object;
}

/** One person in the list of chats: name and address, presence, the last message, what is unread. */
export function ContactItem(props: ContactItemProps) {
  const { contact, conversation, selected, lookAlike, self, now, item } = props;
  const t = useStrings();
  const unread = conversation?.unread ?? 0;
  const last = conversation?.messages.at(-1);
  return (
    <li>
      <a
        {...item}
        className="contact"
        href={formatRoute({ name: 'chat', with: contact.address })}
        aria-current={selected ? 'page' : undefined}
      >
        <Avatar name={contact.name} address={contact.address} />
        <span className="contact-words">
          <span className="contact-line">
            <span className="contact-name">{contact.name}</span>
            {contact.guest ? (
              <Badge>{t('contacts.guest')}</Badge>
            ) : (
              isNewContact(contact, now) &&
              last === undefined && <Badge tone="brand">{t('contacts.new')}</Badge>
            )}
            {last !== undefined && (
              <span className="contact-time">
                <Time at={last.at} format={relativeDay(last.at, now) === 'today' ? 'time' : 'date'} />
              </span>
            )}
          </span>
          <span className="contact-line">
            <span className="contact-preview" data-unread={unread > 0}>
              <Preview conversation={conversation} self={self} />
            </span>
            {unread > 0 && (
              <span className="contact-unread">
                <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
                <VisuallyHidden elementType="span">{t('contacts.unread', { count: unread })}</VisuallyHidden>
              </span>
            )}
          </span>
          <span className="contact-line contact-meta">
            <PresenceWords presence={contact.presence} />
            <span className="contact-address">{contact.address}</span>
          </span>
          {lookAlike !== undefined && (
            <span className="contact-warning">
              <TriangleAlert aria-hidden />
              {t('contacts.lookAlike', { address: lookAlike })}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** The newest thing said, in one line. */
function Preview({ conversation, self }: Pick<ContactItemProps, 'conversation' | 'self'>) {
  const t = useStrings();
  const [language] = useLanguage();
  const registrations = useValue(useMessenger().registrations);
  if (conversation?.typing) return <em>{t('contacts.typing')}</em>;
  const last = conversation?.messages.at(-1);
  if (last === undefined) return ' ';
  if (last.kind === 'pending') return t('contacts.you', { text: last.text });
  if (last.kind === 'invitation') {
    const known = registrations.find(registration => registration.id === last.application.id);
    return t('contacts.invitation', {
      application: known === undefined ? last.application.name : nameIn(known, language),
    });
  }
  const text = textOfMessage(last, language);
  return last.kind === 'text' && last.from === self ? t('contacts.you', { text }) : text;
}
