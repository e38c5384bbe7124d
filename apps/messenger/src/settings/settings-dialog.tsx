import { LIMITS } from '@rendezvous/im';
import {
  Button,
  Dialog,
  type Language,
  Switch,
  TextField,
  type Theme,
  useLanguage,
  useTheme,
} from '@rendezvous/ui';
import { type FormEvent, useState } from 'react';
import { nameFault } from '../account/account-fields.ts';
import { Choice } from '../shell/choice.tsx';
import { useAccount, useMessenger, useSnapshot, useValue } from '../shell/context.ts';
import { codeOf, errorWords } from '../shell/error-words.ts';
import { useStrings } from '../strings/use-strings.ts';
import './settings-dialog.css';

export interface SettingsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps) {
  const t = useStrings();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('settings.title')}>
      <NameSetting />
      <LookSettings />
      <AlertSettings />
      <SignOut />
      <Button onPress={onClose}>{t('app.close')}</Button>
    </Dialog>
  );
}

/** The name that others see, and the address that goes with it and never changes. */
function NameSetting() {
  const t = useStrings();
  const { client } = useMessenger();
  const { self } = useSnapshot();
  const [name, setName] = useState(self?.name ?? '');
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [fault, setFault] = useState<string>();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = nameFault(name);
    if (wrong !== undefined) {
      setFault(wrong === 'long' ? t('error.nameLong', { count: LIMITS.nameLength }) : t('error.nameMissing'));
      return;
    }
    setFault(undefined);
    setState('busy');
    try {
      await client.request('setName', { name: name.trim() });
      setState('saved');
    } catch (error) {
      setState('idle');
      setFault(errorWords(t, codeOf(error)));
    }
  };
  return (
    <form className="settings-name" onSubmit={event => void save(event)} noValidate>
      <TextField
        label={t('settings.name')}
        value={name}
        autoComplete="name"
        onChange={value => {
          setName(value);
          setState('idle');
          setFault(undefined);
        }}
        error={fault}
        description={
          <>
            {t('settings.address')}: <span className="ui-mono">{self?.address}</span>
          </>
        }
      />
      <div className="settings-save">
        <Button type="submit" isPending={state === 'busy'} isDisabled={name.trim() === self?.name}>
          {t('settings.save')}
        </Button>
        <output className="ui-small ui-soft">{state === 'saved' && t('settings.saved')}</output>
      </div>
    </form>
  );
}

function LookSettings() {
  const t = useStrings();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  return (
    <>
      <Choice<Language>
        label={t('settings.language')}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'en', label: 'English' },
          { value: 'de', label: 'Deutsch' },
        ]}
      />
      <Choice<Theme>
        label={t('settings.theme')}
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'auto', label: t('settings.themeAuto') },
          { value: 'light', label: t('settings.themeLight') },
          { value: 'dark', label: t('settings.themeDark') },
        ]}
      />
    </>
  );
}

/** Both off until asked for; the browser's own question comes only when the person switches notifications on. */
function AlertSettings() {
  const t = useStrings();
  const { preferences } = useMessenger();
  const { notifications, sound } = useValue(preferences);
  const [blocked, setBlocked] = useState(
    () => 'Notification' in window && Notification.permission === 'denied',
  );
  const switchNotifications = async (on: boolean): Promise<void> => {
    if (!on) {
      preferences.change({ notifications: false });
      return;
    }
    const permission = await Notification.requestPermission();
    setBlocked(permission === 'denied');
    preferences.change({ notifications: permission === 'granted' });
  };
  return (
    <fieldset className="settings-alerts" aria-label={t('settings.alerts')}>
      {'Notification' in window && (
        <Switch
          isSelected={notifications && !blocked}
          onChange={on => void switchNotifications(on)}
          description={t(blocked ? 'settings.notificationsBlocked' : 'settings.notificationsHint')}
        >
          {t('settings.notifications')}
        </Switch>
      )}
      <Switch
        isSelected={sound}
        onChange={on => preferences.change({ sound: on })}
        description={t('settings.soundHint')}
      >
        {t('settings.sound')}
      </Switch>
    </fieldset>
  );
}

function SignOut() {
  const t = useStrings();
  const account = useAccount();
  const { self } = useSnapshot();
  const guest = self?.guest === true;
  return (
    <div className="settings-out">
      <Button onPress={() => void account.signOut()}>
        {t(guest ? 'settings.signOutGuest' : 'settings.signOut')}
      </Button>
      {guest && <p className="ui-small ui-soft">{t('settings.signOutGuestHint')}</p>}
    </div>
  );
}
