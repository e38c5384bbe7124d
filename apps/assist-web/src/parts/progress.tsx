import type { AssistView } from '@rendezvous/assist';
import { Steps } from '@rendezvous/ui';
import { type T, useStrings } from '../strings/index.ts';

const DONE = 4;
const CURRENT = {
  waiting: 0,
  connecting: 1,
  verifying: 2,
  choosing: DONE,
  session: DONE,
  ended: DONE,
} as const;

/** The way to the connection in words, from the first moment on. */
export function Progress({ view }: { readonly view: AssistView | undefined }) {
  const t = useStrings();
  const steps = [
    view?.stage === 'waiting' ? t('opening.waiting', { name: view.remoteUser.name }) : t('opening.open'),
    t('opening.connecting'),
    t('opening.verifying'),
    connectedWords(view, t),
  ];
  return (
    <Steps label={t('opening.steps')} steps={steps} current={view === undefined ? 0 : CURRENT[view.stage]} />
  );
}

function connectedWords(view: AssistView | undefined, t: T): string {
  switch (view?.quality.path) {
    case 'direct':
      return t('opening.connected-direct');
    case 'relayed':
      return t('opening.connected-relayed');
    case undefined:
      return t('opening.connected');
  }
}
