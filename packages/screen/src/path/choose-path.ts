/** Which way the picture takes: tiles and video over the data channel, or the WebRTC track. */

export type PicturePath = 'tiles' | 'track';
/** What the person asked for. */
export type PathWish = 'auto' | PicturePath;
/** Why the path is what it is, for the quality line. */
export type PathReason = 'wish' | 'capability' | 'loss' | 'round-trip' | 'stalled' | 'good';

export interface PathState {
  readonly path: PicturePath;
  readonly reason: PathReason;
  /** Since when the link has been worse than the tiles bear, or good enough for them again; `undefined`: neither. */
  readonly turningSince: number | undefined;
}

export interface PathSample {
  /** Both sides can do it: frames of the track, I420, a worker. */
  readonly capable: boolean;
  readonly wish: PathWish;
  /** Share of packets lost, 0 to 1; `undefined` when nothing measures it. */
  readonly loss: number | undefined;
  readonly roundTripMs: number | undefined;
  /** How long the oldest frame has been without a receipt; 0 when none is under way. */
  readonly waitingMs: number;
}

/** Hysteresis: a way is left at the first value and taken again below the second. */
export const PATH_THRESHOLDS = {
  /** A lost packet holds up an ordered channel for a round trip or two: at 5 % that is every second frame. */
  loss: { leave: 0.05, back: 0.02 },
  /** Beyond it a loss is seen as a second of standstill. */
  roundTripMs: { leave: 500, back: 300 },
  /** A frame without a receipt for so long: the channel stands. */
  waitingMs: 3_000,
  /** How long it must be bad before the tiles are left, and good before they are taken again. */
  leaveAfterMs: 4_000,
  backAfterMs: 15_000,
} as const;

export const initialPathState: PathState = { path: 'track', reason: 'capability', turningSince: undefined };

/** Total and pure; the same state object means that nothing changed. */
export function choosePath(state: PathState, sample: PathSample, now: number): PathState {
  if (!sample.capable) return settled(state, 'track', 'capability');
  if (sample.wish !== 'auto') return settled(state, sample.wish, 'wish');
  // What was given by capability or wish alone is decided anew; the hysteresis is for a link that was tried.
  if (state.reason === 'capability' || state.reason === 'wish') {
    const reason = badness(sample, 'back');
    return reason === undefined ? settled(state, 'tiles', 'good') : settled(state, 'track', reason);
  }
  if (state.path === 'tiles') {
    const reason = badness(sample, 'leave');
    if (reason === undefined) return settled(state, 'tiles', 'good');
    const since = state.turningSince ?? now;
    if (reason === 'stalled' || now - since >= PATH_THRESHOLDS.leaveAfterMs)
      return settled(state, 'track', reason);
    return turning(state, since);
  }
  if (badness(sample, 'back') !== undefined) return settled(state, 'track', state.reason);
  const since = state.turningSince ?? now;
  return now - since >= PATH_THRESHOLDS.backAfterMs ? settled(state, 'tiles', 'good') : turning(state, since);
}

function badness(sample: PathSample, edge: 'leave' | 'back'): 'loss' | 'round-trip' | 'stalled' | undefined {
  if (PATH_THRESHOLDS.waitingMs <= sample.waitingMs) return 'stalled';
  if ((sample.loss ?? 0) > PATH_THRESHOLDS.loss[edge]) return 'loss';
  if ((sample.roundTripMs ?? 0) > PATH_THRESHOLDS.roundTripMs[edge]) return 'round-trip';
  return undefined;
}

function settled(state: PathState, path: PicturePath, reason: PathReason): PathState {
  if (state.path === path && state.reason === reason && state.turningSince === undefined) return state;
  return { path, reason, turningSince: undefined };
}

function turning(state: PathState, turningSince: number): PathState {
  return state.turningSince === turningSince ? state : { ...state, turningSince };
}
