import { type Credentials, type ImClient, type LinkInfo, lookUpLink } from '@rendezvous/im';
import { Avatar, Banner, Button, Spinner, Time } from '@rendezvous/ui';
import { type ReactNode, use, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { AccountForms, GuestForm } from '../account/account-forms.tsx';
import { seenBefore } from '../account/credentials.ts';
import { MessengerContext, useAccount } from '../shell/context.ts';
import { codeOf, errorWords } from '../shell/error-words.ts';
import { FirstPage } from '../shell/first-page.tsx';
import { navigate } from '../shell/route.ts';
import { useStrings } from '../strings/use-strings.ts';

type Found =
  | { readonly name: 'loading' }
  | { readonly name: 'bad'; readonly code: string }
  | { readonly name: 'good'; readonly info: LinkInfo };

export interface JoinPageProps {
  /** `undefined` for something that looks like a link but is none. */
  readonly token: string | undefined;
}

/** What somebody sees who follows a link: who invites them, to what, and the one step to take. */
export function JoinPage({ token }: JoinPageProps) {
  const [attempt, setAttempt] = useState(0);
  if (token === undefined) return <BadLink code="not-found" onRetry={undefined} />;
  return <Link key={`${token} ${String(attempt)}`} token={token} onRetry={() => setAttempt(attempt + 1)} />;
}

function Link({ token, onRetry }: { readonly token: string; readonly onRetry: () => void }) {
  const t = useStrings();
  const [found, setFound] = useState<Found>({ name: 'loading' });
  useEffect(() => {
    let current = true;
    lookUpLink(location.origin, token).then(
      info => current && setFound({ name: 'good', info }),
      (error: unknown) => current && setFound({ name: 'bad', code: codeOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [token]);
  switch (found.name) {
    case 'loading':
      return (
        <FirstPage>
          <output className="person-line">
            <Spinner /> <span>{t('link.loading')}</span>
          </output>
        </FirstPage>
      );
    case 'bad':
      return <BadLink code={found.code} onRetry={PASSING.has(found.code) ? onRetry : undefined} />;
    case 'good':
      return (
        <FirstPage>
          <Inviter info={found.info} />
          <Step token={token} info={found.info} />
        </FirstPage>
      );
  }
}

/** Failures that say nothing about the link: trying again may help. */
const PASSING = new Set(['offline', 'deadline', 'internal', 'rate-limited', 'bad-answer']);

interface BadLinkProps {
  readonly code: string;
  readonly onRetry: (() => void) | undefined;
}

function BadLink({ code, onRetry }: BadLinkProps) {
  const t = useStrings();
  return (
    <FirstPage>
      <h2>{t('link.badTitle')}</h2>
      <p role="alert">{errorWords(t, code)}</p>
      {onRetry !== undefined && (
        <Button variant="primary" onPress={onRetry}>
          {t('link.retry')}
        </Button>
      )}
      <Button onPress={() => navigate({ name: 'home' }, 'replace')}>{t('link.home')}</Button>
    </FirstPage>
  );
}

/** Who invites: the name they chose, and the address that the server vouches for. */
function Inviter({ info }: { readonly info: LinkInfo }) {
  const t = useStrings();
  const { name, address } = info.from;
  return (
    <>
      <div className="person-line">
        <Avatar name={name} address={address} size="large" />
        <div>
          <h2>{t('link.invites', { name })}</h2>
          <p className="ui-mono ui-soft">{address}</p>
        </div>
      </div>
      {info.kind === 'guest' && (
        <p>
          {t('link.guestLead')} {t('link.guestUntil')} <Time at={info.expiresAt} format="full" />.
        </p>
      )}
    </>
  );
}

interface StepProps {
  readonly token: string;
  readonly info: LinkInfo;
}

/** The step that fits the link and the person. */
function Step({ token, info }: StepProps) {
  const t = useStrings();
  const account = useAccount();
  const messenger = use(MessengerContext);
  if (messenger !== undefined) {
    return info.kind === 'contact' ? (
      <Become token={token} info={info} client={messenger.client} />
    ) : (
      <GuestButSignedIn client={messenger.client} />
    );
  }
  if (info.kind === 'guest') {
    const enter = (credentials: Credentials): void => {
      navigate({ name: 'chat', with: info.from.address }, 'replace');
      void account.signedIn({ ...credentials, guest: true });
    };
    return (
      <Box>
        <GuestForm link={token} onDone={enter} />
      </Box>
    );
  }
  return (
    <>
      <div>
        <p>{t('link.contactLead')}</p>
        <p className="ui-soft">{t('link.contactNew')}</p>
      </div>
      <AccountForms
        first={seenBefore(localStorage) ? 'sign-in' : 'sign-up'}
        onDone={credentials => void account.signedIn(credentials)}
      />
    </>
  );
}

const Box = ({ children }: { readonly children: ReactNode }) => <div className="account-box">{children}</div>;

const useClient = (client: ImClient) => useSyncExternalStore(client.subscribe, client.getSnapshot);

/**
 * Signed in, and the link is for a contact: one press, and a deliberate one, for a link may come from anywhere. The form
 * that was here before took the focus with it, so it goes to that button.
 */
function Become({ token, info, client }: StepProps & { readonly client: ImClient }) {
  const t = useStrings();
  const { self, connection } = useClient(client);
  const effect = useId();
  const press = useRef<HTMLButtonElement>(null);
  useEffect(() => press.current?.focus(), []);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const become = (): void => {
    setBusy(true);
    setFault(undefined);
    client.request('redeemLink', { token }).then(
      ({ contact }) => navigate({ name: 'chat', with: contact.address }, 'replace'),
      (error: unknown) => {
        setBusy(false);
        setFault(errorWords(t, codeOf(error)));
      },
    );
  };
  return (
    <Box>
      <div>
        <p id={effect}>{t('link.becomeText', { name: info.from.name })}</p>
        {self !== undefined && (
          <p className="ui-soft ui-small">{t('link.signedInAs', { name: self.name })}</p>
        )}
      </div>
      <p role="alert" className="form-error">
        {fault}
      </p>
      <Button
        ref={press}
        variant="primary"
        size="large"
        isPending={busy || connection !== 'online'}
        aria-describedby={effect}
        onPress={become}
      >
        {t('link.become', { name: info.from.name })}
      </Button>
      <Button onPress={() => navigate({ name: 'home' }, 'replace')}>{t('app.back')}</Button>
    </Box>
  );
}

/** A guest link in the hands of somebody who is signed in. */
function GuestButSignedIn({ client }: { readonly client: ImClient }) {
  const t = useStrings();
  const account = useAccount();
  const { self } = useClient(client);
  return (
    <>
      <Banner tone="info">{t('link.guestSignedIn', { name: self?.name ?? '…' })}</Banner>
      <Button onPress={() => void account.signOut()}>{t('settings.signOut')}</Button>
      <Button variant="primary" onPress={() => navigate({ name: 'home' }, 'replace')}>
        {t('app.back')}
      </Button>
    </>
  );
}
