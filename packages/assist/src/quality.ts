/** Samples how well the link does, for the line that people see. */
import type { LinkStats } from '@rendezvous/peer';
import { DEADLINES } from './limits.ts';
import type { Timers } from './timers.ts';
import type { Quality } from './view.ts';

/** Samples until the timers are closed. */
export function sampleQuality(options: {
  readonly timers: Timers;
  readonly stats: () => Promise<LinkStats> | undefined;
  readonly sampled: (quality: Quality) => void;
}): void {
  const { timers, stats, sampled } = options;
  timers.set('sample', DEADLINES.sampleMs, () => {
    stats()
      ?.then(sample => sampled(qualityOf(sample)))
      // A link that has just closed has no statistics.
      .catch(() => undefined);
    sampleQuality(options);
  });
}

function qualityOf(stats: LinkStats): Quality {
  const { roundTripMs, framesPerSecond, width, height, bitsPerSecond, codec, path } = stats;
  return { roundTripMs, framesPerSecond, width, height, bitsPerSecond, codec, path };
}
