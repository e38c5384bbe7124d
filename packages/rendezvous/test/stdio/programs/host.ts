/** A host that starts a program which ends by nothing but SIGKILL, says both numbers, and exits without a word to it. */
import { join } from 'node:path';
import { launchProcess } from '../../../src/stdio/index.ts';

const program = join(import.meta.dirname, 'forks.ts');
const { channel, pid } = await launchProcess({
  launch: {
    kind: 'process',
    command: [process.execPath, program, 'ignore-term', 'stay'],
    environment: [],
  },
  token: 'token-of-a-test-host',
});
let said = 0;
for await (const message of channel.messages) {
  process.stdout.write(`${JSON.stringify({ pid, message })}\n`);
  said += 1;
  if (said === 2) break;
}
process.stdin.once('data', () => process.exit(0));
