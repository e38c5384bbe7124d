import { LIMITS } from '@rendezvous/im';
import { Button } from '@rendezvous/ui';
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useMessenger } from '../shell/context.ts';
import { useStrings } from '../strings/use-strings.ts';
import './composer.css';

/** From how many characters left on the number is shown. */
const SHOW_LEFT = 400;

export interface ComposerProps {
  readonly address: string;
  readonly name: string;
}

/** Where a message is written. Enter sends, Shift+Enter makes a new line; what is not sent is kept. */
export function Composer({ address, name }: ComposerProps) {
  const t = useStrings();
  const { client, drafts } = useMessenger();
  const hint = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => drafts.get(address));
  const left = LIMITS.textLength - text.trim().length;
  const sendable = text.trim() !== '' && left >= 0;

  // On a desk the person can type at once; on a phone the keyboard would cover what they came to read.
  useEffect(() => {
    if (matchMedia('(hover: hover) and (pointer: fine)').matches) field.current?.focus();
  }, []);
  useEffect(() => () => client.setTyping(address, false), [client, address]);

  const change = (next: string): void => {
    setText(next);
    drafts.set(address, next);
    client.setTyping(address, next.trim() !== '');
  };
  const send = (): void => {
    if (!sendable) return;
    try {
      client.send(address, text);
    } catch {
      // Too many wait to be sent; the text stays in the field.
      return;
    }
    change('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        className="ui-input composer-field"
        rows={1}
        value={text}
        placeholder={t('composer.placeholder')}
        aria-label={t('composer.label', { name })}
        aria-describedby={hint}
        aria-invalid={left < 0}
        enterKeyHint="send"
        onChange={event => change(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => client.setTyping(address, false)}
      />
      <Button
        type="submit"
        variant="primary"
        className="composer-send"
        icon={<SendHorizontal aria-hidden />}
        isDisabled={!sendable}
      >
        {t('composer.send')}
      </Button>
      <p id={hint} className="composer-hint ui-soft ui-small" data-over={left < 0} aria-live="polite">
        {left < 0
          ? t('composer.tooLong', { count: -left })
          : left <= SHOW_LEFT
            ? t('composer.left', { count: left })
            : t('composer.hint')}
      </p>
    </form>
  );
}
