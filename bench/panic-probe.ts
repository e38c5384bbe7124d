/**
 * A hand at the machine for the benchmark: waits until a key is down on this display, presses Esc twice through XTest,
 * and says how long after the first press the key was up again, as the X server sees it (the own hand already wins then),
 * and at which time of the machine's clock the second press was made.
 */
import koffi from 'koffi';

const x11 = koffi.load('libX11.so.6');
const xtst = koffi.load('libXtst.so.6');
const openDisplay = x11.func('void *XOpenDisplay(const char *name)');
const sync = x11.func('int XSync(void *display, int discard)');
const queryKeymap = x11.func('int XQueryKeymap(void *display, _Out_ uint8_t *keys)');
const fakeKey = xtst.func(
  'int XTestFakeKeyEvent(void *display, unsigned int keycode, int down, unsigned long delay)',
);

const ESCAPE_KEYCODE = 9;
const held = Number(process.argv[2]);
const display: unknown = openDisplay(null);
const keys = new Uint8Array(32);

const isDown = (): boolean => {
  queryKeymap(display, keys);
  return ((keys[held >> 3] ?? 0) & (1 << (held & 7))) !== 0;
};
const press = (down: boolean): void => {
  fakeKey(display, ESCAPE_KEYCODE, down ? 1 : 0, 0);
  sync(display, 0);
};
const waitUntil = (condition: () => boolean): void => {
  const deadline = performance.now() + 10_000;
  while (!condition()) if (performance.now() > deadline) throw new Error('not within 10 s');
};

const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
waitUntil(isDown);
press(true);
const first = performance.now();
waitUntil(() => !isDown());
const released = performance.now() - first;
press(false);
pause(60);
press(true);
const second = performance.timeOrigin + performance.now();
press(false);
process.stdout.write(`released after ${released.toFixed(2)} ms, second at ${second.toFixed(2)}\n`);
