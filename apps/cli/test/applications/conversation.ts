/**
 * A program for the tests: the inviter says "a private thing", the invitee answers it, and the inviter terminates.
 * An argument makes it misbehave: `crash` in the middle, `hang` after it is connected, `refuse` its session, `leave` with
 * a code of its own, `mute` says no hello, `loud` writes to standard output what is no message.
 */
import { acceptSession } from '@rendezvous/rendezvous';
import { connectToHostOverStdio } from '@rendezvous/rendezvous/stdio';

const fault = process.argv[2] ?? 'none';
if (fault === 'mute') setInterval(() => undefined, 1_000);
else await run();

async function run(): Promise<void> {
  const { channel, token } = connectToHostOverStdio();
  if (fault === 'loud') process.stdout.write('starting up ...\n');
  console.log(`hello from ${String(process.pid)}`);
  const application = await acceptSession({
    channel,
    token,
    application: { name: 'conversation', version: '1.0' },
    setSession: session => {
      if (fault === 'refuse') throw new Error('not today');
      const lease = session.hold();
      session.addEventListener('statechange', ({ state }) => {
        if (state === 'connected' && session.inviter && fault !== 'hang') {
          void session.sendContextData('a private thing');
        }
      });
      session.addEventListener('contextdata', ({ data }) => {
        if (fault === 'crash') process.kill(process.pid, 'SIGKILL');
        if (session.inviter) void session.terminate(0, 'a private end');
        else void session.sendContextData(`answer to ${data}`);
      });
      void session.ended.then(() => lease[Symbol.dispose]());
    },
  }).catch(() => undefined);
  if (application === undefined) return;
  await application.session.ended;
  // The messenger may have gone.
  await application.finished().catch(() => undefined);
  if (fault === 'leave') process.exitCode = 3;
}
