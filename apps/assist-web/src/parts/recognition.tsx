import type { AssistView } from '@rendezvous/assist';
import { Badge, Banner, Button, Switch } from '@rendezvous/ui';
import { History } from 'lucide-react';
import { useState } from 'react';
import { recognitionWanted, wantRecognition } from '../ports/recognition-setting.ts';
import type { ExpertActions } from '../session/faces.ts';
import { useLocale, useStrings } from '../strings/index.ts';

/** Whether somebody else may sit at the other device: nothing that can be said further down. */
export function recognitionWarns({ recognised }: AssistView): boolean {
  if (recognised.name === 'changed') return true;
  // Who leaves out the key that was there the last time is as doubtful as who shows another.
  return (
    recognised.name === 'not-exchanged' &&
    (recognised.reason === 'not-proven' || recognised.sinceMs !== undefined)
  );
}

/** The wish to be recognised the next time. */
export function RecognitionWish() {
  const t = useStrings();
  const [wanted, setWanted] = useState(recognitionWanted);
  return (
    <details className="recognition-wish">
      <summary className="ui-soft ui-small">{t('recognise.summary')}</summary>
      <Switch
        isSelected={wanted}
        onChange={on => {
          wantRecognition(on);
          setWanted(recognitionWanted());
        }}
        description={t('recognise.explain')}
      >
        {t('recognise.switch')}
      </Switch>
    </details>
  );
}

export interface RecognisedProps {
  readonly view: AssistView;
  readonly actions: Pick<ExpertActions, 'acceptChangedKey'>;
}

/** Whether this is the device of last time. */
export function Recognised({ view, actions }: RecognisedProps) {
  const t = useStrings();
  const date = useDate();
  const { recognised, verification } = view;
  const { name } = view.remoteUser;
  switch (recognised.name) {
    case 'unknown':
      return null;
    case 'new':
      return <p className="ui-small">{t('recognised.new', { name })}</p>;
    case 'same-as-before':
      return (
        <>
          <p>
            <Badge tone="verified" icon={<History aria-hidden />}>
              {t('recognised.same')}
            </Badge>
          </p>
          <p className="ui-small">{t('recognised.same-since', { name, date: date(recognised.sinceMs) })}</p>
        </>
      );
    case 'changed':
      return (
        <Banner
          tone="warn"
          title={t('recognised.changed', { name })}
          action={
            // First the ears, then the key: whoever sits in between would like it the other way round.
            <Button
              size="small"
              isDisabled={verification?.confirmed !== true}
              onPress={() => actions.acceptChangedKey()}
            >
              {t('recognised.accept', { name })}
            </Button>
          }
        >
          <p>{t('recognised.known-since', { name, date: date(recognised.sinceMs) })}</p>
          <p>{t('recognised.changed-explain', { name })}</p>
          <p>{t('recognised.compare-first')}</p>
        </Banner>
      );
    case 'not-exchanged':
      return <NotExchanged view={view} recognised={recognised} />;
  }
}

function NotExchanged({
  view,
  recognised,
}: {
  readonly view: AssistView;
  readonly recognised: Extract<AssistView['recognised'], { name: 'not-exchanged' }>;
}) {
  const t = useStrings();
  const date = useDate();
  const { name } = view.remoteUser;
  const { reason, sinceMs } = recognised;
  const words =
    reason === 'own-setting' || reason === 'failed'
      ? t(`recognised.not-${reason}`)
      : t(`recognised.not-${reason}`, { name });
  if (!recognitionWarns(view)) return <p className="ui-small">{words}</p>;
  return (
    <Banner tone="warn" title={t('recognised.not', { name })}>
      <p>{words}</p>
      {sinceMs !== undefined && <p>{t('recognised.known-since', { name, date: date(sinceMs) })}</p>}
      <p>{t('recognised.compare')}</p>
    </Banner>
  );
}

/** A day as it is written in the middle of a sentence. */
function useDate(): (atMs: number) => string {
  const format = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'long' });
  return atMs => format.format(atMs);
}
