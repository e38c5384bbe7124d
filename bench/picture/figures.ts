/** Everything that is measured of one way, and of one way on one bad network. */
import type { Latency } from './latency.ts';
import type { Activity, Load } from './load.ts';
import type { Motion } from './motion.ts';
import type { Way } from './ways/way.ts';

export interface WayFigures {
  readonly way: Way['name'];
  readonly title: string;
  /** How the picture travelled, in the way's own words. */
  readonly described: string;
  /** Key at the desktop, at typing pace, and after a calm in which capture may have slowed down. */
  readonly key: Latency;
  readonly keyAfterCalm: Latency;
  /** Key on the expert's keyboard: the whole loop; undefined where there is no expert. */
  readonly expertKey: Latency | undefined;
  readonly page: Latency;
  readonly keyBesideArea: Latency;
  readonly keyBesideFilm: Latency;
  readonly motion: Readonly<Record<'scroll' | 'film', Motion>>;
  readonly load: Readonly<Record<Activity, Load>>;
  /** ms from Accept; undefined where nothing is accepted. */
  readonly firstPicture: readonly number[] | undefined;
}

export interface NetworkFigures {
  readonly title: string;
  readonly network: string;
  readonly described: string;
  readonly key: Latency;
  readonly scroll: Motion;
  readonly film: Motion;
}

/** What could not be measured, and why in the words of the failure. */
export interface Failure {
  readonly title: string;
  readonly network?: string | undefined;
  readonly reason: string;
}
