import { IconButton, Spinner, VisuallyHidden } from '@rendezvous/ui';
import { Settings, UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ContactList } from '../contacts/contact-list.tsx';
import { findLookAlikes } from '../contacts/look-alike.ts';
import { ConversationPage, NoConversation, UnknownConversation } from '../conversation/conversation-page.tsx';
import { IncomingBanner } from '../invitations/incoming-banner.tsx';
import { InviteDialog } from '../links/invite-dialog.tsx';
import { FramePanel } from '../rendezvous/frame-panel.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useStrings } from '../strings/use-strings.ts';
import './chat-page.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { useMessenger, useSnapshot, useValue } from './context.ts';
import { Mark } from './first-page.tsx';
import { GuestBanner } from './guest-banner.tsx';
import { Notes } from './notes.tsx';
import { useRoute } from './route.ts';
import { useTitle } from './use-title.ts';

/** The chat: contacts beside the conversation; one of the two at a time where there is no room for both. */
export function ChatPage() {
  const t = useStrings();
  const snapshot = useSnapshot();
  const { applications } = useMessenger();
  const framed = useValue(applications.frames).length > 0;
  const route = useRoute();
  const [dialog, setDialog] = useState<'invite' | 'settings'>();
  const { contacts, self } = snapshot;
  const selected = route.name === 'chat' ? route.with : undefined;
  const contact = contacts.find(candidate => candidate.address === selected);
  useTitle(snapshot, contact?.name);
  if (self === undefined) return <Opening />;
  const close = (): void => setDialog(undefined);
  const banners = (
    <div className="main-top">
      <ConnectionBanner />
      <IncomingBanner openAddress={selected} />
    </div>
  );
  return (
    <div
      className="chat"
      data-showing={selected === undefined ? 'contacts' : 'conversation'}
      data-framed={framed}
    >
      <a className="skip" href="#main" onClick={skip}>
        {t('app.skip')}
      </a>
      <aside className="side" aria-label={t('contacts.title')}>
        {selected === undefined && <VisuallyHidden elementType="h1">{t('contacts.title')}</VisuallyHidden>}
        <header className="side-head">
          <Mark />
          <div className="side-self">
            <strong>{self.name}</strong>
            <span className="ui-soft ui-small">{self.address}</span>
          </div>
          {!self.guest && (
            <IconButton
              label={t('invite.button')}
              icon={<UserPlus aria-hidden />}
              onPress={() => setDialog('invite')}
            />
          )}
          <IconButton
            label={t('settings.button')}
            icon={<Settings aria-hidden />}
            onPress={() => setDialog('settings')}
          />
        </header>
        <GuestBanner self={self} />
        <ContactList selected={selected} onInvite={() => setDialog('invite')} />
      </aside>
      <main id="main" className="main" tabIndex={-1}>
        {contact === undefined && banners}
        {selected === undefined && <NoConversation alone={contacts.length === 0} />}
        {selected !== undefined &&
          (contact === undefined ? (
            <UnknownConversation address={selected} />
          ) : (
            <ConversationPage
              key={contact.address}
              contact={contact}
              banners={banners}
              lookAlike={findLookAlikes(contacts, self).get(contact.address)}
            />
          ))}
      </main>
      <FramePanel />
      <Notes />
      {!self.guest && <InviteDialog isOpen={dialog === 'invite'} onClose={close} />}
      <SettingsDialog isOpen={dialog === 'settings'} onClose={close} />
    </div>
  );
}

/** The fragment is our address; a real jump would change it. */
function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** How long before the page says that it takes long, in milliseconds. */
const SLOW_MS = 4_000;

/** Signed in, but the server has not told anything yet. */
export function Opening() {
  const t = useStrings();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="opening">
      <Mark />
      <output>
        <Spinner /> {t(slow ? 'app.connectingSlow' : 'app.connecting')}
      </output>
    </main>
  );
}
