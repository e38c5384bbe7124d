/** Writes to its standard error: a line, a long one, one that would steer a terminal, and half a line. */
process.stderr.write(`first\n${'x'.repeat(100_000)}\n\u001b[2Jcleared\ttab\u0007\n\nhalf`);
