/** Applications of a few lines for the simulator, each a real module in process. */
import { launchModule, type RendezvousApplicationFactory, type RendezvousSession } from '../../src/index.ts';
import type { SimulatedLauncher } from '../../src/simulator/index.ts';

export const launching =
  (factory: RendezvousApplicationFactory): SimulatedLauncher =>
  ({ token, signal }) =>
    launchModule({ factory, token, signal, name: 'test' });

/** Connects, and calls back when it is. */
export function whenConnected(session: RendezvousSession, run: () => void): void {
  const look = (): void => {
    if (session.state === 'connected') run();
  };
  session.addEventListener('statechange', look);
  look();
}

/** The inviter sends `count` texts, the invitee answers each, and the inviter terminates after the last answer. */
export const conversation =
  (count = 1, text = (number: number): string => `private ${String(number)}`): RendezvousApplicationFactory =>
  () => ({
    setRendezvousSession(session, messenger) {
      const lease = session.hold();
      let answers = 0;
      session.addEventListener('contextdata', ({ data }) => {
        answers += 1;
        if (!session.inviter) void session.sendContextData(`answer to ${data}`);
        else if (answers === count) void session.terminate(0, 'private end');
      });
      whenConnected(session, () => {
        if (!session.inviter) return;
        for (let number = 1; number <= count; number += 1) void session.sendContextData(text(number));
      });
      void session.ended.then(async () => {
        await messenger.finished();
        lease[Symbol.dispose]();
      });
    },
  });

/** Takes its session and does nothing. */
export const idle: RendezvousApplicationFactory = () => ({ setRendezvousSession: () => undefined });
