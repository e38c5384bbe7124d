import { useLanguage } from '@rendezvous/ui';
import { ChevronRight, ReceiptText } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { type SummaryText, summaryIn } from '../shell/message-text.ts';
import { useStrings } from '../strings/use-strings.ts';
import './receipt-card.css';
import type { SessionReceipts } from './receipts.ts';

/** So many lines of the summary stand open; the others are folded. */
const OPEN_LINES = 2;

export interface ReceiptCardProps {
  readonly receipts: SessionReceipts;
  /** The other person. */
  readonly name: string;
}

/**
 * How a session went, in the words of the application: the first sentences open, the rest folded under them, and whose
 * word it is. Our own side's word when we have it; the other's can then be unfolded for comparison.
 */
export function ReceiptCard({ receipts: { own, theirs, latest }, name }: ReceiptCardProps) {
  const t = useStrings();
  const [language] = useLanguage();
  const heading = useId();
  const text = summaryIn((own ?? latest).summary, language);
  const other = own === undefined || theirs === undefined ? undefined : summaryIn(theirs.summary, language);
  const folded = text?.lines.slice(OPEN_LINES) ?? [];
  return (
    <article className="card-receipt" aria-labelledby={heading}>
      <ReceiptText aria-hidden className="receipt-icon" />
      <h3 id={heading}>{text?.title ?? t('receipt.unreadable')}</h3>
      <div className="receipt-words">
        <Lines lines={text?.lines.slice(0, OPEN_LINES) ?? []} />
        <p className="receipt-by ui-soft ui-small">
          {own === undefined ? t('receipt.by', { name }) : t('receipt.byYou')}
        </p>
        {folded.length > 0 && (
          <Fold title={t('receipt.details')}>
            <Lines lines={folded} />
          </Fold>
        )}
        {other !== undefined && (
          <Fold title={t('receipt.by', { name })}>
            <p className="receipt-title">{other.title}</p>
            <Lines lines={other.lines} />
          </Fold>
        )}
      </div>
    </article>
  );
}

function Lines({ lines }: Pick<SummaryText, 'lines'>) {
  // The lines never change, and two may be alike.
  return lines.map((line, index) => <p key={index}>{line}</p>);
}

function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="receipt-fold">
      <summary>
        <ChevronRight aria-hidden />
        {title}
      </summary>
      <div className="receipt-folded">{children}</div>
    </details>
  );
}
