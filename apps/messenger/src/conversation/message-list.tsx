import type { Contact, ConversationView } from '@rendezvous/im';
import { IconButton, Spinner, Time, useNow } from '@rendezvous/ui';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { InvitationCard } from '../invitations/invitation-card.tsx';
import { useMessenger, useSessions, useSnapshot, useValue } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Bubble } from './bubble.tsx';
import './message-list.css';
import { ReceiptCard } from './receipt-card.tsx';
import { type Entry, relativeDay, timelineOf } from './timeline.ts';
import { useScroll } from './use-scroll.ts';

/** A region that scrolls must be reachable, or the keyboard cannot scroll it. */
const REACHABLE = { tabIndex: 0 } as const;

export interface MessageListProps {
  readonly contact: Contact;
  readonly conversation: ConversationView | undefined;
  /** Stands over the messages. */
  readonly banners: ReactNode;
}

/** The messages of one conversation, oldest first; older ones are fetched when the reader comes to the top. */
export function MessageList({ contact, conversation, banners }: MessageListProps) {
  const t = useStrings();
  const { client } = useMessenger();
  const { self, connection } = useSnapshot();
  const list = useRef<HTMLElement>(null);
  const selfAddress = self?.address ?? '';
  const messages = conversation?.messages ?? [];
  // Where reading began, kept while the conversation is open, so that the line does not run away from its reader.
  const [newAfterSeq] = useState(() =>
    conversation !== undefined && conversation.unread > 0 ? conversation.readSeq : undefined,
  );
  const shown = conversation?.loaded === true ? messages : [];
  const entries = timelineOf(shown, { self: selfAddress, newAfterSeq });
  const newest = entries.at(-1);
  const { atEnd, onScroll, toEnd } = useScroll(list, {
    firstKey: shown[0] === undefined ? undefined : entries[1]?.key,
    lastKey: newest?.key,
    lastMine:
      newest?.kind === 'bubble'
        ? newest.mine
        : newest?.kind === 'card'
          ? newest.message.from === selfAddress
          : newest?.kind === 'receipt' && newest.latest.from === selfAddress,
  });
  useReading(contact.address, conversation, atEnd);
  const top = useOlder(contact.address, conversation, list);
  const lastOwn = entries.findLast(e => e.kind === 'bubble' && e.mine && e.message.kind === 'text');

  return (
    <div className="messages-frame">
      {banners}
      <section
        ref={list}
        className="messages"
        aria-label={t('conversation.messages', { name: contact.name })}
        aria-busy={conversation?.loading === true}
        {...REACHABLE}
        onScroll={onScroll}
      >
        <div className="messages-inner">
          <div ref={top} className="messages-top ui-soft ui-small">
            <Top conversation={conversation} name={contact.name} empty={entries.length === 0} />
          </div>
          <ol className="message-items">
            {entries.map(entry => (
              <li key={entry.key} data-kind={entry.kind}>
                <EntryView
                  entry={entry}
                  contact={contact}
                  self={selfAddress}
                  online={connection === 'online'}
                  mark={
                    entry !== lastOwn
                      ? undefined
                      : entry.kind === 'bubble' &&
                          entry.message.kind === 'text' &&
                          entry.message.seq <= contact.readSeq
                        ? 'read'
                        : 'sent'
                  }
                  onRetry={clientId => client.retry(clientId)}
                />
              </li>
            ))}
          </ol>
        </div>
      </section>
      {!atEnd && (
        <span className="messages-down">
          <IconButton
            icon={<ArrowDown aria-hidden />}
            label={
              conversation !== undefined && conversation.unread > 0
                ? t('conversation.toNewestCount', { count: conversation.unread })
                : t('conversation.toNewest')
            }
            onPress={() => {
              // The button goes when the end is reached; the focus must not go with it, nor stop the scrolling.
              list.current?.focus({ preventScroll: true });
              toEnd(true);
            }}
          />
          {conversation !== undefined && conversation.unread > 0 && (
            <span className="contact-unread" aria-hidden>
              {conversation.unread}
            </span>
          )}
        </span>
      )}
    </div>
  );
}

