/** Spoken sentences, made by espeak-ng: the same every time, and known to the test that listens for them. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav } from './wav.ts';

/** What somebody says. */
export interface Sentence {
  readonly text: string;
  /** A voice of espeak-ng, with the variant behind a plus sign. */
  readonly voice: string;
  /** 0…99. */
  readonly pitch: number;
  /** Words a minute. */
  readonly speed: number;
}

/** Alice's sentence, about four seconds in a woman's voice. */
export const ALICE_SAYS: Sentence = {
  text: 'Please move the blue window over to the left side of your screen.',
  voice: 'en-gb+f4',
  pitch: 60,
  speed: 160,
};
/** Bob's sentence, about as long, in a man's voice. */
export const BOB_SAYS: Sentence = {
  text: 'Now open the settings, and choose another printer: number seven.',
  voice: 'en-gb+m3',
  pitch: 30,
  speed: 155,
};

/** A sentence as sound. */
export interface Speech {
  /** The WAV file, for a program that plays it. */
  readonly path: string;
  /** The same at 48 kHz. */
  readonly samples: Float32Array;
}

/** Speaks a sentence into `name`.wav in the folder. @throws Error when espeak-ng is not there */
export async function speak(folder: string, name: string, sentence: Sentence): Promise<Speech> {
  const { voice, pitch, speed, text } = sentence;
  const path = join(folder, `${name}.wav`);
  const options = ['-v', voice, '-p', String(pitch), '-s', String(speed), '-w', path];
  await promisify(execFile)('espeak-ng', [...options, '--', text]);
  return { path, samples: readWav(path) };
}
