import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SOURCE = new URL('../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, text: readFileSync(new URL(file, SOURCE), 'utf8') }));

/** Comments may speak of what the code may not use. */
const code = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');

describe('the source of msra', () => {
  it('imports nothing but its own files', () => {
    expect(files.length).toBeGreaterThan(20);
    for (const { file, text } of files) {
      const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      expect([file, imports.filter(from => !from?.startsWith('.'))]).toEqual([file, []]);
    }
  });

  it('has no clock, no randomness, no timer, no I/O and no platform object', () => {
    const forbidden =
      /\b(Date|performance|Math\.random|crypto|setTimeout|setInterval|queueMicrotask|fetch|console|process|Buffer|document|window|TextDecoder|TextEncoder|Promise|async|await|import\()\b/;
    for (const { file, text } of files)
      expect([file, forbidden.exec(code(text))?.[0]]).toEqual([file, undefined]);
  });

  it('stays in small files', () => {
    for (const { file, text } of files) expect([file, text.split('\n').length < 300]).toEqual([file, true]);
  });
});
