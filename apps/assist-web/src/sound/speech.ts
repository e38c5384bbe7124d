/**
 * Whether somebody speaks, from levels alone. On purpose slow: a key stroke or a door is no speech, and a breath between
 * two words is no end of it.
 */

/** So much voice makes speech, in milliseconds. */
const ON_MS = 150;
/** So much quiet ends it, in milliseconds. */
const OFF_MS = 600;
/** A level that can be a voice, 0…1 of `levelOf`: −42 dBFS; to stay one it may be lower: −47 dBFS. */
const VOICE = 0.36;
const STILL_VOICE = 0.26;
/** A voice stands out of what is always there (a fan, a street) by this much: 7 dB; to stay one 4 dB. */
const ABOVE_NOISE = 0.14;
const STILL_ABOVE_NOISE = 0.08;
/** What is always there is believed slowly, level a second: people pause before they are taken for a fan. */
const NOISE_RISE = 0.06;
/** One level speaks for no longer than this, in milliseconds: timers of a hidden page come once a second. */
const MOST_MS = 140;

export interface Speech {
  readonly speaking: boolean;
  /** Voice of late while not speaking, in milliseconds. */
  readonly voiceMs: number;
  /** Quiet of late while speaking, in milliseconds. */
  readonly quietMs: number;
  /** The level of what is always there, 0…1. */
  readonly noise: number;
  /** When the last level was taken; `undefined` before the first. */
  readonly atMs: number | undefined;
}

export const NO_SPEECH: Speech = { speaking: false, voiceMs: 0, quietMs: 0, noise: 0, atMs: undefined };

/**
 * @param level 0…1 of `levelOf`
 * @param atMs a clock that never goes back, in milliseconds
 */
export function stepSpeech(state: Speech, level: number, atMs: number): Speech {
  const passedMs = state.atMs === undefined ? 0 : Math.max(0, Math.min(MOST_MS, atMs - state.atMs));
  const noise = Math.min(level, state.noise + (NOISE_RISE * passedMs) / 1000);
  const next = { ...state, noise, atMs };
  if (state.speaking) {
    const voice = level >= Math.max(STILL_VOICE, noise + STILL_ABOVE_NOISE);
    const quietMs = voice ? 0 : state.quietMs + passedMs;
    return quietMs >= OFF_MS ? { ...next, speaking: false, voiceMs: 0, quietMs: 0 } : { ...next, quietMs };
  }
  const voice = level >= Math.max(VOICE, noise + ABOVE_NOISE);
  // Syllables have gaps: a short one takes back only half.
  const voiceMs = voice ? state.voiceMs + passedMs : Math.max(0, state.voiceMs - passedMs / 2);
  return voiceMs >= ON_MS ? { ...next, speaking: true, voiceMs: 0, quietMs: 0 } : { ...next, voiceMs };
}
