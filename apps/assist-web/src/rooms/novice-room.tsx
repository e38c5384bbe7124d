import type { AssistView } from '@rendezvous/assist';
import { Banner, Button } from '@rendezvous/ui';
import { MonitorUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listenForPanic } from '../input/panic-key.ts';
import { ChatPanel } from '../parts/chat-panel.tsx';
import { CompanionPanel } from '../parts/companion-panel.tsx';
import { ConsentLadder } from '../parts/consent-ladder.tsx';
import { focusOnMount } from '../parts/focus.ts';
import { Preview } from '../parts/preview.tsx';
import { QuestionDialog } from '../parts/question-dialog.tsx';
import { SmallBar } from '../parts/small-bar.tsx';
import { StatusBand } from '../parts/status-band.tsx';
import { Verification } from '../parts/verification.tsx';
import { type PickerFailure, pickerFailure } from '../ports/screen-picker.ts';
import type { NoviceActions } from '../session/faces.ts';
import { useDocumentTitle, useLeaveGuard } from '../session/hooks.ts';
import { novicePresence } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import './novice-room.css';

export interface NoviceRoomProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  /** What is shown, for the small picture. */
  readonly stream: MediaStream | undefined;
}

/** Where somebody is helped: what the other sees and may do, and how to end it. */
export function NoviceRoom({ view, actions, stream }: NoviceRoomProps) {
  const t = useStrings();
  const [failure, setFailure] = useState<PickerFailure>();
  useDocumentTitle(novicePresence(view, t).title);
  useLeaveGuard(view.stage === 'session');
  useEffect(() => listenForPanic(window, () => actions.panic()), [actions]);
  const choose = (): void => {
    setFailure(undefined);
    actions.chooseScreen().catch((error: unknown) => setFailure(pickerFailure(error)));
  };
  return (
    <div className="novice">
      <StatusBand view={view} actions={actions} />
      <main className="novice-main">
        <div className="novice-own">
          {view.screen.name === 'none' ? (
            <Choose view={view} failure={failure} onChoose={choose} />
          ) : (
            <>
              <Preview view={view} stream={stream} />
              {failure !== undefined && <Banner tone="warn">{t(`choose.${failure}`)}</Banner>}
              <div className="novice-tools">
                <Button size="small" icon={<MonitorUp aria-hidden />} onPress={choose}>
                  {t('choose.change')}
                </Button>
                <SmallBar view={view} actions={actions} />
              </div>
            </>
          )}
          <ConsentLadder view={view} actions={actions} onChoose={choose} />
          <CompanionPanel view={view} actions={actions} />
          <Verification view={view} actions={actions} />
        </div>
        <aside className="novice-chat">
          <ChatPanel view={view} actions={actions} />
        </aside>
      </main>
      <QuestionDialog view={view} actions={actions} onChoose={choose} />
    </div>
  );
}

function Choose({
  view,
  failure,
  onChoose,
}: {
  readonly view: AssistView;
  readonly failure: PickerFailure | undefined;
  readonly onChoose: () => void;
}) {
  const t = useStrings();
  const { name } = view.remoteUser;
  return (
    <section className="choose" aria-labelledby="choose-heading">
      <h1 id="choose-heading">{t('choose.heading', { name })}</h1>
      <p>{t('choose.explain', { name })}</p>
      <Button
        variant="primary"
        size="large"
        ref={focusOnMount}
        icon={<MonitorUp aria-hidden />}
        onPress={onChoose}
      >
        {t('choose.button')}
      </Button>
      <p className="ui-soft ui-small">{t('choose.whole', { name })}</p>
      {failure !== undefined && <Banner tone="warn">{t(`choose.${failure}`)}</Banner>}
    </section>
  );
}
