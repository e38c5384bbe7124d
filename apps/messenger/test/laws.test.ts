import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(`${root}src`, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
  .map(entry => `${entry.parentPath}/${entry.name}`);
const pages = ['index.html', 'lobby.html'].map(name => root + name);

describe('the laws of the messenger', () => {
  it('knows no application by name or number: all of them come from registrations', () => {
    const knowing = [...sources, ...pages].filter(file =>
      /remote.?assistance|fernhilfe|56b994a7|703ea1a8|c0b3c446|49010c18/i.test(readFileSync(file, 'utf8')),
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(knowing).toEqual([]);
  });

  it('never puts text into the page as markup', () => {
    const risky = sources.filter(file =>
      /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write/.test(readFileSync(file, 'utf8')),
    );
    expect(risky).toEqual([]);
  });

  it('has no inline scripts, so that the content security policy may forbid them', () => {
    for (const page of pages) {
      const scripts = [...readFileSync(page, 'utf8').matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
      expect(scripts.length).toBe(1);
      for (const [, attributes, body] of scripts) {
        expect(attributes).toContain('src="/src/');
        expect(body).toBe('');
      }
    }
  });

  it('keeps every file short enough to read', () => {
    const long = sources.filter(
      file => !file.includes('/strings/') && readFileSync(file, 'utf8').split('\n').length > 300,
    );
    expect(long).toEqual([]);
  });
});
