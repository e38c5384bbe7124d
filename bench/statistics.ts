/** Medians and percentiles of a handful of samples. */
export interface Figures {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The value below which `part` (0…1) of the samples lie; linear between neighbours. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export function figures(samples: readonly number[]): Figures {
  return {
    n: samples.length,
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    max: Math.max(...samples),
  };
}

const ms = (value: number): string => `${value.toFixed(value < 1 ? 3 : value < 10 ? 1 : 0)} ms`;

/** One line of the table: what, how often, the figures, and the goal with whether it was met. */
export function row(what: string, samples: readonly number[], goal?: { p50?: number; p95?: number }): string {
  const { n, p50, p95, max } = figures(samples);
  const met = (value: number, bound: number | undefined): boolean => bound === undefined || value <= bound;
  const goals = [goal?.p50 && `p50 ≤ ${ms(goal.p50)}`, goal?.p95 && `p95 ≤ ${ms(goal.p95)}`]
    .filter(Boolean)
    .join(', ');
  const verdict = goal
    ? met(p50, goal.p50) && met(p95, goal.p95)
      ? `goal ${goals}: met`
      : `goal ${goals}: NOT met`
    : '';
  return `| ${what} | ${String(n)} | ${ms(p50)} | ${ms(p95)} | ${ms(max)} | ${verdict} |`;
}
