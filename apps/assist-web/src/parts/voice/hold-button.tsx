import { Hand, Mic } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStrings } from '../../strings/index.ts';
import type { Call } from './use-call.ts';

/** Push to talk: one is heard while it is held, with the pointer or a key, and never longer. */
export function HoldButton({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { sound, heard, foreignHand } = call;
  /** Somebody holds it. */
  const held = useRef(false);
  const hold = (on: boolean): void => {
    held.current = on;
    // Of another hand nobody is heard. What is held by the own one shows a moment later.
    if (!on || !foreignHand) sound.hold(on);
  };
  useEffect(() => {
    if (held.current && !foreignHand) sound.hold(true);
  }, [sound, foreignHand]);
  useEffect(() => {
    const letGo = (): void => {
      held.current = false;
      sound.hold(false);
    };
    // Whoever goes to another window lets go there, where nobody sees it here.
    window.addEventListener('blur', letGo);
    return () => {
      window.removeEventListener('blur', letGo);
      letGo();
    };
  }, [sound]);
  const onKey = (event: KeyboardEvent, on: boolean): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    // Else the browser makes a click of it.
    event.preventDefault();
    if (!event.repeat) hold(on);
  };
  const { muted, talking } = heard;
  return (
    <div className="call-hold">
      <button
        type="button"
        className="ui-button call-hold-button"
        data-variant={talking ? 'primary' : 'quiet'}
        data-size="large"
        aria-pressed={talking}
        aria-describedby="call-hold-explain"
        disabled={muted}
        data-disabled={muted || undefined}
        onPointerDown={event => {
          if (event.button !== 0) return;
          // The finger may slide off it.
          event.currentTarget.setPointerCapture(event.pointerId);
          hold(true);
        }}
        onPointerUp={() => hold(false)}
        onPointerCancel={() => hold(false)}
        onLostPointerCapture={() => hold(false)}
        onKeyDown={event => onKey(event, true)}
        onKeyUp={event => onKey(event, false)}
        onBlur={() => hold(false)}
        // A long touch is no wish for a menu.
        onContextMenu={event => event.preventDefault()}
        onClick={event => {
          // A screen reader presses without a key or a pointer, and cannot hold: it switches.
          if (event.detail === 0) hold(!talking);
        }}
      >
        {talking ? <Mic aria-hidden /> : <Hand aria-hidden />}
        <span className="ui-button-label">{talking ? t('voice.holding') : t('voice.hold')}</span>
      </button>
      <p id="call-hold-explain" className="ui-soft ui-small">
        {muted ? t('voice.hold-muted') : t('voice.hold-explain')}
      </p>
    </div>
  );
}
