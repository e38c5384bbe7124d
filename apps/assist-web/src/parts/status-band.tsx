import type { AssistView } from '@rendezvous/assist';
import { Button, Countdown, Tooltip } from '@rendezvous/ui';
import { Clock, Eye, EyeOff, MousePointer2, Pause, Play, Square, TriangleAlert } from 'lucide-react';
import type { NoviceActions } from '../session/faces.ts';
import { novicePresence, type PresenceTone } from '../session/presence.ts';
import { type T, useStrings } from '../strings/index.ts';
import { CallButtons } from './voice/call-buttons.tsx';
import { MicrophoneBadge } from './voice/microphone-badge.tsx';
import type { Call } from './voice/use-call.ts';
import './status-band.css';

const ICONS = { neutral: EyeOff, seeing: Eye, controlling: MousePointer2, paused: Pause } as const;

/** The icon of a state; it stands beside the words, never for them. */
export function PresenceIcon({ tone }: { readonly tone: PresenceTone }) {
  const Icon = ICONS[tone];
  return <Icon aria-hidden className="presence-icon" />;
}

/** A few spoken moments of the countdown, in the largest whole unit. */
export function leftWords(t: T): (seconds: number) => string {
  return seconds =>
    60 <= seconds
      ? t('band.left-minutes', { count: Math.round(seconds / 60) })
      : t('band.left-seconds', { count: seconds });
}

export interface StatusBandProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  readonly call: Call;
}

/**
 * Who can do what on this computer, and Stop. It stays above everything, open questions included:
 * `data-react-aria-top-layer` keeps it reachable while a modal is open.
 */
export function StatusBand({ view, actions, call }: StatusBandProps) {
  const t = useStrings();
  const presence = novicePresence(view, t);
  const controlled = view.control.name === 'on' ? view.control : undefined;
  return (
    <section
      ref={publishHeight}
      className="band"
      data-tone={presence.tone}
      aria-label={t('band.label')}
      data-react-aria-top-layer="true"
    >
      <div className="band-state">
        <PresenceIcon tone={presence.tone} />
        <div className="band-words">
          <output className="band-sentence">{presence.words}</output>
          <p className="band-detail">
            {view.unstable ? (
              <span className="band-unstable">
                <TriangleAlert aria-hidden /> {t('band.unstable')}
              </span>
            ) : (
              <span>{view.remoteUser.address}</span>
            )}
          </p>
          <MicrophoneBadge heard={call.heard} />
        </div>
      </div>
      <div className="band-actions">
        {controlled && (
          <>
            <span className="band-left">
              <Clock aria-hidden />
              <Countdown untilMs={controlled.untilMs} announce={leftWords(t)} />
            </span>
            <Button size="small" onPress={() => actions.renewControl()}>
              {t('band.renew')}
            </Button>
            <Tooltip text={t('band.take-back-hint')}>
              <Button size="small" onPress={() => actions.stopControl()}>
                {t('band.take-back')}
              </Button>
            </Tooltip>
          </>
        )}
        <CallButtons call={call} />
        <PauseButton view={view} actions={actions} />
      </div>
      <div className="band-stop">
        <Button
          variant="danger"
          icon={<Square aria-hidden fill="currentColor" />}
          onPress={() => void actions.end()}
        >
          {t('action.stop')}
        </Button>
      </div>
    </section>
  );
}

/** As a `ref`: what lies under the band keeps clear of it, however many lines its words take. */
function publishHeight(band: HTMLElement | null): (() => void) | undefined {
  if (!band) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() =>
    style.setProperty('--band-height', `${String(band.offsetHeight)}px`),
  );
  observer.observe(band);
  return () => {
    observer.disconnect();
    style.removeProperty('--band-height');
  };
}

/** Pause while something is shown, Resume while paused. */
export function PauseButton({ view, actions }: Pick<StatusBandProps, 'view' | 'actions'>) {
  const t = useStrings();
  if (view.screen.name === 'none') return null;
  const paused = view.screen.name === 'paused';
  return (
    <Button
      size="small"
      icon={paused ? <Play aria-hidden fill="currentColor" /> : <Pause aria-hidden fill="currentColor" />}
      onPress={() => {
        if (paused) actions.resume();
        else actions.pause();
      }}
    >
      {paused ? t('action.resume') : t('action.pause')}
    </Button>
  );
}
