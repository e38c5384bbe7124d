/**
 * A hand at the novice's keyboard, a program of its own so that no start of a process is in a measurement.
 * `press`: presses and releases a letter through XTest, answers with the machine's time just before. `away`: the pointer goes to the edge.
 */
import { readSync, writeSync } from 'node:fs';
import koffi from 'koffi';
import { machineNow } from '../clock.ts';

const x11 = koffi.load('libX11.so.6');
const xtst = koffi.load('libXtst.so.6');
const openDisplay = x11.func('void *XOpenDisplay(const char *name)');
const flush = x11.func('int XFlush(void *display)');
const fakeKey = xtst.func(
  'int XTestFakeKeyEvent(void *display, unsigned int keycode, int down, unsigned long delay)',
);
const fakeMotion = xtst.func(
  'int XTestFakeMotionEvent(void *display, int screen, int x, int y, unsigned long delay)',
);

/** The X keycode of the letter A on every keyboard of Linux. */
const LETTER_KEYCODE = 38;

const display: unknown = openDisplay(null);
if (display === null) throw new Error('the display cannot be opened');

function answer(word: string): string {
  const at = machineNow();
  if (word === 'away') fakeMotion(display, 0, 1918, 540, 0);
  else if (word === 'press') {
    fakeKey(display, LETTER_KEYCODE, 1, 0);
    fakeKey(display, LETTER_KEYCODE, 0, 0);
  } else throw new Error('no such command');
  flush(display);
  return `${word} ${at.toFixed(3)}`;
}

const input = Buffer.alloc(256);
for (let length = readSync(0, input); length > 0; length = readSync(0, input))
  for (const line of input.toString('utf8', 0, length).trim().split('\n'))
    writeSync(1, `${answer(line.trim())}\n`);
