import type { AssistView } from '@rendezvous/assist';
import { Button, Countdown, Menu, Tooltip } from '@rendezvous/ui';
import {
  Clock,
  LogOut,
  Maximize,
  MessageSquare,
  Minimize,
  MousePointer2,
  Phone,
  Scan,
  ScanLine,
} from 'lucide-react';
import type { RemoteInput } from '../input/use-remote-input.ts';
import type { ExpertActions } from '../session/faces.ts';
import { expertPresence } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import { KeysMenu } from './keys-menu.tsx';
import { QualityLine } from './quality-line.tsx';
import type { Fit } from './stage.tsx';
import { leftWords, PresenceIcon } from './status-band.tsx';
import { CallButtons } from './voice/call-buttons.tsx';
import { MicrophoneBadge } from './voice/microphone-badge.tsx';
import { offState } from './voice/off-call.tsx';
import type { Call } from './voice/use-call.ts';
import './expert-bar.css';

export interface ExpertBarProps {
  readonly view: AssistView;
  readonly actions: ExpertActions;
  readonly input: RemoteInput;
  readonly fit: Fit;
  readonly onFit: (fit: Fit) => void;
  readonly fullScreen: boolean;
  readonly onFullScreen: () => void;
  readonly chat: {
    readonly open: boolean;
    readonly unread: number;
    readonly toggle: () => void;
    readonly show: () => void;
  };
  readonly call: Call;
  readonly revealed: boolean;
}

/** Everything the expert can do, in one slim bar above the picture. */
export function ExpertBar(props: ExpertBarProps) {
  const { view, actions, input, chat } = props;
  const t = useStrings();
  const { name } = view.remoteUser;
  const presence = expertPresence(view, t);
  return (
    <section
      className="tools"
      aria-label={t('expert.bar')}
      data-tone={presence.tone}
      data-full-screen={props.fullScreen || undefined}
      data-revealed={props.revealed || undefined}
    >
      <div className="tools-state">
        <PresenceIcon tone={presence.tone} />
        <output title={presence.words}>{view.unstable ? t('expert.unstable') : presence.words}</output>
        {view.control.name === 'on' && (
          <span className="tools-left">
            <Clock aria-hidden />
            <Countdown untilMs={view.control.untilMs} announce={leftWords(t)} />
          </span>
        )}
      </div>
      <MicrophoneBadge heard={props.call.heard} />
      <QualityLine quality={view.quality} />
      <div className="tools-buttons">
        <ControlButton view={view} actions={actions} />
        {view.control.name === 'on' && (
          <>
            <Tooltip text={t('expert.keyboard-hint', { name })}>
              <Button
                size="small"
                // Else the press itself would take the keyboard away, and its end give it back.
                preventFocusOnPress
                onPress={input.keyboard ? input.leaveKeyboard : input.takeKeyboard}
              >
                {input.keyboard ? t('expert.keyboard-leave') : t('expert.keyboard-off')}
              </Button>
            </Tooltip>
            <KeysMenu name={name} send={event => actions.sendInput(event)} />
          </>
        )}
        <TalkButtons {...props} />
        <ViewMenu {...props} />
        <Button
          size="small"
          icon={<MessageSquare aria-hidden />}
          aria-expanded={chat.open}
          onPress={chat.toggle}
        >
          {chat.unread === 0 ? t('chat.show') : t('chat.show-new', { count: chat.unread })}
        </Button>
        <Button
          size="small"
          variant="danger"
          icon={<LogOut aria-hidden />}
          onPress={() => void actions.end()}
        >
          {t('expert.leave')}
        </Button>
      </div>
    </section>
  );
}

function ControlButton({ view, actions }: Pick<ExpertBarProps, 'view' | 'actions'>) {
  const t = useStrings();
  switch (view.control.name) {
    case 'off':
      return (
        <Button
          size="small"
          variant="primary"
          icon={<MousePointer2 aria-hidden />}
          isDisabled={view.screen.name !== 'shown'}
          onPress={() => actions.requestControl()}
        >
          {t('expert.request')}
        </Button>
      );
    case 'requested':
    case 'arming':
      return (
        <Button size="small" onPress={() => actions.releaseControl()}>
          {t('expert.withdraw')}
        </Button>
      );
    case 'on':
      return (
        <Button size="small" icon={<MousePointer2 aria-hidden />} onPress={() => actions.releaseControl()}>
          {t('expert.release')}
        </Button>
      );
  }
}

/** Beginning and ending of a call; how it stands is said in the panel. */
function TalkButtons({ view, call, chat }: ExpertBarProps) {
  const t = useStrings();
  switch (view.voice.name) {
    case 'unavailable':
    case 'ringing':
      return null;
    case 'off':
      return (
        <Button
          size="small"
          icon={<Phone aria-hidden />}
          isDisabled={!offState(view, t).possible}
          onPress={() => {
            chat.show();
            call.talk();
          }}
        >
          {t('voice.talk')}
        </Button>
      );
    case 'asking':
      return (
        <Button size="small" onPress={call.hangUp}>
          {t('voice.cancel')}
        </Button>
      );
    case 'connecting':
    case 'on':
      return <CallButtons call={call} />;
  }
}

function ViewMenu({ fit, onFit, fullScreen, onFullScreen }: ExpertBarProps) {
  const t = useStrings();
  return (
    <Menu
      label={t('expert.view')}
      trigger={
        <Button size="small" icon={<Scan aria-hidden />}>
          {t('expert.view')}
        </Button>
      }
      items={[
        fit === 'fit'
          ? { id: 'actual', label: t('expert.actual'), icon: <ScanLine aria-hidden /> }
          : { id: 'fit', label: t('expert.fit'), icon: <Scan aria-hidden /> },
        fullScreen
          ? { id: 'full-screen', label: t('expert.leave-full-screen'), icon: <Minimize aria-hidden /> }
          : { id: 'full-screen', label: t('expert.full-screen'), icon: <Maximize aria-hidden /> },
      ]}
      onAction={id => {
        if (id === 'full-screen') onFullScreen();
        else if (id === 'fit' || id === 'actual') onFit(id);
      }}
    />
  );
}
