/** Never reads its input and runs on after its end; with `ignore-term` also after SIGTERM. Says when it is ready. */
const [, , ...flags] = process.argv;
if (flags.includes('ignore-term')) process.on('SIGTERM', () => undefined);
setInterval(() => undefined, 60_000);
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`);
