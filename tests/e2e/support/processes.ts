/** The processes of a browser, for what happens to browsers: killed, frozen, thawed. Only those of the browser given. */
import type { Browser } from 'playwright-core';

/** All process ids of a browser, its own first. */
export async function processesOf(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo
    .toSorted((a, b) => Number(b.type === 'browser') - Number(a.type === 'browser'))
    .map(({ id }) => id);
}

/** Sends a signal to each; one that is gone already needs none. */
export function signalAll(processes: readonly number[], signal: NodeJS.Signals): void {
  for (const id of processes) {
    try {
      process.kill(id, signal);
    } catch {
      // It ended with the one before it.
    }
  }
}
