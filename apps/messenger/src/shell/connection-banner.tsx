import { Banner, useNow } from '@rendezvous/ui';
import { useEffect, useState } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { useSnapshot } from './context.ts';

/** Shorter breaks are mended before anybody has read of them. In milliseconds. */
const PATIENCE_MS = 1_200;

/** Says that the server is out of reach, and what becomes of what one writes. */
export function ConnectionBanner() {
  const { connection } = useSnapshot();
  return connection === 'online' || connection === 'signed-out' ? null : <Lost />;
}

function Lost() {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return patient ? null : <LostBanner />;
}

function LostBanner() {
  const t = useStrings();
  const { retryAtMs } = useSnapshot();
  const now = useNow(1_000);
  const left = retryAtMs === undefined ? 0 : Math.ceil((retryAtMs - now) / 1_000);
  return (
    <Banner tone="warn" title={t('connection.lost')}>
      {t('connection.lostText')} {/* To the eye only: a number that is spoken every second is a torment. */}
      <span aria-hidden>
        {left > 0 ? t('connection.retryIn', { count: left }) : t('connection.retrying')}
      </span>
    </Banner>
  );
}
