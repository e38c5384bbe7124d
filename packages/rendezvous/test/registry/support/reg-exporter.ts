/**
 * Stands in for Windows' `reg.exe`: `reg-exporter.ts MODE export KEY FILE /y`. It writes the two registrations of the
 * seed as `reg export` does, if it is asked as `reg export` wants it.
 */
import { writeFileSync } from 'node:fs';
import { ENCODERS, regText } from './remote-assistance.ts';

const [, , mode, verb, key, file, overwrite] = process.argv;
const asked = verb === 'export' && key === 'HKLM\\SOFTWARE\\Microsoft\\RendezvousApps' && overwrite === '/y';
if (!asked || file === undefined) process.exit(2);
if (mode === 'no-key') process.exit(1);
if (mode === 'silent') process.exit(0);
if (mode === 'hang') setInterval(() => {}, 1000);
else writeFileSync(file, ENCODERS['UTF-16LE with a byte order mark'](regText(5)));
