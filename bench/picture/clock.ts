/**
 * One clock for all: the machine's monotonic one, in ms. Every process on the machine shares it; a page has its own zero,
 * which is measured, because what a browser tells of its zero comes from the wall clock and may be off.
 */
import type { Page } from 'playwright-core';

export const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6;

export interface PageClock {
  /** Add this to the page's `performance.now()`. */
  readonly offset: number;
  /** The offset is right within ± this, in ms. */
  readonly error: number;
}

const ASKED = 40;

/** Asks the page for its time again and again; the fastest answer bounds the offset best. */
export async function readClock(page: Page): Promise<PageClock> {
  let best: PageClock = { offset: 0, error: Number.POSITIVE_INFINITY };
  for (let n = 0; n < ASKED; n++) {
    const before = machineNow();
    const there = await page.evaluate(() => performance.now());
    const after = machineNow();
    const error = (after - before) / 2;
    if (error < best.error) best = { offset: (before + after) / 2 - there, error };
  }
  return best;
}

/** @throws Error when the two readings cannot be of one clock: then every figure between them is worthless */
export function sameClock(before: PageClock, after: PageClock): void {
  const drift = Math.abs(before.offset - after.offset);
  if (drift > before.error + after.error + 0.5)
    throw new Error(`the clock of the page moved by ${drift.toFixed(2)} ms during the measurement`);
}
