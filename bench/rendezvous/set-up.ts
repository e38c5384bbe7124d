/** From the acceptance until both sides are CONNECTED. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { row } from '../statistics.ts';
import { HostPair } from './pair.ts';

/** The machine's own price of two programs: both are started, and say one line. */
async function startTwo(): Promise<number> {
  const began = performance.now();
  await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, ['-e', 'console.log(1)'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
    }),
  );
  return performance.now() - began;
}

export async function measureSetUp(modules: number, processes: number): Promise<string[]> {
  const inProcess: number[] = [];
  const pair = new HostPair('module');
  for (let index = 0; index < 100; index += 1) await pair.connect(index);
  for (let index = 0; index < modules; index += 1) inProcess.push((await pair.connect(1_000 + index)).ms);
  pair.close();
  const bare: number[] = [];
  const programs: number[] = [];
  for (let index = 0; index < processes; index += 1) {
    bare.push(await startTwo());
    const children = new HostPair('process');
    programs.push((await children.connect()).ms);
    children.close();
  }
  return [
    row('Session set-up, both applications in process: accept → both CONNECTED', inProcess, { p50: 2 }),
    row('Baseline: two empty Node programs, started until their first line', bare),
    row('Session set-up, two child processes: accept → both CONNECTED', programs),
  ];
}
