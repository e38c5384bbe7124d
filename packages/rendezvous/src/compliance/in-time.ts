import type { Clock } from '../clock.ts';
import { ComplianceError } from './check.ts';

export interface InTimeOptions {
  readonly clock: Clock;
  readonly ms: number;
  readonly expected: string;
  /** What is the case when it is too late. */
  readonly late: string;
}

/** What `event` resolves with. @throws ComplianceError `deadline` when that takes longer than `ms` */
export async function inTime<T>(event: Promise<T>, { clock, ms, expected, late }: InTimeOptions): Promise<T> {
  let clear: () => void = () => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    clear = clock.setTimer(ms, () => reject(new ComplianceError('deadline', expected, late)));
  });
  return Promise.race([event, tooLate]).finally(clear);
}
