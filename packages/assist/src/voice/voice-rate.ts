/**
 * When a side asks by itself for a lower or a higher rate ([MS-RA] 3.17.5: "if a lower or higher bandwidth usage is needed"), and
 * when it sends its own voice twice. Pure: one step for each second of a call.
 */
import type { VoiceStats } from '@rendezvous/peer';

/** Seconds over which a path is judged. */
const WINDOW = 5;

/**
 * A second is poor from any of these on. Few bits help a path that is narrow, and that shows in its queue: packets take longer
 * than they have to. Loss alone is better met by redundancy, which the low rate has not: it counts where that cannot mend it.
 */
export const POOR = {
  /** Milliseconds of round trip beyond the shortest of this call: what waits in queues. */
  queueMs: 300,
  /** Milliseconds; more than a receiver's buffer evens out without a delay that hinders talking. */
  jitterMs: 150,
  /** Share of what was sent: no longer chance, but a path that is full. */
  loss: 0.3,
  /** Share of what is heard and was made up, redundancy included: words go missing. */
  concealed: 0.15,
} as const;

/** A second is good below all of these. In between it is neither: what is measured at an edge must not swing. */
export const GOOD = { queueMs: 100, jitterMs: 60, loss: 0.05, concealed: 0.05 } as const;

/** So many poor seconds of the window, and the rate goes down: a hiccup is none. */
export const POOR_SECONDS = 4;
/** So many good seconds in a row, and the rate goes up again. */
export const GOOD_SECONDS = 15;
/** A rate that soon has to go down again was too much for this path: the next try waits twice as long, up to the second figure. */
export const RELAPSE_SECONDS = 60;
export const MOST_GOOD_SECONDS = 240;

/** Share of this side's voice that gets lost. In-band FEC mends single packets below the first; redundancy costs half of the bits. */
export const LOSSY = { from: 0.03, below: 0.01 } as const;
/** So many lossy seconds of the window, and redundancy is on. */
export const LOSSY_SECONDS = 2;
/** So many clean seconds in a row, and it is off again. */
export const CLEAN_SECONDS = 15;

export type VoiceRate = 'low' | 'high';

/** What is known of the path of a call. */
export interface PathState {
  /** What this side would receive by its own judgement. */
  readonly rate: VoiceRate;
  /** Whether this side sends its voice twice. */
  readonly redundancy: boolean;
  /** Shortest round trip of this call, in milliseconds. */
  readonly shortestMs: number | undefined;
  /** The last seconds that were measured: whether each was poor. */
  readonly poor: readonly boolean[];
  readonly goodSeconds: number;
  /** How many of those the next rise takes. */
  readonly patience: number;
  /** Seconds since the rate was raised; `undefined`: it never was. */
  readonly raisedSeconds: number | undefined;
  /** The last seconds that the other side has reported: whether each was lossy. */
  readonly lossy: readonly boolean[];
  readonly cleanSeconds: number;
}

export const initialPath: PathState = {
  rate: 'high',
  redundancy: false,
  shortestMs: undefined,
  poor: [],
  goodSeconds: 0,
  patience: GOOD_SECONDS,
  raisedSeconds: undefined,
  lossy: [],
  cleanSeconds: 0,
};

/** For the next call of the session: what was learned of the path stays, what was measured in the last call does not. */
export function nextCall({ rate, patience }: PathState): PathState {
  return { ...initialPath, rate, patience };
}

/** One second of a call. */
export function stepPath(path: PathState, stats: VoiceStats): PathState {
  return stepRedundancy(stepRate(path, stats), stats.remoteLoss);
}

function stepRate(path: PathState, stats: VoiceStats): PathState {
  const { roundTripMs, jitterMs, loss, concealed } = stats;
  const shortestMs = shorter(path.shortestMs, roundTripMs);
  const queueMs = roundTripMs === undefined ? undefined : roundTripMs - (shortestMs ?? roundTripMs);
  const measures: Measures = { queueMs, jitterMs, loss, concealed };
  const raisedSeconds = path.raisedSeconds === undefined ? undefined : path.raisedSeconds + 1;
  const known = { ...path, shortestMs, raisedSeconds };
  if (Object.values(measures).every(value => value === undefined)) return known;
  const poor = [...path.poor, reaches(POOR, measures)].slice(-WINDOW);
  const goodSeconds = reaches(GOOD, measures) ? 0 : path.goodSeconds + 1;
  if (path.rate === 'high' && POOR_SECONDS <= count(poor)) return lower(known);
  if (path.rate === 'low' && path.patience <= goodSeconds) return raise(known);
  return { ...known, poor, goodSeconds };
}

type Measures = Readonly<Record<keyof typeof POOR, number | undefined>>;

function lower(path: PathState): PathState {
  const relapse = path.raisedSeconds !== undefined && path.raisedSeconds <= RELAPSE_SECONDS;
  const patience = relapse ? Math.min(MOST_GOOD_SECONDS, path.patience * 2) : GOOD_SECONDS;
  return { ...path, rate: 'low', patience, poor: [], goodSeconds: 0 };
}

function raise(path: PathState): PathState {
  return { ...path, rate: 'high', raisedSeconds: 1, poor: [], goodSeconds: 0 };
}

function stepRedundancy(path: PathState, remoteLoss: number | undefined): PathState {
  if (remoteLoss === undefined) return path;
  const lossy = [...path.lossy, LOSSY.from <= remoteLoss].slice(-WINDOW);
  const cleanSeconds = remoteLoss < LOSSY.below ? path.cleanSeconds + 1 : 0;
  if (!path.redundancy && LOSSY_SECONDS <= count(lossy)) {
    return { ...path, redundancy: true, lossy, cleanSeconds: 0 };
  }
  if (path.redundancy && CLEAN_SECONDS <= cleanSeconds) {
    return { ...path, redundancy: false, lossy: [], cleanSeconds };
  }
  return { ...path, lossy, cleanSeconds };
}

/** Whether any of what was measured has come up to its bound. */
function reaches(bounds: Readonly<Record<keyof Measures, number>>, measures: Measures): boolean {
  return (Object.keys(bounds) as (keyof Measures)[]).some(key => {
    const value = measures[key];
    return value !== undefined && bounds[key] <= value;
  });
}

function shorter(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length;
}
