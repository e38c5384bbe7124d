/** Sound as numbers: mono samples from −1 to 1, and the WAV files that the programs of a test read and write. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Samples a second of everything that is played, recorded and compared here. */
export const SAMPLE_RATE = 48_000;

/** The sinc's zero crossings on either side, and how finely its table is drawn between two of them. */
const CROSSINGS = 16;
const STEPS = 256;

/**
 * Another sample rate by a windowed sinc (Hann, 16 zero crossings to either side): what the new rate cannot hold is
 * filtered away, nothing is delayed. Rates in hertz.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples.slice();
  const cutoff = Math.min(1, to / from);
  const reach = CROSSINGS / cutoff;
  const kernel = Float64Array.from({ length: CROSSINGS * STEPS + 2 }, (_, i) => {
    const x = i / STEPS;
    const window = x < CROSSINGS ? 0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS) : 0;
    return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window * cutoff;
  });
  const result = new Float32Array(Math.floor((samples.length * to) / from));
  for (let i = 0; i < result.length; i += 1) {
    const centre = (i * from) / to;
    let sum = 0;
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    for (let n = Math.max(0, Math.ceil(centre - reach)); n <= last; n += 1) {
      const place = Math.abs(centre - n) * cutoff * STEPS;
      const below = Math.floor(place);
      const low = kernel[below] ?? 0;
      sum += (samples[n] ?? 0) * (low + ((kernel[below + 1] ?? 0) - low) * (place - below));
    }
    result[i] = sum;
  }
  return result;
}

/** Little-endian 16-bit samples as numbers. An odd byte at the end is left out. */
export function fromPcm(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i) / 32_768);
}

/** Reads a WAV file of one channel and 16 bits, at {@link SAMPLE_RATE}. @throws Error when it is another kind of file */
export function readWav(path: string): Float32Array {
  const file = readFileSync(path);
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('not a wav file');
  let rate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ') {
      const [format, channels, bits] = [0, 2, 14].map(place => file.readUInt16LE(body + place));
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error('not one channel of 16 bits');
      rate = file.readUInt32LE(body + 4);
    }
    // A program that writes to a pipe does not know the length: take what is there.
    if (name === 'data' && rate > 0)
      return resample(fromPcm(file.subarray(body, Math.min(file.length, body + length))), rate, SAMPLE_RATE);
    at = body + length + (length % 2);
  }
  throw new Error('a wav file without sound');
}

/** Writes samples as a WAV file of one channel, 16 bits, at {@link SAMPLE_RATE}; what is too loud is cut. */
export function writeWav(path: string, samples: Float32Array): void {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [i, sample] of samples.entries())
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + 2 * i);
  writeFileSync(path, file);
}
