import type { Contact } from '@rendezvous/im';
import { nameIn } from '@rendezvous/rendezvous';
import { Button, useLanguage } from '@rendezvous/ui';
import { useMessenger, useSnapshot, useValue } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';

/** What two people can do together: whatever is registered, by its own icon and name. */
export function ApplicationButtons({ contact }: { readonly contact: Contact }) {
  const t = useStrings();
  const [language] = useLanguage();
  const messenger = useMessenger();
  const registrations = useValue(messenger.registrations);
  const online = useSnapshot().connection === 'online';
  if (registrations.length === 0) return null;
  return (
    <div className="applications" role="group" aria-label={t('conversation.applications')}>
      {registrations.map(registration => (
        <Button
          key={registration.id}
          className="application"
          icon={<img src={registration.icon} alt="" width={20} height={20} />}
          isDisabled={!online}
          onPress={() => messenger.applications.invite(contact, registration)}
        >
          {nameIn(registration, language)}
        </Button>
      ))}
    </div>
  );
}
