/** A program that takes its session and never ends by itself, whatever becomes of its standard input. */
import { acceptSession } from '../../../src/index.ts';
import { connectToHostOverStdio } from '../../../src/stdio/index.ts';

const { channel, token } = connectToHostOverStdio();
setInterval(() => undefined, 1_000);
acceptSession({ channel, token, application: { name: 'stubborn', version: '1' } }).catch(() => undefined);
