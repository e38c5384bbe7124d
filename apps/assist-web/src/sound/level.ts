/** Below this, in dBFS, is nothing that an ear next to the loudspeaker would notice. */
const SILENCE_DB = -60;
/** Above this, in dBFS, nobody gets on purpose: speech of somebody close to a microphone lies about −20. */
const LOUD_DB = -10;

/**
 * How loud samples of −1…1 are, as a share 0…1 for eyes: even steps of it are even steps for ears.
 * The root of the mean square in decibels, between silence (0) and very loud (1).
 */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length);
  // No sound at all is −∞; a sample that is no number counts as none.
  if (!(decibels > SILENCE_DB)) return 0;
  return Math.min(1, (decibels - SILENCE_DB) / (LOUD_DB - SILENCE_DB));
}
