import type { AssistView } from '@rendezvous/assist';
import { FileUp } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useFileDrop } from '../files/file-drop.ts';
import type { SentFiles } from '../files/sent-files.ts';
import type { ReceivedFiles } from '../ports/received-files.ts';
import type { ExpertActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { ChatPanel } from './chat-panel.tsx';
import { FilesPanel } from './files-panel.tsx';
import { CallPanel } from './voice/call-panel.tsx';
import { QuickReplies } from './voice/quick-replies.tsx';
import { type Call, inCall } from './voice/use-call.ts';
import './talk-panel.css';

export interface TalkPanelProps {
  readonly view: AssistView;
  readonly actions: Pick<ExpertActions, 'sendChat' | 'typing' | 'cancelFile'>;
  readonly sent: SentFiles;
  readonly received: ReceivedFiles;
  readonly call: Call;
  /** Beside the chat's heading, e.g. a button that closes the panel. */
  readonly headerAction?: ReactNode;
}

/** What goes between the two besides the picture: voice, words and files. Files may be dropped anywhere on it. */
export function TalkPanel({ view, actions, sent, received, call, headerAction }: TalkPanelProps) {
  const t = useStrings();
  const panel = useRef<HTMLDivElement>(null);
  const [folders, setFolders] = useState(false);
  const open = (view.stage === 'choosing' || view.stage === 'session') && view.question === undefined;
  const dragging = useFileDrop(panel, open, dropped => {
    setFolders(0 < dropped.folders);
    sent.send(dropped.files);
  });
  return (
    <div ref={panel} className="talk">
      <CallPanel call={call} />
      <ChatPanel
        view={view}
        actions={actions}
        headerAction={headerAction}
        aboveForm={inCall(view) && <QuickReplies actions={actions} />}
      />
      <FilesPanel
        view={view}
        actions={actions}
        sent={sent}
        received={received}
        folders={folders}
        onChosen={files => {
          setFolders(false);
          sent.send(files);
        }}
      />
      {dragging !== 'no' && (
        <div className="talk-drop" data-over={dragging === 'over' || undefined}>
          <FileUp aria-hidden />
          <p>{t('files.drop', { name: view.remoteUser.name })}</p>
        </div>
      )}
    </div>
  );
}
