import type { Contact } from '@rendezvous/im';
import { type HostSession, nameIn } from '@rendezvous/rendezvous';
import { Button, Menu, useLanguage } from '@rendezvous/ui';
import { useState } from 'react';
import { invitationId } from '../invitations/invitation-card.tsx';
import { ApplicationIcon } from '../rendezvous/application-icon.tsx';
import { type PageRegistration, sameKind } from '../rendezvous/registrations.ts';
import { useMessenger, useSessions, useSnapshot, useValue } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** As many buttons as people can take in; the rest is in a menu. */
const BUTTONS = 4;

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
      <fieldset
        className="applications"
        data-many={known.length > 2}
        aria-label={t('conversation.applications')}
        {...keptFocus}
      >
        {known.slice(0, BUTTONS).map(registration => (
          <Button
            key={registration.id}
            className="application"
            icon={<ApplicationIcon of={registration} />}
            isDisabled={!online}
            onPress={() => press(registration)}
          >
            {nameIn(registration, language)}
          </Button>
        ))}
        {known.length > BUTTONS && (
          <Menu
            label={t('conversation.moreApplications')}
            trigger={
              <Button className="application" isDisabled={!online}>
                {t('conversation.moreApplications')}
              </Button>
            }
            items={known
              .slice(BUTTONS)
              .map(registration => ({ id: registration.id, label: nameIn(registration, language) }))}
            onAction={id => {
              const registration = known.find(candidate => candidate.id === id);
              if (registration !== undefined) press(registration);
            }}
          />
        )}
      </fieldset>
      <output className="applications-hint">{hint}</output>
    </>
  );
}

/** One invitation at a time for the same thing, and one running application of a kind at a time. */
function isInTheWay(session: HostSession, contact: Contact, registration: PageRegistration): boolean {
  if (!sameKind(session.registration, registration)) return false;
  if (session.applicationRunning) return true;
  if (session.outcome !== undefined) return false;
  return session.remoteUser.address === contact.address && session.registration.id === registration.id;
}
