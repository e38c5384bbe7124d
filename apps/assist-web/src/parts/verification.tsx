import type { AssistView } from '@rendezvous/assist';
import { Badge, Button, Card } from '@rendezvous/ui';
import { BadgeCheck } from 'lucide-react';
import type { ExpertActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { Recognised, RecognitionWish, recognitionWarns } from './recognition.tsx';
import './verification.css';

/** Four pictures that both see: the same only when nobody sits in between. And whether it is the device of last time. */
export function Verification({
  view,
  actions,
}: {
  readonly view: AssistView;
  readonly actions: Pick<ExpertActions, 'confirmVerification' | 'acceptChangedKey' | 'end'>;
}) {
  const t = useStrings();
  const { verification, remoteUser } = view;
  if (verification === undefined) return null;
  const warns = recognitionWarns(view);
  return (
    <Card as="section" className="verification" aria-labelledby="verification-heading">
      <div className="verification-head">
        <h2 id="verification-heading">{t('verify.heading', { name: remoteUser.name })}</h2>
        {verification.confirmed && (
          <Badge tone="verified" icon={<BadgeCheck aria-hidden />}>
            {t('verify.confirmed')}
          </Badge>
        )}
      </div>
      {warns && <Recognised view={view} actions={actions} />}
      <ul className="verification-pictures" aria-label={t('verify.pictures')}>
        {verification.emoji.map((emoji, index) => (
          // The same picture may come twice: its place is part of what it is.
          <li key={`${String(index)} ${emoji}`}>{emoji}</li>
        ))}
      </ul>
      {!verification.confirmed && (
        <>
          <p className="ui-soft ui-small">{t('verify.explain')}</p>
          <div className="verification-actions">
            <Button size="small" onPress={() => actions.confirmVerification()}>
              {t('verify.same')}
            </Button>
            <Button size="small" variant="plain" onPress={() => void actions.end()}>
              {t('verify.different')}
            </Button>
          </div>
        </>
      )}
      <div className="recognition">
        {!warns && <Recognised view={view} actions={actions} />}
        <RecognitionWish />
      </div>
    </Card>
  );
}
