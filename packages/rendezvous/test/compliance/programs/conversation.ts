/** A program that keeps to the contract: it says something when it is connected, and ends with its session. */
import { acceptSession } from '../../../src/index.ts';
import { connectToHostOverStdio } from '../../../src/stdio/index.ts';

const { channel, token } = connectToHostOverStdio();
try {
  const application = await acceptSession({
    channel,
    token,
    application: { name: 'conversation', version: '1' },
    setSession: given => {
      const lease = given.hold();
      given.addEventListener('statechange', ({ state }) => {
        if (state === 'connected') void given.sendContextData('hello');
      });
      void given.ended.then(() => lease[Symbol.dispose]());
    },
  });
  await application.session.ended;
  await application.finished();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
}
