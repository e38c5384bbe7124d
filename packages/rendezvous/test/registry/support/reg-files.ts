/** `.reg` files with one application, written out by hand. */
import type { WindowsRegistration } from '../../../src/registry/index.ts';
import { HEADERS } from './remote-assistance.ts';

export const APPS = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\RendezvousApps';
/** The five values of one application, a line each. */
export const VALUES = [
  '"Name"="Board"',
  '"Icon"=dword:00000000',
  '"RendezvousComponent"="{00000000-0000-0000-0000-00000000000B}"',
  '"Path"="C:\\\\Board\\\\board.exe"',
  '"URL"="https://board.example"',
];
export const ID = '{00000000-0000-0000-0000-00000000000A}';
/** What they say. */
export const BOARD: WindowsRegistration = {
  id: ID,
  name: 'Board',
  icon: 0,
  component: '{00000000-0000-0000-0000-00000000000B}',
  path: 'C:\\Board\\board.exe',
  url: 'https://board.example',
};

/** A version 5 file of these lines. */
export const file = (...lines: string[]): Uint8Array => Buffer.from([HEADERS[5], '', ...lines].join('\r\n'));
/** A file with one application, the line with this value replaced. */
export const withValue = (name: string, ...lines: string[]): Uint8Array =>
  file(`[${APPS}\\${ID}]`, ...VALUES.flatMap(value => (value.startsWith(`"${name}"`) ? lines : [value])));
/** A version 4 file in the western European code page, with one application of these lines. */
export const ansi = (text: string): Uint8Array =>
  Buffer.from(`REGEDIT4\r\n[${APPS}\\${ID}]\r\n${text}`, 'latin1');
/** Bytes as `hex:` has them. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(',');
