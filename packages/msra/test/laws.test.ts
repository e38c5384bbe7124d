import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SOURCE = new URL('../src/', import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, text: readFileSync(new URL(file, SOURCE), 'utf8') }));

/** The two files that speak to a platform; each is a subpath of its own. */
const ADAPTERS: Readonly<Record<string, readonly string[]>> = {
  'crypto/node.ts': ['node:crypto'],
  'crypto/web.ts': [],
};
/** Where the platform's cryptography is an argument, work is asynchronous. */
const PRIMITIVES = 'crypto/primitives.ts';

const importsOf = (text: string): string[] =>
  [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');

/** Comments may speak of what the code may not use, and paths may be called like it. */
const code = (text: string): string =>
  text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '').replaceAll(/from '[^']+'/g, '');

describe('the source of msra', () => {
  it('imports nothing but its own files; only the adapter for Node imports its cryptography', () => {
    expect(files.length).toBeGreaterThan(20);
    for (const { file, text } of files) {
      const foreign = importsOf(text).filter(from => !from.startsWith('.'));
      expect([file, foreign]).toEqual([file, ADAPTERS[file] ?? []]);
    }
  });

  it('reaches no adapter from its root', () => {
    const reached = new Set<string>();
    const visit = (url: URL): void => {
      if (reached.has(url.href)) return;
      reached.add(url.href);
      for (const from of importsOf(readFileSync(url, 'utf8'))) visit(new URL(from, url));
    };
    visit(new URL('index.ts', SOURCE));
    expect(reached.size).toBeGreaterThan(20);
    for (const adapter of Object.keys(ADAPTERS))
      expect(reached.has(new URL(adapter, SOURCE).href)).toBe(false);
  });

  it('has no clock, no randomness, no timer, no I/O and no platform object but the text codecs', () => {
    const forbidden =
      /\b(Date|performance|Math\.random|crypto|setTimeout|setInterval|queueMicrotask|fetch|console|process|Buffer|document|window|import\()\b/;
    for (const { file, text } of files.filter(({ file }) => ADAPTERS[file] === undefined))
      expect([file, forbidden.exec(code(text))?.[0]]).toEqual([file, undefined]);
  });

  it('waits for nothing but the cryptography it is given', () => {
    for (const { file, text } of files) {
      const given = file === PRIMITIVES || importsOf(text).some(from => from.endsWith('/primitives.ts'));
      const waits = /\b(Promise|async|await)\b/.test(code(text));
      expect([file, waits && !given]).toEqual([file, false]);
    }
  });

  it('stays in small files', () => {
    for (const { file, text } of files) expect([file, text.split('\n').length < 300]).toEqual([file, true]);
  });
});
