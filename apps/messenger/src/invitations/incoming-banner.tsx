import { nameIn } from '@rendezvous/rendezvous';
import { Banner, Button, useLanguage } from '@rendezvous/ui';
import { useSessions } from '../shell/context.ts';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';

export interface IncomingBannerProps {
  /** Address of the conversation on the screen; its own invitation stands there as a card. */
  readonly openAddress: string | undefined;
}

/** An invitation that waits in another conversation. It stays until it is answered or over. */
export function IncomingBanner({ openAddress }: IncomingBannerProps) {
  const t = useStrings();
  const [language] = useLanguage();
  const waiting = [...useSessions().values()].filter(
    session =>
      !session.inviter && session.state === 'invitation' && session.remoteUser.address !== openAddress,
  );
  return waiting.map(session => {
    const { name, address } = session.remoteUser;
    const application = nameIn(session.registration, language);
    return (
      <Banner
        key={session.id}
        tone="error"
        title={t('invitation.incoming', { name, application })}
        action={
          <>
            <Button onPress={() => session.decline()}>{t('invitation.decline')}</Button>
            <Button variant="primary" onPress={() => navigate({ name: 'chat', with: address })}>
              {t('invitation.open')}
            </Button>
          </>
        }
      >
        <span className="ui-mono">{address}</span>
      </Banner>
    );
  });
}
