import type { Credentials } from '@rendezvous/im';
import { Banner } from '@rendezvous/ui';
import { FirstPage } from '../shell/first-page.tsx';
import { useStrings } from '../strings/use-strings.ts';
import type { Farewell } from './account.ts';
import { AccountForms } from './account-forms.tsx';
import { seenBefore } from './credentials.ts';

export interface WelcomePageProps {
  readonly onDone: (credentials: Credentials) => void;
  /** Why the person is here although they were signed in. */
  readonly farewell: Farewell | undefined;
}

/** What stands here before anybody has signed in: one sentence, and the way in. */
export function WelcomePage({ onDone, farewell }: WelcomePageProps) {
  const t = useStrings();
  return (
    <FirstPage lead={t('app.purpose')}>
      {farewell !== undefined && (
        <Banner tone="info">
          {t(farewell === 'guest-ended' ? 'account.guestEnded' : 'account.signedOut')}
        </Banner>
      )}
      <AccountForms onDone={onDone} first={seenBefore(localStorage) ? 'sign-in' : 'sign-up'} />
    </FirstPage>
  );
}