/** What is on the screen, in a page that is looked at, has been read. */
function useReading(address: string, conversation: ConversationView | undefined, atEnd: boolean): void {
  const { client } = useMessenger();
  const unread = conversation?.unread ?? 0;
  const loaded = conversation?.loaded ?? false;
  useEffect(() => {
    if (unread === 0 || !loaded || !atEnd) return;
    const mark = (): void => {
      if (document.visibilityState === 'visible' && document.hasFocus()) client.markRead(address);
    };
    mark();
    window.addEventListener('focus', mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      window.removeEventListener('focus', mark);
      document.removeEventListener('visibilitychange', mark);
    };
  }, [client, address, unread, loaded, atEnd]);
}

/** Fetches the newest page at once, and an older one whenever the top comes into sight. */
function useOlder(
  address: string,
  conversation: ConversationView | undefined,
  list: RefObject<HTMLElement | null>,
) {
  const { client } = useMessenger();
  const online = useSnapshot().connection === 'online';
  const top = useRef<HTMLDivElement>(null);
  const loaded = conversation?.loaded ?? false;
  const wanted = online && (!loaded || conversation?.hasOlder === true) && conversation?.loading !== true;
  const oldest = conversation?.messages[0];
  const oldestSeq = oldest === undefined || oldest.kind === 'pending' ? 0 : oldest.seq;
  useEffect(() => {
    if (!wanted) return;
    if (!loaded) {
      void client.loadOlder(address);
      return;
    }
    const element = top.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      changes => {
        if (changes.some(change => change.isIntersecting)) void client.loadOlder(address);
      },
      { root: list.current, rootMargin: '300px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
    // `oldestSeq`: after each page the top is looked at anew.
  }, [client, address, wanted, loaded, list, oldestSeq]);
  return top;
}

interface TopProps {
  readonly conversation: ConversationView | undefined;
  readonly name: string;
  readonly empty: boolean;
}

/** What stands above the oldest message. */
function Top({ conversation, name, empty }: TopProps) {
  const t = useStrings();
  if (conversation?.loaded !== true) {
    return (
      <>
        <Spinner /> {t('conversation.loading')}
      </>
    );
  }
  if (conversation.hasOlder) {
    return (
      <>
        <Spinner /> {t('conversation.loadingOlder')}
      </>
    );
  }
  if (!empty) return t('conversation.begin');
  return (
    <div className="messages-empty">
      <h2>{t('conversation.emptyTitle', { name })}</h2>
      <p>{t('conversation.emptyText')}</p>
    </div>
  );
}

interface EntryViewProps {
  readonly entry: Entry;
  readonly contact: Contact;
  readonly self: string;
  readonly online: boolean;
  readonly mark: 'sent' | 'read' | undefined;
  readonly onRetry: (clientId: string) => void;
}

function EntryView({ entry, contact, self, online, mark, onRetry }: EntryViewProps) {
  const t = useStrings();
  switch (entry.kind) {
    case 'day':
      return <Day at={entry.at} />;
    case 'new':
      return <p className="new-line">{t('conversation.newLine')}</p>;
    case 'bubble':
      return <Bubble entry={entry} name={contact.name} mark={mark} online={online} onRetry={onRetry} />;
    case 'card':
      return <CardEntry message={entry.message} contact={contact} self={self} />;
    case 'receipt':
      return <ReceiptCard receipts={entry} name={contact.name} />;
  }
}

function Day({ at }: { readonly at: number }) {
  const t = useStrings();
  const now = useNow(60_000);
  const day = relativeDay(at, now);
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (
    <h2 className="day-line">
      {day === undefined ? (
        <Time at={at} format={thisYear ? 'day' : 'date'} />
      ) : (
        t(day === 'today' ? 'conversation.today' : 'conversation.yesterday')
      )}
    </h2>
  );
}

interface CardEntryProps {
  readonly message: Extract<Entry, { kind: 'card' }>['message'];
  readonly contact: Contact;
  readonly self: string;
}

function CardEntry({ message, contact, self }: CardEntryProps) {
  const { applications, registrations } = useMessenger();
  const refusals = useValue(applications.refusals);
  const known = useValue(registrations);
  const sessions = useSessions();
  const mine = message.from === self;
  const session = sessions.get(message.sessionId);
  // What it will be able to do is shown for as long as it can be accepted, even if it is unregistered meanwhile.
  const registration =
    session?.registration ?? known.find(candidate => candidate.id === message.application.id);
  return (
    <InvitationCard
      message={message}
      session={session}
      registration={registration}
      aboutUrl={registration?.url ?? refusals.get(message.application.id)}
      inviter={mine}
      name={contact.name}
      onAccept={session => applications.accept(session)}
    />
  );
}
