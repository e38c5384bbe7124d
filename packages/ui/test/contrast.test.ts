import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, linearRgb, type Oklch, parseOklch } from './oklch.ts';

const css = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8');

/** Every token that is one pair of opaque colours. */
const PAIRS: ReadonlyMap<string, { readonly light: Oklch; readonly dark: Oklch }> = new Map(
  [...css.matchAll(/--ui-([\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);/g)].flatMap(
    ([, name = '', first = '', second = '']) => {
      const [light, dark] = [parseOklch(first), parseOklch(second)];
      return light && dark ? [[name, { light, dark }] as const] : [];
    },
  ),
);

function pair(name: string): { readonly light: Oklch; readonly dark: Oklch } {
  const found = PAIRS.get(name);
  if (!found) throw new Error(`no token ${name}`);
  return found;
}

const GROUNDS = ['page', 'surface', 'raised', 'sunken'];
const STATUS = ['seeing', 'stop', 'verified', 'brand'];

const TEXT: readonly (readonly [string, string])[] = [
  ...GROUNDS.flatMap(ground =>
    ['text', 'text-soft', 'controlling-text', ...STATUS].map(text => [text, ground] as const),
  ),
  ...STATUS.map(tone => [tone, `${tone}-soft`] as const),
  ...STATUS.map(tone => [`on-${tone}`, tone] as const),
  ...[...STATUS, 'controlling', 'paused'].map(tone => ['text', `${tone}-soft`] as const),
  ['controlling-text', 'controlling-soft'],
  ['on-controlling', 'controlling'],
  ['on-brand', 'brand-hover'],
  ['on-stop', 'stop-hover'],
  ['text-soft', 'paused-soft'],
  ['page', 'text'],
];

const CONTROLS: readonly (readonly [string, string])[] = GROUNDS.flatMap(ground =>
  ['edge', 'focus', 'brand', 'stop'].map(control => [control, ground] as const),
);

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  it.each(TEXT)('%s is readable as text on %s', (text, ground) => {
    expect(contrast(pair(text)[theme], pair(ground)[theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(CONTROLS)('%s is seen as the edge of a control on %s', (control, ground) => {
    expect(contrast(pair(control)[theme], pair(ground)[theme])).toBeGreaterThanOrEqual(3);
  });

  it('every colour exists on every screen', () => {
    const outside = [...PAIRS].filter(([, colors]) =>
      linearRgb(colors[theme]).some(value => value < -0.002 || 1.002 < value),
    );
    expect(outside.map(([name]) => name)).toEqual([]);
  });
});
