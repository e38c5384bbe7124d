import { type Credentials, LIMITS, signIn, signInAsGuest, signUp } from '@rendezvous/im';
import { Button, TextField } from '@rendezvous/ui';
import { type FormEvent, useId, useRef, useState } from 'react';
import { codeOf, errorWords } from '../shell/error-words.ts';
import { type T, useStrings } from '../strings/use-strings.ts';
import { nameFault, passwordFault, suggestUsername, usernameFault } from './account-fields.ts';

type Field = 'name' | 'username' | 'password';
type Faults = Partial<Record<Field | 'form', string>>;

interface FormProps {
  /** Called with what the server gave; the form stays busy until the page changes. */
  readonly onDone: (credentials: Credentials) => void;
}

const nameWords = (t: T, name: string): string | undefined => {
  const fault = nameFault(name);
  if (fault === undefined) return undefined;
  return fault === 'long' ? t('error.nameLong', { count: LIMITS.nameLength }) : t('error.nameMissing');
};

const passwordWords = (t: T, password: string): string | undefined => {
  const fault = passwordFault(password);
  if (fault === undefined) return undefined;
  return fault === 'long'
    ? t('error.longPassword', { count: LIMITS.passwordMax })
    : t('error.weakPassword', { count: LIMITS.passwordMin });
};

/** One submission at a time; what is wrong goes beside its field, and the focus with it. */
function useSubmission(check: () => Faults, submit: () => Promise<void>) {
  const t = useStrings();
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const show = (found: Faults): void => {
    setFaults(found);
    const first = (['name', 'username', 'password'] as const).find(field => found[field] !== undefined);
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const found = check();
    show(found);
    if (Object.values(found).some(Boolean)) return;
    setBusy(true);
    submit().catch((error: unknown) => {
      setBusy(false);
      const code = codeOf(error);
      const words = errorWords(t, code);
      if (code === 'name-taken') show({ username: words });
      else if (code === 'weak-password') show({ password: words });
      else show({ form: words });
    });
  };
  const clear = (field: Field): void => setFaults(({ [field]: _gone, form: _form, ...rest }) => rest);
  return { form, faults, busy, onSubmit, clear };
}

function FormError({ words }: { readonly words: string | undefined }) {
  return (
    <p role="alert" className="form-error">
      {words}
    </p>
  );
}

/** A name, a username that follows from it unless it is changed, and a password. */
export function SignUpForm({ onDone }: FormProps) {
  const t = useStrings();
  const [name, setName] = useState('');
  const [typed, setTyped] = useState<string>();
  const [password, setPassword] = useState('');
  const username = typed ?? suggestUsername(name);
  const { form, faults, busy, onSubmit, clear } = useSubmission(
    () => ({
      ...withFault('name', nameWords(t, name)),
      ...withFault('username', usernameFault(username) && t('error.usernameBad')),
      ...withFault('password', passwordWords(t, password)),
    }),
    async () =>
      onDone(
        await signUp(location.origin, {
          name: name.trim(),
          username: username.trim().toLowerCase(),
          password,
        }),
      ),
  );
  return (
    <form ref={form} className="account-form" onSubmit={onSubmit} noValidate>
      <TextField
        label={t('account.name')}
        description={t('account.nameHint')}
        name="name"
        autoComplete="name"
        value={name}
        onChange={value => {
          setName(value);
          clear('name');
        }}
        error={faults.name}
      />
      <TextField
        label={t('account.username')}
        description={t('account.usernameHint')}
        name="username"
        autoComplete="username"
        inputMode="email"
        spellCheck="false"
        value={username}
        onChange={value => {
          setTyped(value);
          clear('username');
        }}
        error={faults.username}
      />
      <TextField
        label={t('account.password')}
        description={t('account.passwordHint', { count: LIMITS.passwordMin })}
        type="password"
        name="password"
        autoComplete="new-password"
        value={password}
        onChange={value => {
          setPassword(value);
          clear('password');
        }}
        error={faults.password}
      />
      <FormError words={faults.form} />
      <Button type="submit" variant="primary" size="large" isPending={busy}>
        {t('account.create')}
      </Button>
    </form>
  );
}

/** Username and password of an account that exists. */
export function SignInForm({ onDone }: FormProps) {
  const t = useStrings();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const { form, faults, busy, onSubmit, clear } = useSubmission(
    () => ({
      ...withFault('username', usernameFault(bare(username)) && t('error.usernameBad')),
      ...withFault('password', password === '' ? t('error.passwordMissing') : undefined),
    }),
    async () => onDone(await signIn(location.origin, { username: bare(username), password })),
  );
  return (
    <form ref={form} className="account-form" onSubmit={onSubmit} noValidate>
      <TextField
        label={t('account.username')}
        name="username"
        autoComplete="username"
        inputMode="email"
        spellCheck="false"
        value={username}
        onChange={value => {
          setUsername(value);
          clear('username');
        }}
        error={faults.username}
      />
      <TextField
        label={t('account.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={value => {
          setPassword(value);
          clear('password');
        }}
        error={faults.password}
      />
      <FormError words={faults.form} />
      <Button type="submit" variant="primary" size="large" isPending={busy}>
        {t('account.signIn')}
      </Button>
    </form>
  );
}

/** A guest needs a name only. */
export function GuestForm({ link, onDone }: FormProps & { readonly link: string }) {
  const t = useStrings();
  const [name, setName] = useState('');
  const { form, faults, busy, onSubmit, clear } = useSubmission(
    () => withFault('name', nameWords(t, name)),
    async () => onDone(await signInAsGuest(location.origin, { link, name: name.trim() })),
  );
  return (
    <form ref={form} className="account-form" onSubmit={onSubmit} noValidate>
      <TextField
        label={t('account.name')}
        description={t('account.nameHint')}
        name="name"
        autoComplete="name"
        value={name}
        onChange={value => {
          setName(value);
          clear('name');
        }}
        error={faults.name}
      />
      <FormError words={faults.form} />
      <Button type="submit" variant="primary" size="large" isPending={busy}>
        {t('link.joinChat')}
      </Button>
    </form>
  );
}

/** Both ways in, one at a time. */
export function AccountForms({ onDone, first }: FormProps & { readonly first: 'sign-up' | 'sign-in' }) {
  const t = useStrings();
  const heading = useId();
  const [mode, setMode] = useState(first);
  const signingUp = mode === 'sign-up';
  return (
    <section aria-labelledby={heading} className="account-box">
      <h2 id={heading}>{t(signingUp ? 'account.createTitle' : 'account.signInTitle')}</h2>
      {signingUp ? <SignUpForm onDone={onDone} /> : <SignInForm onDone={onDone} />}
      <p className="account-switch">
        {t(signingUp ? 'account.haveAccount' : 'account.noAccount')}
        <Button variant="plain" onPress={() => setMode(signingUp ? 'sign-in' : 'sign-up')}>
          {t(signingUp ? 'account.signIn' : 'account.create')}
        </Button>
      </p>
    </section>
  );
}

/** People type their whole address, too. */
const bare = (username: string): string => username.trim().toLowerCase().split('@')[0] ?? '';

const withFault = (field: Field, words: string | undefined): Faults =>
  words === undefined ? {} : { [field]: words };
