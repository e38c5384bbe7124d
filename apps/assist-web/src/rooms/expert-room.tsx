import type { AssistView, InputEvent } from '@rendezvous/assist';
import { IconButton, VisuallyHidden } from '@rendezvous/ui';
import { X } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useSentFiles } from '../files/sent-files.ts';
import { useRemoteInput } from '../input/use-remote-input.ts';
import { ExpertBar } from '../parts/expert-bar.tsx';
import { FileNews } from '../parts/file-news.tsx';
import { useBarRevealed, useFullScreen } from '../parts/full-screen.ts';
import { QuestionDialog } from '../parts/question-dialog.tsx';
import { type Fit, Stage } from '../parts/stage.tsx';
import { TalkPanel } from '../parts/talk-panel.tsx';
import { Verification } from '../parts/verification.tsx';
import { CallNews } from '../parts/voice/call-news.tsx';
import { SoundWizard } from '../parts/voice/sound-wizard.tsx';
import { useCall } from '../parts/voice/use-call.ts';
import type { ReceivedFiles } from '../ports/received-files.ts';
import type { ExpertActions, SoundFace } from '../session/faces.ts';
import { useDocumentTitle, useLeaveGuard } from '../session/hooks.ts';
import { expertPresence } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import './expert-room.css';

/** From this width on there is room for picture and panel, in CSS pixels. */
const WIDE_PX = 1000;

export interface ExpertRoomProps {
  readonly view: AssistView;
  readonly actions: ExpertActions;
  readonly stream: MediaStream | undefined;
  readonly received: ReceivedFiles;
  readonly sound: SoundFace;
}

/** Where somebody helps: the picture, and a slim bar. */
export function ExpertRoom({ view, actions, stream, received, sound }: ExpertRoomProps) {
  const t = useStrings();
  const video = useRef<HTMLVideoElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [fit, setFit] = useState<Fit>('fit');
  const [fullScreen, toggleFullScreen] = useFullScreen();
  const chat = useChatPanel(view);
  const sent = useSentFiles(actions, view.files);
  const call = useCall(view, actions, sound);
  useDocumentTitle(expertPresence(view, t).title);
  useLeaveGuard(view.stage === 'session' || view.voice.name === 'on');
  const inControl = view.control.name === 'on' && view.screen.name === 'shown';
  const send = useCallback((event: InputEvent) => actions.sendInput(event), [actions]);
  // What is typed while a question or the wizard is open is meant for that.
  const resting = view.question !== undefined || call.wizard !== undefined;
  const input = useRemoteInput({ active: inControl, resting, video, area, send });
  const revealed = useBarRevealed(fullScreen && inControl);
  return (
    <div className="expert" data-panel={chat.open || undefined}>
      <ExpertBar
        view={view}
        actions={actions}
        input={input}
        fit={fit}
        onFit={setFit}
        fullScreen={fullScreen && inControl}
        onFullScreen={toggleFullScreen}
        chat={chat}
        call={call}
        revealed={revealed}
      />
      <main className="expert-main">
        <VisuallyHidden elementType="h1">
          {t('expert.heading', { name: view.remoteUser.name })}
        </VisuallyHidden>
        <Stage view={view} stream={stream} fit={fit} video={video} area={area} />
        {chat.open && (
          <aside className="expert-panel">
            <Verification view={view} actions={actions} />
            <TalkPanel
              view={view}
              actions={actions}
              sent={sent}
              received={received}
              call={call}
              headerAction={
                <IconButton label={t('chat.hide')} icon={<X aria-hidden />} onPress={chat.toggle} />
              }
            />
          </aside>
        )}
      </main>
      <FileNews view={view} />
      <CallNews call={call} />
      {call.wizard !== undefined && <SoundWizard call={call} />}
      <QuestionDialog
        view={view}
        actions={actions}
        soundReady={call.heard.tuning === 'good'}
        // To where it can be seen how far the file is, and saved; or how the call stands, and what it needs.
        onYes={chat.show}
      />
    </div>
  );
}

/** Open from the start where there is room; counts what came while it was closed. */
function useChatPanel(view: AssistView): {
  readonly open: boolean;
  readonly unread: number;
  readonly toggle: () => void;
  readonly show: () => void;
} {
  const [open, setOpen] = useState(() => WIDE_PX <= window.innerWidth);
  const [seen, setSeen] = useState(0);
  const received = view.chat.filter(line => !line.mine).length;
  if (open && seen !== received) setSeen(received);
  return {
    open,
    unread: open ? 0 : received - seen,
    toggle: useCallback(() => setOpen(was => !was), []),
    show: useCallback(() => setOpen(true), []),
  };
}
