/** The scripted application as a program: it speaks on standard output and notes on standard error. */
import { acceptSession } from '../../src/index.ts';
import { connectToHostOverStdio } from '../../src/stdio/index.ts';
import { ScriptedApplication } from './scripted-application.ts';

const { channel, token } = connectToHostOverStdio();
const application = new ScriptedApplication(
  (what, detail) => void process.stderr.write(`${JSON.stringify({ what, detail })}\n`),
  // Nothing is left to do then, and a program with nothing to do ends.
  () => channel.close(),
);
await acceptSession({
  channel,
  token,
  application: { name: 'scripted program', version: '1' },
  setSession: session => application.setRendezvousSession(session),
});
