/**
 * A whole application for two: the inviter's asks, the invitee's answers, the inviter's ends the session, both finish.
 * `crash`: the invitee's dies instead of answering. `silent`: it never says hello. `early`: it ends before its hello.
 */
import { acceptSession, SESSION_FLAGS } from '../../../src/index.ts';
import { connectToHostOverStdio } from '../../../src/stdio/index.ts';

const [, , misdeed] = process.argv;
if (misdeed === 'early') process.exit(3);
const { channel, token } = connectToHostOverStdio();
if (misdeed === 'silent') {
  // What does not speak must be ended: it waits for nothing.
  setInterval(() => undefined, 60_000);
} else {
  await play();
}

async function play(): Promise<void> {
  const application = await acceptSession({
    channel,
    token,
    application: { name: 'test', version: '1' },
  });
  const { session } = application;
  const heard: string[] = [];
  const inviter = (session.flags & SESSION_FLAGS.inviter) !== 0;
  session.addEventListener('contextdata', ({ data }) => {
    heard.push(data);
    if (misdeed === 'crash' && !inviter) process.exit(1);
    if (inviter) void session.terminate(0, `thanks, ${session.remoteUser.name}`);
    else void session.sendContextData(`${data} Yes: \u2028\n😀`);
  });
  const connected = (): void => {
    if (inviter && session.state === 'connected') void session.sendContextData('A question?');
  };
  session.addEventListener('statechange', connected);
  connected();
  const { reason, appData, by } = await session.ended;
  await application.finished({ texts: { en: { title: reason, lines: [by, appData, ...heard] } } });
}
