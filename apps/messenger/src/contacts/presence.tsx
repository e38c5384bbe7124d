import type { Contact } from '@rendezvous/im';
import { StatusDot } from '@rendezvous/ui';
import { useStrings } from '../strings/use-strings.ts';

/** Whether somebody is there, in words beside a dot. */
export function PresenceWords({ presence }: Pick<Contact, 'presence'>) {
  const t = useStrings();
  return (
    <span className="presence">
      <StatusDot tone={presence === 'online' ? 'verified' : 'neutral'} />
      {t(presence === 'online' ? 'contacts.online' : 'contacts.offline')}
    </span>
  );
}
