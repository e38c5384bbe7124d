import type { Contact } from '@rendezvous/im';
import { type HostSession, nameIn } from '@rendezvous/rendezvous';
import { Button, useLanguage } from '@rendezvous/ui';
import { useState } from 'react';
import { invitationId } from '../invitations/invitation-card.tsx';
import { iconOf, type PageRegistration, sameKind } from '../rendezvous/registrations.ts';
import { useMessenger, useSessions, useSnapshot, useValue } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** What two people can do together: whatever is registered, by its own icon and name. */
export function ApplicationButtons({ contact }: { readonly contact: Contact }) {
  const t = useStrings();
  const [language] = useLanguage();
  const { applications, registrations } = useMessenger();
  const known = useValue(registrations);
  const sessions = useSessions();
  const online = useSnapshot().connection === 'online';
  const [hint, setHint] = useState('');
  const keptFocus = useKeptFocus(known);
  const press = (registration: PageRegistration): void => {
    const other = [...sessions.values()].find(session => isInTheWay(session, contact, registration));
    if (other === undefined) {
      setHint('');
      applications.invite(contact, registration);
      return;
    }
    const here = other.remoteUser.address === contact.address;
    setHint(here ? t('invitation.already') : t('invitation.running', { name: other.remoteUser.name }));
    const card = here ? document.getElementById(invitationId(other.id)) : null;
    card?.scrollIntoView({ block: 'nearest' });
    card?.focus({ preventScroll: true });
  };
  if (known.length === 0) return null;
  return (
    <>
      <fieldset className="applications" aria-label={t('conversation.applications')} {...keptFocus}>
        {known.map(registration => (
          <Button
            key={registration.id}
            className="application"
            icon={<Icon of={registration} />}
            isDisabled={!online}
            onPress={() => press(registration)}
          >
            {nameIn(registration, language)}
          </Button>
        ))}
      </fieldset>
      <output className="applications-hint">{hint}</output>
    </>
  );
}

function Icon({ of }: { readonly of: PageRegistration }) {
  const icon = iconOf(of);
  return icon === undefined ? null : <img src={icon} alt="" width={20} height={20} />;
}

/** One invitation at a time for the same thing, and one running application of a kind at a time. */
function isInTheWay(session: HostSession, contact: Contact, registration: PageRegistration): boolean {
  if (!sameKind(session.registration, registration)) return false;
  if (session.applicationRunning) return true;
  if (session.outcome !== undefined) return false;
  return session.remoteUser.address === contact.address && session.registration.id === registration.id;
}
