/** The same conversation as a module in the messenger's process; it prints, and leaves something behind that never ends. */
import type { RendezvousApplicationFactory } from '@rendezvous/rendezvous';

const factory: RendezvousApplicationFactory = () => ({
  setRendezvousSession(session, messenger) {
    console.log('a module was given its session');
    setInterval(() => undefined, 1_000);
    session.addEventListener('statechange', ({ state }) => {
      if (state === 'connected' && session.inviter) void session.sendContextData('a private thing');
    });
    session.addEventListener('contextdata', ({ data }) => {
      if (session.inviter) void session.terminate(0, 'a private end');
      else void session.sendContextData(`answer to ${data}`);
    });
    // The messenger may have gone.
    void session.ended.then(() => messenger.finished()).catch(() => undefined);
  },
});
export default factory;
