/** One room with one made-up view: `?view=novice-seen&language=de&theme=dark`. What is sent is listed in the page's title bar of events. */
import type { InputEvent } from '@rendezvous/assist';
import { initI18n, initTheme, UiProvider } from '@rendezvous/ui';
import { StrictMode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Bar } from '../../src/parts/small-bar.tsx';
import { useCall } from '../../src/parts/voice/use-call.ts';
import { ReceivedFiles } from '../../src/ports/received-files.ts';
import { Ended } from '../../src/rooms/ended.tsx';
import { ExpertRoom } from '../../src/rooms/expert-room.tsx';
import { Failed } from '../../src/rooms/failed.tsx';
import { NoviceRoom } from '../../src/rooms/novice-room.tsx';
import { Opening } from '../../src/rooms/opening.tsx';
import type { ExpertActions, NoviceActions } from '../../src/session/faces.ts';
import type { SoundView } from '../../src/sound/browser-sound.ts';
import { catalogues } from '../../src/strings/index.ts';
import { fakeDesktop } from './fake-desktop.ts';
import { FakeSound } from './fake-sound.ts';
import { VIEWS, type ViewName } from './views.ts';
import { VOICE_STATES, type VoiceState } from './voice-views.ts';

/** What the rooms asked for, in order; tests read it. */
const calls: unknown[][] = [];
Object.assign(window, { harnessCalls: calls });
const record =
  (name: string) =>
  (...values: unknown[]): void => {
    calls.push([name, ...values]);
  };
const later =
  (name: string) =>
  (...values: unknown[]): Promise<void> => {
    calls.push([name, ...values]);
    return Promise.resolve();
  };

const actions: NoviceActions & ExpertActions = {
  sendChat: record('sendChat'),
  typing: record('typing'),
  confirmVerification: record('confirmVerification'),
  acceptChangedKey: record('acceptChangedKey'),
  sendFile: source => {
    calls.push(['sendFile', source.name, source.size]);
    return 100 + calls.length;
  },
  cancelFile: record('cancelFile'),
  startVoice: record('startVoice'),
  stopVoice: record('stopVoice'),
  setVoiceRate: record('setVoiceRate'),
  tuned: record('tuned'),
  hold: () => {
    calls.push(['hold']);
    return record('letGo');
  },
  end: later('end'),
  chooseScreen: () => {
    calls.push(['chooseScreen']);
    return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  },
  pause: record('pause'),
  resume: record('resume'),
  stopControl: record('stopControl'),
  renewControl: record('renewControl'),
  answer: record('answer'),
  pairCompanion: later('pairCompanion'),
  panic: record('panic'),
  requestControl: record('requestControl'),
  releaseControl: record('releaseControl'),
  sendInput: (event: InputEvent) => record('sendInput')(event),
};

/** The files of the views that can be saved. */
const received = new ReceivedFiles();
async function receive(): Promise<void> {
  const size = 5;
  const sink = received.open(size, [
    { id: 1, direction: 'in', name: 'invoice_exe.pdf', size, state: { name: 'asking' } },
  ]);
  await sink.write(new TextEncoder().encode('hello'));
  await sink.close();
}
void receive();

const query = new URLSearchParams(location.search);
const first = query.get('view') ?? 'opening';
/** The sound is the page's: it stays when another state is shown. */
const sound = new FakeSound(VOICE_STATES[first]?.sound ?? {}, (...call) => calls.push(call));

function stateOf(name: string): VoiceState {
  return VOICE_STATES[name] ?? { view: VIEWS[name as ViewName] };
}

function SmallBar({ name }: { readonly name: string }) {
  const { view } = stateOf(name === 'small-bar' ? 'novice-controlled' : name);
  return <Bar view={view} actions={actions} call={useCall(view, actions, sound)} />;
}

function Room({ name, stream }: { readonly name: string; readonly stream: MediaStream }) {
  const [shown, setShown] = useState(name);
  Object.assign(window, {
    // At once, as a change of the session's view is shown.
    harnessShow: (next: string) => flushSync(() => setShown(next)),
    harnessSound: (change: Partial<SoundView>) => flushSync(() => sound.become(change)),
  });
  if (shown === 'opening') return <Opening />;
  if (shown.startsWith('failed-')) return <Failed reason={shown.slice(7) as 'timeout'} />;
  if (shown.startsWith('small-bar')) return <SmallBar name={shown} />;
  const { view } = stateOf(shown);
  if (view.stage === 'ended') return <Ended view={view} received={received} />;
  const parts = { view, actions, stream, received, sound };
  if (view.role === 'novice') return <NoviceRoom {...parts} />;
  if (view.stage === 'choosing' || view.stage === 'session') return <ExpertRoom {...parts} />;
  return <Opening view={view} onStop={() => void actions.end()} />;
}

initTheme();
const theme = query.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
initI18n(catalogues, query.get('language') ?? 'en');
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <Room name={first} stream={fakeDesktop()} />
      </UiProvider>
    </StrictMode>,
  );
