import type { AssistView } from '@rendezvous/assist';
import { Button, Tooltip } from '@rendezvous/ui';
import { PictureInPicture2, Square } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { listenForPanic } from '../input/panic-key.ts';
import type { NoviceActions } from '../session/faces.ts';
import { novicePresence } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import { openSmallWindow, smallWindowsExist } from './small-window.ts';
import { PauseButton, PresenceIcon } from './status-band.tsx';
import { CallButtons } from './voice/call-buttons.tsx';
import { MicrophoneBadge } from './voice/microphone-badge.tsx';
import type { Call } from './voice/use-call.ts';
import './small-bar.css';

export interface SmallBarProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  readonly call: Call;
}

/** A button that opens, where the browser can, a small window that stays above everything: name, state, Pause, Stop. */
export function SmallBar({ view, actions, call }: SmallBarProps) {
  const t = useStrings();
  const [small, setSmall] = useState<Window>();
  const controlled = useRef(false);
  useEffect(() => {
    controlled.current = view.control.name === 'on' || view.control.name === 'arming';
  });
  const open = useCallback(async (): Promise<void> => {
    const opened = await openSmallWindow(window, t('bar.title')).catch(() => undefined);
    if (opened === undefined) return;
    setSmall(opened);
    const stopListening = listenForPanic(opened, () => actions.panic());
    opened.addEventListener(
      'pagehide',
      () => {
        stopListening();
        setSmall(undefined);
        // INVARIANT: whoever relies on this bar is never controlled without it.
        if (controlled.current) actions.stopControl();
      },
      { once: true },
    );
  }, [actions, t]);
  useEffect(() => () => small?.close(), [small]);
  if (!smallWindowsExist(window)) return null;
  return (
    <>
      <Tooltip text={t('bar.explain')}>
        <Button
          size="small"
          icon={<PictureInPicture2 aria-hidden />}
          onPress={() => {
            if (small === undefined) void open();
            else small.close();
          }}
        >
          {small === undefined ? t('bar.keep') : t('bar.close')}
        </Button>
      </Tooltip>
      {small !== undefined &&
        createPortal(<Bar view={view} actions={actions} call={call} />, small.document.body)}
    </>
  );
}

/** The content of the small window. */
export function Bar({ view, actions, call }: SmallBarProps) {
  const t = useStrings();
  const presence = novicePresence(view, t);
  return (
    <main className="small-bar" data-tone={presence.tone}>
      <PresenceIcon tone={presence.tone} />
      <div className="small-bar-words">
        <output>{view.question === undefined ? presence.words : presence.title}</output>
        <MicrophoneBadge heard={call.heard} />
      </div>
      <div className="small-bar-actions">
        <CallButtons call={call} />
        {view.question === undefined ? (
          <PauseButton view={view} actions={actions} />
        ) : (
          <Button size="small" onPress={() => window.focus()}>
            {t('bar.answer')}
          </Button>
        )}
        <Button
          size="small"
          variant="danger"
          icon={<Square aria-hidden fill="currentColor" />}
          onPress={() => void actions.end()}
        >
          {t('action.stop')}
        </Button>
      </div>
    </main>
  );
}
