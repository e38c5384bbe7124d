import type { FileState } from '@rendezvous/assist';
import { Button } from '@rendezvous/ui';
import { useState } from 'react';
import { useStrings } from '../strings/index.ts';

/** SHA-256 of a file, for those who want to compare it; folded until somebody does. */
export function CheckSum({ state }: { readonly state: FileState }) {
  const t = useStrings();
  if (state.name === 'done')
    return (
      <details className="file-sum">
        <summary>{t('file.sum')}</summary>
        <p className="ui-soft">{t('file.sum-explain')}</p>
        <Sum sha256={state.sha256} />
      </details>
    );
  if (state.name !== 'ended' || (state.sentSha256 ?? state.receivedSha256) === undefined) return null;
  return (
    <details className="file-sum">
      <summary>{t('file.sum')}</summary>
      {state.sentSha256 !== undefined && (
        <>
          <p className="ui-soft">{t('file.sum-sent')}</p>
          <Sum sha256={state.sentSha256} />
        </>
      )}
      {state.receivedSha256 !== undefined && (
        <>
          <p className="ui-soft">{t('file.sum-received')}</p>
          <Sum sha256={state.receivedSha256} />
        </>
      )}
    </details>
  );
}

function Sum({ sha256 }: { readonly sha256: string }) {
  const t = useStrings();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(sha256);
    setCopied(true);
  };
  return (
    <div className="file-sum-line">
      <code>{sha256}</code>
      {/* A browser that refuses to copy leaves the text, which one press selects as a whole. */}
      <Button size="small" onPress={() => void copy().catch(() => undefined)}>
        {copied ? t('file.copied') : t('file.copy')}
      </Button>
    </div>
  );
}
