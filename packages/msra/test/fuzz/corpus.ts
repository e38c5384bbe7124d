/** Inputs that have once been trouble, or could be: a folder for each decoder, a file for each input. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Crash } from './campaign.ts';

const FOLDER = new URL('./corpus/', import.meta.url);

/** Names of the decoders that have a folder. */
export const corpusFolders = (): string[] => readdirSync(FOLDER);

/** File → its bytes. */
export function corpusOf(decoder: string): ReadonlyMap<string, Uint8Array> {
  const folder = new URL(`${decoder}/`, FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.bin')) : [];
  return new Map(files.map(file => [file, Uint8Array.from(readFileSync(new URL(file, folder)))]));
}

/** Keeps an input, under a name that its bytes give. @returns the path of the file */
export function keepCrash({ decoder, input }: Crash): string {
  const folder = new URL(`${decoder}/`, FOLDER);
  mkdirSync(folder, { recursive: true });
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const file = new URL(`crash-${digest}.bin`, folder);
  writeFileSync(file, input);
  return file.pathname;
}
