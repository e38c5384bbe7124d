import type { AssistView } from '@rendezvous/assist';
import { Banner, Button, VisuallyHidden } from '@rendezvous/ui';
import { MonitorUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSentFiles } from '../files/sent-files.ts';
import { listenForPanic } from '../input/panic-key.ts';
import { Choose } from '../parts/choose.tsx';
import { CompanionPanel } from '../parts/companion-panel.tsx';
import { ConsentLadder } from '../parts/consent-ladder.tsx';
import { FileNews } from '../parts/file-news.tsx';
import { Preview } from '../parts/preview.tsx';
import { QuestionDialog } from '../parts/question-dialog.tsx';
import { SmallBar } from '../parts/small-bar.tsx';
import { StatusBand } from '../parts/status-band.tsx';
import { TalkPanel } from '../parts/talk-panel.tsx';
import { Verification } from '../parts/verification.tsx';
import { CallNews } from '../parts/voice/call-news.tsx';
import { OwnHand } from '../parts/voice/own-hand.tsx';
import { SoundWizard } from '../parts/voice/sound-wizard.tsx';
import { useCall } from '../parts/voice/use-call.ts';
import type { ReceivedFiles } from '../ports/received-files.ts';
import { type PickerFailure, pickerFailure } from '../ports/screen-picker.ts';
import type { NoviceActions, SoundFace } from '../session/faces.ts';
import { useDocumentTitle, useLeaveGuard } from '../session/hooks.ts';
import { novicePresence } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import './novice-room.css';

export interface NoviceRoomProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  /** What is shown, for the small picture. */
  readonly stream: MediaStream | undefined;
  readonly received: ReceivedFiles;
  readonly sound: SoundFace;
}

/** Where somebody is helped: what the other sees and may do, and how to end it. */
export function NoviceRoom({ view, actions, stream, received, sound }: NoviceRoomProps) {
  const t = useStrings();
  const [failure, setFailure] = useState<PickerFailure>();
  const sent = useSentFiles(actions, view.files);
  const call = useCall(view, actions, sound);
  useDocumentTitle(novicePresence(view, t).title);
  useLeaveGuard(view.stage === 'session' || view.voice.name === 'on');
  useEffect(() => listenForPanic(window, () => actions.panic()), [actions]);
  const choose = (): void => {
    setFailure(undefined);
    actions.chooseScreen().catch((error: unknown) => setFailure(pickerFailure(error)));
  };
  return (
    <div className="novice">
      <StatusBand view={view} actions={actions} call={call} />
      <main className="novice-main">
        <div className="novice-own">
          {view.screen.name === 'none' ? (
            <Choose view={view} failure={failure} onChoose={choose} />
          ) : (
            <div className="novice-shown">
              <VisuallyHidden elementType="h1">
                {t('novice.heading', { name: view.remoteUser.name })}
              </VisuallyHidden>
              <Preview view={view} stream={stream} />
              <div className="novice-tools">
                <Button size="small" icon={<MonitorUp aria-hidden />} onPress={choose}>
                  {t('choose.change')}
                </Button>
                <SmallBar view={view} actions={actions} call={call} />
              </div>
              {failure !== undefined && <Banner tone="warn">{t(`choose.${failure}`)}</Banner>}
            </div>
          )}
          <ConsentLadder view={view} actions={actions} call={call} onChoose={choose} />
          <Verification view={view} actions={actions} />
          <CompanionPanel view={view} actions={actions} />
        </div>
        <aside className="novice-chat">
          <TalkPanel view={view} actions={actions} sent={sent} received={received} call={call} />
        </aside>
      </main>
      <FileNews view={view} />
      <CallNews call={call} />
      {call.wizard !== undefined && <SoundWizard call={call} />}
      {call.doubt !== undefined && <OwnHand doubt={call.doubt} name={view.remoteUser.name} />}
      <QuestionDialog
        view={view}
        actions={actions}
        // The novice's sound is nobody's condition: a call begins without the wizard.
        soundReady
        control={{ actions, onChoose: choose }}
      />
    </div>
  );
}
