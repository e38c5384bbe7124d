/** The two registrations of the seed: as files, and what must come out of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WindowsRegistration } from '../../../src/registry/index.ts';

const DATA = join(import.meta.dirname, '../data');

/** The listing as the overview prints it. */
export const LISTING = readFileSync(join(DATA, 'seed-listing.txt'), 'utf8');

export const HEADERS = { 4: 'REGEDIT4', 5: 'Windows Registry Editor Version 5.00' } as const;

/** The same two as the text of a `.reg` file, with the ends of lines that Windows writes. */
export function regText(version: 4 | 5): string {
  const body = readFileSync(join(DATA, 'remote-assistance.body.reg'), 'utf8');
  return `${HEADERS[version]}\n${body}`.replaceAll('\n', '\r\n');
}

/** Encoded here by other means than the package's own. */
export const ENCODERS = {
  'UTF-16LE with a byte order mark': (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-8': (text: string): Uint8Array => Buffer.from(text, 'utf8'),
  'UTF-8 with a byte order mark': (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf8'),
} as const;

export const OFFER: WindowsRegistration = {
  id: '{703EA1A8-D73E-43E3-852C-EE85B5D872C2}',
  name: 'Offer RemoteAssistance',
  icon: 0,
  component: '{49010C18-B110-421A-9047-ADCA421CBC40}',
  path: 'C:\\Windows\\System32\\RAServer.exe',
  url: 'https://www.microsoft.com',
};
export const ASK: WindowsRegistration = {
  id: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
  name: 'Ask for RemoteAssistance',
  icon: 1,
  component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
  path: 'C:\\Windows\\System32\\RAServer.exe',
  url: 'https://www.microsoft.com',
};
