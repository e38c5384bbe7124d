import { LIMITS, type Link } from '@rendezvous/im';
import { Button, Dialog, Time } from '@rendezvous/ui';
import { Check, Copy, Share2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Choice } from '../shell/choice.tsx';
import { useMessenger } from '../shell/context.ts';
import { codeOf, errorWords } from '../shell/error-words.ts';
import { useStrings } from '../strings/use-strings.ts';
import './invite-dialog.css';
import { formatLink } from './link.ts';
import { QrCode } from './qr-code.tsx';

const HOUR = 3600;
const DURATIONS = {
  hour: HOUR,
  day: LIMITS.linkDefaultSeconds,
  week: 7 * 24 * HOUR,
  month: LIMITS.linkMaxSeconds,
};
type Duration = keyof typeof DURATIONS;
type Kind = 'contact' | 'guest';

export interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Makes a link for one person. */
export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const t = useStrings();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('invite.title')}>
      <Invite onClose={onClose} />
    </Dialog>
  );
}

function Invite({ onClose }: Pick<InviteDialogProps, 'onClose'>) {
  const t = useStrings();
  const { client } = useMessenger();
  const [kind, setKind] = useState<Kind>('contact');
  const [duration, setDuration] = useState<Duration>('day');
  const [link, setLink] = useState<Link>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const make = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      setLink(await client.request('createLink', { kind, expiresInSeconds: DURATIONS[duration] }));
    } catch (error) {
      setFault(errorWords(t, codeOf(error)));
    } finally {
      setBusy(false);
    }
  };
  if (link !== undefined) return <Made link={link} onAgain={() => setLink(undefined)} onClose={onClose} />;
  return (
    <>
      <Choice<Kind>
        label={t('invite.who')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'contact', label: t('invite.contact'), description: t('invite.contactText') },
          { value: 'guest', label: t('invite.guest'), description: t('invite.guestText') },
        ]}
      />
      <Choice<Duration>
        label={t('invite.duration')}
        value={duration}
        onChange={setDuration}
        description={t(kind === 'guest' ? 'invite.durationGuest' : 'invite.durationContact')}
        options={[
          { value: 'hour', label: t('invite.hour') },
          { value: 'day', label: t('invite.day') },
          { value: 'week', label: t('invite.week') },
          { value: 'month', label: t('invite.month') },
        ]}
      />
      <p role="alert" className="form-error">
        {fault}
      </p>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('app.cancel')}</Button>
        <Button variant="primary" isPending={busy} onPress={() => void make()}>
          {t('invite.make')}
        </Button>
      </div>
    </>
  );
}

interface MadeProps {
  readonly link: Link;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The link: to copy, to share, to scan. */
function Made({ link, onAgain, onClose }: MadeProps) {
  const t = useStrings();
  const url = formatLink(location.origin, link.token);
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'yes' | 'failed'>();
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => setCopied('yes'),
      () => {
        setCopied('failed');
        field.current?.select();
      },
    );
  };
  return (
    <>
      <div className="invite-link">
        <input
          ref={field}
          className="ui-input ui-mono"
          readOnly
          value={url}
          aria-label={t('invite.link')}
          onFocus={event => event.target.select()}
        />
        <Button
          variant="primary"
          icon={copied === 'yes' ? <Check aria-hidden /> : <Copy aria-hidden />}
          onPress={copy}
        >
          {t(copied === 'yes' ? 'invite.copied' : 'invite.copy')}
        </Button>
        {'share' in navigator && (
          <Button icon={<Share2 aria-hidden />} onPress={() => void navigator.share({ url }).catch(() => {})}>
            {t('invite.share')}
          </Button>
        )}
      </div>
      <output className="ui-small form-error">{copied === 'failed' && t('invite.copyFailed')}</output>
      <QrCode text={url} label={t('invite.qr')} />
      <p>
        {t(link.kind === 'guest' ? 'invite.onceGuest' : 'invite.onceContact')}{' '}
        <Time at={link.expiresAt} format="full" />. {t('invite.shownOnce')}
      </p>
      <div className="dialog-actions">
        <Button onPress={onAgain}>{t('invite.again')}</Button>
        <Button onPress={onClose}>{t('app.close')}</Button>
      </div>
    </>
  );
}
