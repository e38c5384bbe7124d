/** Says every line back, as it came; ends when its input ends. */
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${line}\n`);
