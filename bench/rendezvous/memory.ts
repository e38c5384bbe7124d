/** What an idle session costs, and ten thousand of them at once. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HostPair } from './pair.ts';

/** The collector, without a flag on the command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

export async function measureMemory(count: number): Promise<string[]> {
  const collect = collector();
  const pair = new HostPair('module');
  // What every session shares is loaded before anything is measured.
  for (let index = 0; index < 200; index += 1) await pair.connect(1_000_000 + index);
  const heap = async (): Promise<number> => {
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise<void>(resolve => setImmediate(resolve));
    }
    return process.memoryUsage().heapUsed;
  };
  const before = await heap();
  const began = performance.now();
  for (let index = 0; index < count; index += 1) await pair.connect(index);
  const seconds = (performance.now() - began) / 1000;
  const pairKiB = ((await heap()) - before) / count / 1024;
  const [inviter] = pair.hosts;
  if (inviter.sessions.size < count) throw new Error('a session was forgotten while it was measured');
  pair.close();
  const sideKiB = pairKiB / 2;
  const verdict = sideKiB <= 20 ? 'met' : 'NOT met';
  const heads = count.toLocaleString('en');
  return [
    `| Idle session of one host, with its in-process application | ${heads} | ${sideKiB.toFixed(1)} KiB | goal ≤ 20 KiB: ${verdict} |`,
    `| Both hosts and both applications of one session | ${heads} | ${pairKiB.toFixed(1)} KiB | |`,
    `| ${heads} sessions at once in one process, both hosts in it: time to connect all | ${heads} | ${seconds.toFixed(1)} s | |`,
  ];
}
