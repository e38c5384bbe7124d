/** Writes its arguments to its standard output, each decoded from base64, and waits for the end of its input unless the last one is `end`. */
const [, , ...pieces] = process.argv;
const ends = pieces.at(-1) === 'end';
for (const piece of ends ? pieces.slice(0, -1) : pieces) process.stdout.write(Buffer.from(piece, 'base64'));
if (!ends) process.stdin.resume();
