/** An application that prints: it says what it has found, and says everything back until its messenger lets go. */
import { connectToHostOverStdio } from '../../../src/stdio/index.ts';

const { channel, token } = connectToHostOverStdio();
console.log('a greeting');
console.table([{ printed: true }]);
let again = 'connected';
try {
  connectToHostOverStdio();
} catch (error) {
  again = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
channel.send({ token, left: process.env['RENDEZVOUS_TOKEN'] ?? null, again });
for await (const message of channel.messages) {
  if (message === 'close') channel.close();
  else channel.send({ back: message });
}
