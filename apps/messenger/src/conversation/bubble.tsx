import { Button, Spinner, Time, VisuallyHidden } from '@rendezvous/ui';
import { CircleAlert } from 'lucide-react';
import { errorWords } from '../shell/error-words.ts';
import { useStrings } from '../strings/use-strings.ts';
import { splitLinks } from './link-text.ts';
import type { Entry } from './timeline.ts';

export interface BubbleProps {
  readonly entry: Extract<Entry, { kind: 'bubble' }>;
  /** The other person. */
  readonly name: string;
  /** Said under it: whether it was sent or read. */
  readonly mark: 'sent' | 'read' | undefined;
  readonly online: boolean;
  readonly onRetry: (clientId: string) => void;
}

/** One message. Its author is spoken with it; to the eye the side and the colour say who it was. */
export function Bubble({ entry, name, mark, online, onRetry }: BubbleProps) {
  const t = useStrings();
  const { message, mine, first, last } = entry;
  return (
    <div className="bubble-row" data-mine={mine} data-first={first} data-last={last}>
      <div className="bubble">
        <VisuallyHidden elementType="span">{mine ? t('conversation.you') : name}: </VisuallyHidden>
        <p className="bubble-text" dir="auto">
          <LinkedText text={message.text} />
        </p>
        <span className="bubble-time">
          <Time at={message.at} />
        </span>
      </div>
      {message.kind === 'pending' && message.failed !== undefined && (
        <p className="bubble-note bubble-failed" role="alert">
          <CircleAlert aria-hidden />
          <span>
            {t('conversation.failed')} {errorWords(t, message.failed)}
          </span>
          <Button size="small" onPress={() => onRetry(message.clientId)}>
            {t('conversation.retry')}
          </Button>
        </p>
      )}
      {message.kind === 'pending' && message.failed === undefined && (
        <p className="bubble-note">
          {online ? <Spinner /> : null}
          {t(online ? 'conversation.sending' : 'conversation.waiting')}
        </p>
      )}
      {message.kind === 'text' && mark !== undefined && (
        <p className="bubble-note">{t(mark === 'read' ? 'conversation.read' : 'conversation.sent')}</p>
      )}
    </div>
  );
}

function LinkedText({ text }: { readonly text: string }) {
  return splitLinks(text).map((part, index) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      // The parts of one text never change their order.
      <a key={index} href={part.url} target="_blank" rel="noopener noreferrer">
        {part.url}
      </a>
    ),
  );
}
