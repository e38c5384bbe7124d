import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavOf } from '../../src/sound/notes.ts';

const RATE = 48_000;
const SECONDS = 4;

/** Like a voice for whoever looks at levels alone: vowels of 140 Hz with their harmonics, four syllables a second. */
function babble(): Float32Array {
  return Float32Array.from({ length: RATE * SECONDS }, (_, n) => {
    const seconds = n / RATE;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * seconds)) ** 0.5;
    let wave = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic++)
      wave += Math.sin(2 * Math.PI * 140 * harmonic * seconds) / harmonic;
    return wave * syllable * 0.2;
  });
}

export interface VoiceFiles extends AsyncDisposable {
  readonly voice: string;
  readonly silence: string;
}

/** Files that Chromium takes for what a microphone hears. */
export async function voiceFiles(): Promise<VoiceFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'sound-'));
  const [voice, silence] = [join(folder, 'voice.wav'), join(folder, 'silence.wav')];
  await writeFile(voice, wavOf(babble(), RATE));
  await writeFile(silence, wavOf(new Float32Array(RATE), RATE));
  return {
    voice,
    silence,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
