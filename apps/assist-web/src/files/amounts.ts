/** Amounts of data and of time as people write them. Pure; `locale` is a BCP 47 tag. */
import type { T } from '../strings/index.ts';

/** Decimal, as downloads and most file managers count. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** e.g. `3.2 MB`; whole bytes below one kilobyte. */
export function sizeWords(bytes: number, locale: string): string {
  const { value, unit } = inUnits(bytes);
  return format(value, unit, unit === 'byte' ? 'long' : 'short', locale);
}

/** e.g. `1.4 MB/s`. */
export function rateWords(bytesPerSecond: number, locale: string): string {
  const { value, unit } = inUnits(Math.round(bytesPerSecond));
  return format(value, `${unit}-per-second`, 'short', locale);
}

/** e.g. `38%`; never more than there is: 100 % is said when all of it is there. */
export function percentWords(part: number, whole: number, locale: string): string {
  const percent = whole === 0 ? 100 : Math.min(100, Math.floor((part * 100) / whole));
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(percent / 100);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long it will still take, no more exactly than can be known. */
export function leftWords(ms: number, t: T): string {
  if (ms < 55 * SECOND)
    return t('file.left-seconds', { count: Math.max(5, Math.ceil(ms / (5 * SECOND)) * 5) });
  if (ms < 55 * MINUTE) return t('file.left-minutes', { count: Math.ceil(ms / MINUTE) });
  return t('file.left-hours', { count: Math.ceil(ms / HOUR) });
}

function inUnits(bytes: number): { readonly value: number; readonly unit: (typeof UNITS)[number] } {
  let value = bytes;
  let index = 0;
  // 999,950 bytes would be written as 1,000 kB.
  while (999.5 <= value && index < UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  return { value, unit: UNITS[index] ?? 'byte' };
}

function format(value: number, unit: string, unitDisplay: 'long' | 'short', locale: string): string {
  const maximumFractionDigits = value < 9.95 && !unit.startsWith('byte') ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(
    value,
  );
}
