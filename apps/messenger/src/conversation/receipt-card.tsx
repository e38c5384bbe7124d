import type { Message } from '@rendezvous/im';
import { useLanguage } from '@rendezvous/ui';
import { ReceiptText } from 'lucide-react';
import { useId } from 'react';
import '../invitations/invitation-card.css';
import { summaryIn } from '../shell/message-text.ts';
import { useStrings } from '../strings/use-strings.ts';

export interface ReceiptCardProps {
  readonly message: Extract<Message, { kind: 'receipt' }>;
  readonly mine: boolean;
  /** The other person. */
  readonly name: string;
}

/** What an application left when it had finished: a sentence, its details folded under it, and whose word it is. */
export function ReceiptCard({ message, mine, name }: ReceiptCardProps) {
  const t = useStrings();
  const [language] = useLanguage();
  const heading = useId();
  const text = summaryIn(message.summary, language);
  return (
    <article className="card-receipt" aria-labelledby={heading}>
      <header className="card-head">
        <ReceiptText aria-hidden className="receipt-icon" />
        <div>
          <h3 id={heading}>{text?.title ?? t('receipt.unreadable')}</h3>
          <p className="ui-soft ui-small">{mine ? t('receipt.byYou') : t('receipt.by', { name })}</p>
        </div>
      </header>
      {text !== undefined && text.lines.length > 0 && (
        <details className="receipt-details">
          <summary>{t('receipt.details')}</summary>
          <ul>
            {text.lines.map((line, index) => (
              // The lines never change, and two may be alike.
              <li key={index}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
