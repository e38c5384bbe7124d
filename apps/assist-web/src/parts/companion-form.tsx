import type { CompanionView } from '@rendezvous/assist';
import { Banner, Button, TextField } from '@rendezvous/ui';
import { type FormEvent, useState } from 'react';
import type { NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import './companion.css';

export interface CompanionFormProps {
  readonly companion: CompanionView;
  readonly actions: Pick<NoviceActions, 'pairCompanion'>;
}

/** What the companion is, how to start it, and its code; every failure says what to do next. */
export function CompanionForm({ companion, actions }: CompanionFormProps) {
  const t = useStrings();
  const [code, setCode] = useState('');
  if (companion.name === 'paired') return <CompanionReady companion={companion} />;
  const connecting = companion.name === 'connecting';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '' && !connecting) void actions.pairCompanion(code.trim());
  };
  return (
    <form onSubmit={submit} className="companion-form">
      <p>{t('companion.what')}</p>
      {companion.name === 'failed' && (
        <Banner tone="error">{t(`companion-failed.${companion.reason}`)}</Banner>
      )}
      <ol className="companion-steps">
        <li>
          {t('companion.start')}
          <code className="companion-command">npm run companion</code>
        </li>
        <li>
          {t('companion.shows-code')}
          <div className="companion-code">
            <TextField
              label={t('companion.code')}
              hideLabel
              mono
              value={code}
              onChange={setCode}
              maxLength={20}
              autoComplete="off"
              spellCheck="false"
              isReadOnly={connecting}
            />
            <Button type="submit" variant="primary" isPending={connecting}>
              {t('companion.connect')}
            </Button>
          </div>
        </li>
      </ol>
      <output className="ui-soft ui-small companion-progress">
        {connecting ? t('companion.connecting') : ''}
      </output>
    </form>
  );
}

function CompanionReady({ companion }: { readonly companion: Extract<CompanionView, { name: 'paired' }> }) {
  const t = useStrings();
  if (companion.unable !== undefined)
    return <Banner tone="error">{t(`companion-unable.${companion.unable}`)}</Banner>;
  return (
    <output>
      {t('companion.paired')} {t('companion.screens', { count: companion.screens.length })}
    </output>
  );
}
