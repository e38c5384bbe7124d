import type { AssistView } from '@rendezvous/assist';
import { Badge, Card } from '@rendezvous/ui';
import { ChevronDown } from 'lucide-react';
import type { NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { CompanionForm } from './companion-form.tsx';
import './companion.css';

/** Folded until somebody needs it: who only shows a screen needs no companion. */
export function CompanionPanel({
  view,
  actions,
}: {
  readonly view: AssistView;
  readonly actions: NoviceActions;
}) {
  const t = useStrings();
  const { companion } = view;
  const tone =
    companion.name === 'paired' ? (companion.unable === undefined ? 'verified' : 'stop') : 'neutral';
  const words =
    companion.name === 'paired'
      ? companion.unable === undefined
        ? t('companion.on')
        : t('companion.cannot')
      : t('companion.off');
  return (
    <Card as="details" padding="none" className="companion">
      <summary>
        <span className="companion-heading">
          <h2>{t('companion.heading')}</h2>
          <span className="ui-soft ui-small">{t('companion.not-needed')}</span>
        </span>
        <Badge tone={tone}>{words}</Badge>
        <ChevronDown aria-hidden className="companion-chevron" />
      </summary>
      <div className="companion-body">
        <CompanionForm companion={companion} actions={actions} />
      </div>
    </Card>
  );
}
