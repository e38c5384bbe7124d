import type { AssistView } from '@rendezvous/assist';
import { Button, TextArea, Time } from '@rendezvous/ui';
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import './chat-panel.css';

/** Longer texts belong in a file. */
const MESSAGE_LENGTH = 4000;

/** What scrolls must be reachable by keyboard, although there is nothing in it to act on. */
const SCROLLED_BY_KEYBOARD = { tabIndex: 0 } as const;

export interface ChatPanelProps {
  readonly view: AssistView;
  readonly actions: Pick<NoviceActions, 'sendChat' | 'typing'>;
  /** Beside the heading, e.g. a button that closes the panel. */
  readonly headerAction?: ReactNode;
  /** Between what was said and what is being written. */
  readonly aboveForm?: ReactNode;
}

/** Words between the two, on the session's own line. */
export function ChatPanel({ view, actions, headerAction, aboveForm }: ChatPanelProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const [text, setText] = useState('');
  const open = view.stage === 'choosing' || view.stage === 'session';
  const send = (): void => {
    if (text.trim() === '' || !open) return;
    actions.sendChat(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <section className="chat" aria-labelledby="chat-heading">
      <header className="chat-header">
        <h2 id="chat-heading">{t('chat.with', { name })}</h2>
        {headerAction}
      </header>
      <ChatLog view={view} />
      <output className="chat-typing ui-soft ui-small">
        {view.remoteTyping ? t('chat.typing', { name }) : ''}
      </output>
      {aboveForm}
      <form
        className="chat-form"
        onSubmit={event => {
          event.preventDefault();
          send();
        }}
      >
        <TextArea
          label={t('chat.message')}
          hideLabel
          rows={1}
          placeholder={open ? t('chat.placeholder') : t('chat.closed')}
          value={text}
          maxLength={MESSAGE_LENGTH}
          isDisabled={!open}
          onChange={value => {
            setText(value);
            actions.typing();
          }}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" variant="primary" icon={<SendHorizontal aria-hidden />} isDisabled={!open}>
          {t('chat.send')}
        </Button>
      </form>
    </section>
  );
}

function ChatLog({ view }: { readonly view: AssistView }) {
  const t = useStrings();
  const log = useRef<HTMLDivElement>(null);
  const count = view.chat.length;
  useEffect(() => {
    // The log alone moves to its newest line, never the page around it.
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [count]);
  return (
    <div ref={log} {...SCROLLED_BY_KEYBOARD} className="chat-log" role="log" aria-label={t('chat.heading')}>
      {count === 0 && <p className="chat-empty ui-soft">{t('chat.empty', { name: view.remoteUser.name })}</p>}
      {view.chat.map(line => (
        <article key={line.id} className="chat-line" data-mine={line.mine || undefined}>
          <p className="chat-author ui-soft ui-small">
            {line.mine ? t('chat.you') : view.remoteUser.name}, <Time at={line.atMs} />
          </p>
          <p className="chat-text">{line.text}</p>
        </article>
      ))}
    </div>
  );
}
