import type { AssistanceSession } from '@rendezvous/assist';
import { UiProvider } from '@rendezvous/ui';
import { useEffect, useState } from 'react';
import type { ReceivedFiles } from './ports/received-files.ts';
import type { ScreenPicker } from './ports/screen-picker.ts';
import { Ended } from './rooms/ended.tsx';
import { ErrorBoundary } from './rooms/error-boundary.tsx';
import { ExpertRoom } from './rooms/expert-room.tsx';
import { Failed } from './rooms/failed.tsx';
import { NoviceRoom } from './rooms/novice-room.tsx';
import { Opening } from './rooms/opening.tsx';
import { useView } from './session/hooks.ts';
import type { OpenResult } from './session/open-assistance.ts';
import type { BrowserSound } from './sound/browser-sound.ts';

/** The whole page: it begins with the way to a session, and is then the room of one of the two. */
export function App({ opening }: { readonly opening: Promise<OpenResult> }) {
  const [result, setResult] = useState<OpenResult>();
  useEffect(() => {
    void opening.then(setResult);
  }, [opening]);
  return (
    <UiProvider>
      {result === undefined ? (
        <Opening />
      ) : result.name === 'failed' ? (
        <Failed reason={result.reason} />
      ) : (
        <ErrorBoundary fallback={<Failed reason="crashed" />} onError={() => void result.session.end()}>
          <Assistance
            session={result.session}
            picker={result.picker}
            received={result.received}
            sound={result.sound}
          />
        </ErrorBoundary>
      )}
    </UiProvider>
  );
}

function Assistance({
  session,
  picker,
  received,
  sound,
}: {
  readonly session: AssistanceSession;
  readonly picker: ScreenPicker;
  readonly received: ReceivedFiles;
  readonly sound: BrowserSound;
}) {
  const view = useView(session);
  const opening = view.stage === 'waiting' || view.stage === 'connecting' || view.stage === 'verifying';
  if (view.stage === 'ended') return <Ended view={view} received={received} />;
  // The novice may choose while the connection is still being made, in the place where everything stays.
  if (view.role === 'novice')
    return (
      <NoviceRoom view={view} actions={session} stream={picker.stream} received={received} sound={sound} />
    );
  if (opening) return <Opening view={view} onStop={() => void session.end()} />;
  return (
    <ExpertRoom
      view={view}
      actions={session}
      stream={session.remoteStream}
      received={received}
      sound={sound}
    />
  );
}
