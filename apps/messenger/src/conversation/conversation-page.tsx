import type { Contact } from '@rendezvous/im';
import { Button } from '@rendezvous/ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { useConversation } from '../shell/context.ts';
import { Mark } from '../shell/first-page.tsx';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { MessageList } from './message-list.tsx';

export interface ConversationPageProps {
  readonly contact: Contact;
  readonly lookAlike: string | undefined;
  /** Stands over the messages. */
  readonly banners: ReactNode;
}

/** One conversation. Give it the address as `key`: another person is another page. */
export function ConversationPage({ contact, lookAlike, banners }: ConversationPageProps) {
  const t = useStrings();
  const conversation = useConversation(contact.address);
  const heading = useRef<HTMLHeadingElement>(null);
  // On a narrow screen the list has gone and the focus with it: begin with who this is.
  useEffect(() => {
    if (matchMedia('(max-width: 47.99rem)').matches) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <ConversationHeader contact={contact} lookAlike={lookAlike} heading={heading} />
      <MessageList contact={contact} conversation={conversation} banners={banners} />
      <p className="typing-line" aria-live="polite">
        {conversation?.typing === true && t('conversation.typing', { name: contact.name })}
      </p>
      <Composer address={contact.address} name={contact.name} />
    </>
  );
}

/** Nothing chosen; `alone` when there is nobody to choose. */
export function NoConversation({ alone }: { readonly alone: boolean }) {
  const t = useStrings();
  return (
    <div className="main-empty">
      <Mark />
      {alone ? (
        <p className="ui-soft">{t('app.purpose')}</p>
      ) : (
        <>
          <h2>{t('conversation.pickTitle')}</h2>
          <p className="ui-soft">{t('conversation.pickText')}</p>
        </>
      )}
    </div>
  );
}

/** An address that is no contact: an old link, or a contact that was removed. */
export function UnknownConversation({ address }: { readonly address: string }) {
  const t = useStrings();
  return (
    <div className="main-empty">
      <h1>{t('conversation.unknownTitle')}</h1>
      <p className="ui-soft">{t('conversation.unknownText', { address })}</p>
      <Button onPress={() => navigate({ name: 'home' }, 'replace')}>{t('app.back')}</Button>
    </div>
  );
}
