import type { EndReason } from '@rendezvous/rendezvous';
import { Button, Spinner, Steps } from '@rendezvous/ui';
import { useEffect, useRef, useState } from 'react';
import { phaseOfSession } from '../invitations/phase.ts';
import { phaseWords, reasonWords } from '../invitations/phase-words.ts';
import { Mark } from '../shell/first-page.tsx';
import { useStrings } from '../strings/use-strings.ts';
import './lobby-page.css';
import { LOBBY_CHANNEL, LobbyMessage, type LobbyView } from './lobby-messages.ts';

/** How long the window shows how it ended before it closes itself, in milliseconds. */
const CLOSE_MS = 8_000;
/** How often the window looks whether its chat is still there, in milliseconds. */
const LOOK_MS = 1_000;

/** How long the chat may take to say how things stand, in milliseconds. It answers at once unless it has forgotten. */
const HEARD_MS = 5_000;

const STEPS = ['asking', 'ringing', 'accepted', 'connecting'] as const;

type State =
  | { readonly name: 'waiting' }
  | { readonly name: 'orphan' }
  | { readonly name: 'shown'; readonly view: LobbyView };

/** Follows one invitation from its waiting window. */
function useLobby(sessionId: string): readonly [State, () => void] {
  const [state, setState] = useState<State>({ name: 'waiting' });
  const channel = useRef<BroadcastChannel>(undefined);
  useEffect(() => {
    const opened = new BroadcastChannel(LOBBY_CHANNEL);
    opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const parsed = LobbyMessage.safeParse(data);
      if (!parsed.success || parsed.data.type !== 'view' || parsed.data.sessionId !== sessionId) return;
      setState({ name: 'shown', view: parsed.data.view });
    });
    opened.postMessage({ type: 'opened', sessionId } satisfies LobbyMessage);
    channel.current = opened;
    // The page that opened this window has gone, or is another one now: nobody will put anything here.
    const timer = setInterval(() => {
      const opener = window.opener as Window | null;
      if (opener === null || opener.closed) setState({ name: 'orphan' });
    }, LOOK_MS);
    // A chat that was loaded again before it had said anything is still the opener, but knows nothing of us.
    const deadline = setTimeout(
      () => setState(now => (now.name === 'waiting' ? { name: 'orphan' } : now)),
      HEARD_MS,
    );
    return () => {
      clearTimeout(deadline);
      clearInterval(timer);
      opened.close();
    };
  }, [sessionId]);
  return [state, () => channel.current?.postMessage({ type: 'cancel', sessionId } satisfies LobbyMessage)];
}

/** The window that waits with the inviter. The application takes its place when the other person has accepted. */
export function LobbyPage({ sessionId }: { readonly sessionId: string }) {
  const t = useStrings();
  const [state, cancel] = useLobby(sessionId);
  const view = state.name === 'shown' ? state.view : undefined;
  const title = view === undefined ? t('app.name') : t('lobby.title', view);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="lobby">
      <Mark />
      <h1>{title}</h1>
      {state.name === 'waiting' && (
        <output>
          <Spinner /> {t('lobby.wait')}
        </output>
      )}
      {state.name === 'orphan' && (
        <>
          <p role="alert">{t('lobby.orphan')}</p>
          <Button onPress={() => window.close()}>{t('lobby.close')}</Button>
        </>
      )}
      {view !== undefined && view.step !== 'over' && (
        <Waiting view={view} step={view.step} onCancel={cancel} />
      )}
      {view?.step === 'over' && <Over name={view.name} reason={view.reason ?? 'success'} />}
    </main>
  );
}

interface WaitingProps {
  readonly view: LobbyView;
  readonly step: (typeof STEPS)[number];
  readonly onCancel: () => void;
}

function Waiting({ view, step, onCancel }: WaitingProps) {
  const t = useStrings();
  const { name, application } = view;
  const steps = [
    t('lobby.stepAsking', { name }),
    t('lobby.stepRinging'),
    t('lobby.stepAccepted'),
    t('lobby.stepConnecting'),
  ];
  const current = STEPS.indexOf(step);
  return (
    <>
      <Steps label={t('lobby.steps')} steps={steps} current={current} />
      <output className="ui-soft">
        {current < 2 ? t('lobby.waiting', { name, application }) : t('stage.connecting')}
      </output>
      {current < 2 && <Button onPress={onCancel}>{t('lobby.cancel')}</Button>}
    </>
  );
}

/** How it ended, in words; the window then goes by itself. */
function Over({ name, reason }: { readonly name: string; readonly reason: EndReason }) {
  const t = useStrings();
  useEffect(() => {
    const timer = setTimeout(() => window.close(), CLOSE_MS);
    return () => clearTimeout(timer);
  }, []);
  const outcome = { state: 'cancelled', reason, hr: 0, appData: '', by: 'host' } as const;
  const phase = phaseOfSession({ inviter: true, stage: 'ended', outcome, applicationRunning: false });
  const why = reasonWords(t, reason);
  return (
    <>
      <div role="alert">
        <p className="lobby-outcome">{phaseWords(t, { phase, inviter: true, name })}</p>
        {why !== undefined && <p>{why}</p>}
      </div>
      <p className="ui-soft ui-small">{t('lobby.closing')}</p>
      <Button onPress={() => window.close()}>{t('lobby.close')}</Button>
    </>
  );
}
