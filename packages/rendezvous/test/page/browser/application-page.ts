/** An application's page as a stranger would write it: it answers questions about where it finds itself. */
import { acceptSession, type RendezvousSession } from '../../../src/index.ts';
import { connectToHost } from '../../../src/page/application.ts';
import { sessionMemory } from '../../../src/page/memory.ts';

function tries(act: () => unknown): string {
  try {
    act();
    return 'yes';
  } catch {
    return 'no';
  }
}

const answer = (resumed: boolean): string =>
  JSON.stringify({
    origin: self.origin,
    resumed,
    hash: location.hash,
    name: window.name,
    reachesChat: tries(() => (window.opener ?? window.parent).document.title),
    stores: tries(() => sessionStorage.length),
    fullscreen: document.fullscreenEnabled,
  });

const host = await connectToHost(window, { memory: sessionMemory(window) });
await acceptSession({
  ...host,
  application: { name: 'Report', version: '1' },
  setSession: (session: RendezvousSession) => {
    session.addEventListener('contextdata', ({ data }) => {
      if (data === 'reload') location.reload();
      else void session.sendContextData(answer(host.resumed));
    });
  },
});
