/**
 * Sees the person's own mouse and keyboard by raw input, which needs a window and a message queue but, unlike a hook,
 * makes nobody wait. Unverified: no Windows machine was at hand. Should the mark not come back with our own events,
 * they would be taken for a hand and injection would rest: it fails to the safe side.
 */
import type { HandActivity } from '../platform.ts';
import { MARK } from './inputs.ts';
import type { WindowsLibrary } from './library.ts';

const HWND_MESSAGE = -3n;
const WM_INPUT = 0xff;
const RID_INPUT = 0x1000_0003;
const HEADER_BYTES = 24;
const INPUT_SINK = 0x100;
const REMOVE = 1;
const GENERIC_DESKTOP = 1;
const MOUSE_USAGE = 2;
const KEYBOARD_USAGE = 6;
const KEY_BREAK = 1;
const VK_ESCAPE = 0x1b;
/** The panic key has 50 ms. */
const POLL_MS = 4;

/** @returns how to stop */
export function watchWindowsHand(
  windows: WindowsLibrary,
  listener: (activity: HandActivity) => void,
): () => void {
  const window = windows.CreateWindowExW(
    0,
    'STATIC',
    'Rendezvous companion',
    0,
    0,
    0,
    0,
    0,
    HWND_MESSAGE,
    null,
    null,
    null,
  );
  if (window === null) throw new Error('no window for raw input');
  register(windows, INPUT_SINK, window);
  const message = new Uint8Array(48);
  const data = new Uint8Array(256);
  const timer = setInterval(() => {
    while (windows.PeekMessageW(message, window, WM_INPUT, WM_INPUT, 1)) {
      const activity = readRawInput(windows, new DataView(message.buffer).getBigInt64(24, true), data);
      windows.DispatchMessageW(message);
      if (activity) listener(activity);
    }
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    register(windows, REMOVE, 0n);
    windows.DestroyWindow(window);
  };
}

function register(windows: WindowsLibrary, flags: number, window: bigint): void {
  const devices = new Uint8Array(32);
  const view = new DataView(devices.buffer);
  for (const [index, usage] of [MOUSE_USAGE, KEYBOARD_USAGE].entries()) {
    view.setUint16(index * 16, GENERIC_DESKTOP, true);
    view.setUint16(index * 16 + 2, usage, true);
    view.setUint32(index * 16 + 4, flags, true);
    view.setBigUint64(index * 16 + 8, window, true);
  }
  windows.RegisterRawInputDevices(devices, 2, 16);
}

function readRawInput(windows: WindowsLibrary, input: bigint, data: Uint8Array): HandActivity | undefined {
  const size: [number] = [data.length];
  const read = windows.GetRawInputData(input, RID_INPUT, data, size, HEADER_BYTES);
  return read === 0xffff_ffff || read < HEADER_BYTES ? undefined : judgeRawInput(data);
}

/** What a `RAWINPUT` means; undefined for our own events. */
export function judgeRawInput(data: Uint8Array): HandActivity | undefined {
  const view = new DataView(data.buffer, data.byteOffset);
  if (view.getUint32(0, true) !== 1) {
    // RAWMOUSE: the extra information is its last field.
    return BigInt(view.getUint32(HEADER_BYTES + 20, true)) === MARK ? undefined : 'other';
  }
  if (BigInt(view.getUint32(HEADER_BYTES + 12, true)) === MARK) return undefined;
  if (view.getUint16(HEADER_BYTES + 6, true) !== VK_ESCAPE) return 'other';
  return view.getUint16(HEADER_BYTES + 2, true) & KEY_BREAK ? 'escape-up' : 'escape-down';
}
