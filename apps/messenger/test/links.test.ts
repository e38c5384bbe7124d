import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { formatLink, parseLinkHash } from '../src/links/link.ts';
import { qrPath } from '../src/links/qr-code.tsx';
import { formatRoute, parseRoute } from '../src/shell/route.ts';

const TOKEN = 'Abc-123_xyzAbc-123_xyz';

describe('links', () => {
  it('are read back as they were written', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{8,100}$/);
    fc.assert(
      fc.property(token, text => {
        const { hash } = new URL(formatLink('https://chat.example', text));
        expect(parseLinkHash(hash)).toBe(text);
      }),
    );
  });

  it('tolerate the slash that some programs append', () => {
    expect(parseLinkHash(`#join/${TOKEN}/`)).toBe(TOKEN);
  });

  it.each([
    '',
    '#',
    '#join',
    '#join/',
    '#join/short',
    `#join/${TOKEN}/x`,
    `#join/${TOKEN}?a=b`,
    '#join/<script>',
  ])('do not come from %j', hash => {
    expect(parseLinkHash(hash)).toBeUndefined();
  });

  it('are drawn as the very modules of their QR code, with a quiet zone of four', () => {
    const text = formatLink('https://chat.example', TOKEN);
    const { path, size } = qrPath(text);
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    expect(size).toBe(modules.size + 8);
    const drawn = new Set(
      [...path.matchAll(/M(\d+) (\d+)h/g)].map(match => `${match[1] ?? ''},${match[2] ?? ''}`),
    );
    for (let y = 0; y < modules.size; y++) {
      for (let x = 0; x < modules.size; x++) {
        expect(drawn.has(`${String(x + 4)},${String(y + 4)}`)).toBe(modules.get(y, x) === 1);
      }
    }
  });
});

describe('routes', () => {
  it('are read back as they were written', () => {
    for (const route of [
      { name: 'home' },
      { name: 'chat', with: 'bob@localhost' },
      { name: 'chat', with: 'bob@chat.example:8080' },
      { name: 'join', token: TOKEN },
    ] as const) {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }
  });

  it('send whatever is no address home, and a broken link to words about it', () => {
    expect(parseRoute('#chat/not an address')).toEqual({ name: 'home' });
    expect(parseRoute('#chat/%E0%A4%A')).toEqual({ name: 'home' });
    expect(parseRoute('#something')).toEqual({ name: 'home' });
    expect(parseRoute('#join/x')).toEqual({ name: 'bad-link' });
  });

  it('come out of any fragment without an exception', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(['home', 'chat', 'join', 'bad-link']).toContain(parseRoute(`#${text}`).name);
      }),
    );
  });
});
