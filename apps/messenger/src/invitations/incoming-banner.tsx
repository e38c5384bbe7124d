import { type HostSession, nameIn } from '@rendezvous/rendezvous';
import { Button, useLanguage } from '@rendezvous/ui';
import { ApplicationIcon } from '../rendezvous/application-icon.tsx';
import { useSessions } from '../shell/context.ts';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';

export interface IncomingBannerProps {
  /** Address of the conversation on the screen; its own invitation stands there as a card. */
  readonly openAddress: string | undefined;
}

/** Invitations that wait in other conversations. Each stays until it is answered or over. */
export function IncomingBanner({ openAddress }: IncomingBannerProps) {
  return [...useSessions().values()]
    .filter(
      session =>
        !session.inviter && session.state === 'invitation' && session.remoteUser.address !== openAddress,
    )
    .map(session => <Incoming key={session.id} session={session} />);
}

/** The answer needs to know what it will be able to do, so the way leads to the card. */
function Incoming({ session }: { readonly session: HostSession }) {
  const t = useStrings();
  const [language] = useLanguage();
  const { name, address } = session.remoteUser;
  const application = nameIn(session.registration, language);
  return (
    <div className="incoming" role="alert">
      <ApplicationIcon className="card-icon" of={session.registration} />
      <div className="incoming-words">
        <p>
          <strong>{t('invitation.incoming', { name, application })}</strong>
        </p>
        <p className="ui-mono ui-soft">{address}</p>
      </div>
      <div className="incoming-actions">
        <Button onPress={() => session.decline()}>{t('invitation.decline')}</Button>
        <Button variant="primary" onPress={() => navigate({ name: 'chat', with: address })}>
          {t('invitation.open')}
        </Button>
      </div>
    </div>
  );
}
