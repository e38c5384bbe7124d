/** Writes 10 MB without a newline. */
process.stdout.write(Buffer.alloc(10_000_000, 'x'));
process.stdin.resume();
