/** Small sounds of this page's own, as samples. */

export interface Note {
  /** In Hz. */
  readonly pitch: number;
  readonly startSeconds: number;
  readonly seconds: number;
}

/** A fade at both ends, in seconds: without it a note clicks. */
const FADE_SECONDS = 0.02;
const HEADER_BYTES = 44;

/**
 * @param seconds length of the whole, silence included
 * @param rate samples a second
 * @param loudness 0…1, the height of the wave
 */
export function renderNotes(
  notes: readonly Note[],
  seconds: number,
  rate: number,
  loudness: number,
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * rate));
  for (const { pitch, startSeconds, seconds: length } of notes) {
    const first = Math.round(startSeconds * rate);
    const count = Math.min(Math.round(length * rate), samples.length - first);
    for (let index = 0; index < count; index++) {
      const toEdge = Math.min(index, count - 1 - index) / rate;
      const fade = Math.min(1, toEdge / FADE_SECONDS);
      const wave = Math.sin((2 * Math.PI * pitch * index) / rate) * loudness * fade;
      samples[first + index] = (samples[first + index] ?? 0) + wave;
    }
  }
  return samples;
}

/** A WAV file of one channel, 16 bit: every browser plays it, without any permission and without an audio context. */
export function wavOf(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string): void => {
    for (let index = 0; index < letters.length; index++) bytes[at + index] = letters.charCodeAt(index);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    const limited = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEADER_BYTES + index * 2, Math.round(limited * 0x7fff), true);
  });
  return bytes;
}
