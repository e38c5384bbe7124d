/** The watchdog's own program; see watchdog.ts. It does nothing until its pipe ends. */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { releaseHeld } from '../platform/open.ts';
import { GOODBYE, MAX_CODES, READY } from './words.ts';

const Codes = z.array(z.string().max(40)).max(MAX_CODES);

// Whoever stops the companion's process group or its terminal does not stop the one that cleans up after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

let held: readonly string[] = [];
let goodbye = false;
const lines = createInterface({ input: process.stdin });
lines.on('line', line => {
  if (line === GOODBYE) {
    goodbye = true;
    return;
  }
  try {
    held = Codes.parse(JSON.parse(line));
  } catch {
    // A line that was cut off when its writer died: the one before it still holds.
  }
});
lines.on('close', () => {
  if (goodbye || held.length === 0) return process.exit(0);
  releaseHeld({ system: process.platform, env: process.env }, held).then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.stdout.write(`${READY}\n`);
