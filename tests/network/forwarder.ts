/**
 * A program, to be run inside a network namespace: `node forwarder.ts LISTEN DIAL`, each `ADDRESS:PORT` or the
 * path of a unix socket. Says `listening`; ends when its stdin does.
 */
import { openRelay, parsePlace } from './relay.ts';

const [listenAt, dialTo] = process.argv.slice(2);
if (listenAt === undefined || dialTo === undefined) throw new Error('two places are needed');
const relay = await openRelay(parsePlace(listenAt), parsePlace(dialTo));
process.stdin.resume().once('close', () => void relay.close());
console.log('listening');
