import type { ImSnapshot } from '@rendezvous/im';
import { useEffect } from 'react';
import { totalUnread } from '../contacts/order.ts';
import { useStrings } from '../strings/use-strings.ts';

/** The document's title and icon say how much is unread, wherever the person is. */
export function useTitle({ contacts, conversations }: ImSnapshot, name: string | undefined): void {
  const t = useStrings();
  const count = totalUnread(contacts, conversations);
  const title = name === undefined ? t('app.name') : `${name} – ${t('app.name')}`;
  const full = count === 0 ? title : t('app.titleUnread', { count, title });
  useEffect(() => {
    document.title = full;
  }, [full]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = count > 0 ? '/favicon-unread.svg' : '/favicon.svg';
  }, [count]);
}
