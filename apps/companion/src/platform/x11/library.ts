/** The functions of libX11, libXtst, libXi and libXrandr that the companion calls, with their types spelled out. */
import koffi from 'koffi';
import { PlatformError } from '../platform.ts';
import {
  ErrorHandler,
  IoErrorExitHandler,
  IoErrorHandler,
  type XCookie,
  XGenericEventCookie,
  XIRawEvent,
  type XkbState,
  type XMonitor,
  type XRawEvent,
  XRRMonitorInfo,
} from './structs.ts';

/** A `Display *`; nothing here looks inside. */
export type DisplayPointer = bigint;

/** Bytes of an `XEvent`: 24 longs. */
export const EVENT_BYTES = 24 * koffi.sizeof('long');

/** C writes into the first element. */
export type Out = [number];

type D = DisplayPointer;
type Keysyms = BigUint64Array | Uint32Array;
type Library = ReturnType<typeof koffi.load>;

/** @throws PlatformError `unable` when a library is missing */
function open(...names: readonly string[]): Library {
  for (const name of names) {
    try {
      return koffi.load(name);
    } catch {
      // The next name.
    }
  }
  throw new PlatformError('unable', `a library is missing: ${names[0] ?? ''}`, 'no-xtest');
}

/** A C function by its prototype; what it is in TypeScript is the caller's word. */
function bind<T>(library: Library, prototype: string): T {
  return library.func(prototype) as unknown as T;
}

/** A function that older libraries do not have. */
function bindIfThere<T>(library: Library, prototype: string): T | undefined {
  try {
    return bind<T>(library, prototype);
  } catch {
    return undefined;
  }
}

function bindX11(lib: Library) {
  return {
    XOpenDisplay: bind<(name: string) => D | null>(lib, 'void *XOpenDisplay(const char *name)'),
    XCloseDisplay: bind<(d: D) => number>(lib, 'int XCloseDisplay(void *d)'),
    XConnectionNumber: bind<(d: D) => number>(lib, 'int XConnectionNumber(void *d)'),
    XDefaultRootWindow: bind<(d: D) => number>(lib, 'unsigned long XDefaultRootWindow(void *d)'),
    XDefaultScreen: bind<(d: D) => number>(lib, 'int XDefaultScreen(void *d)'),
    XDisplayWidth: bind<(d: D, screen: number) => number>(lib, 'int XDisplayWidth(void *d, int screen)'),
    XDisplayHeight: bind<(d: D, screen: number) => number>(lib, 'int XDisplayHeight(void *d, int screen)'),
    XDisplayKeycodes: bind<(d: D, min: Out, max: Out) => number>(
      lib,
      'int XDisplayKeycodes(void *d, _Out_ int *min, _Out_ int *max)',
    ),
    XSync: bind<(d: D, discard: 0) => number>(lib, 'int XSync(void *d, int discard)'),
    XFlush: bind<(d: D) => number>(lib, 'int XFlush(void *d)'),
    XEventsQueued: bind<(d: D, mode: number) => number>(lib, 'int XEventsQueued(void *d, int mode)'),
    XNextEvent: bind<(d: D, event: Uint8Array) => number>(lib, 'int XNextEvent(void *d, void *event)'),
    XGetEventData: bind<(d: D, event: Uint8Array) => number>(lib, 'int XGetEventData(void *d, void *event)'),
    XFreeEventData: bind<(d: D, event: Uint8Array) => void>(lib, 'void XFreeEventData(void *d, void *event)'),
    XRefreshKeyboardMapping: bind<(event: Uint8Array) => number>(
      lib,
      'int XRefreshKeyboardMapping(void *event)',
    ),
    XQueryExtension: bind<(d: D, name: string, op: Out, event: Out, error: Out) => number>(
      lib,
      'int XQueryExtension(void *d, const char *name, _Out_ int *op, _Out_ int *event, _Out_ int *error)',
    ),
    /** Writes 32 bytes, one bit for each key that is down. */
    XQueryKeymap: bind<(d: D, keys: Uint8Array) => number>(lib, 'int XQueryKeymap(void *d, void *keys)'),
    XGetDefault: bind<(d: D, program: string, option: string) => string | null>(
      lib,
      'const char *XGetDefault(void *d, const char *program, const char *option)',
    ),
    XGetAtomName: bind<(d: D, atom: bigint | number) => bigint | null>(
      lib,
      'void *XGetAtomName(void *d, unsigned long atom)',
    ),
    XFree: bind<(data: bigint) => number>(lib, 'int XFree(void *data)'),
    XChangeKeyboardMapping: bind<
      (d: D, first: number, perCode: number, keysyms: Keysyms, count: number) => number
    >(lib, 'int XChangeKeyboardMapping(void *d, int first, int perCode, void *keysyms, int count)'),
    /** Zero when no key of the modifier map makes the keysym. */
    XkbKeysymToModifiers: bind<(d: D, keysym: number) => number>(
      lib,
      'unsigned int XkbKeysymToModifiers(void *d, unsigned long keysym)',
    ),
    XkbLookupKeySym: bind<(d: D, keycode: number, mods: number, consumed: Out, keysym: Out) => number>(
      lib,
      'int XkbLookupKeySym(void *d, uint8_t keycode, unsigned int mods, _Out_ unsigned int *consumed, _Out_ unsigned long *keysym)',
    ),
    XkbGetState: bind<(d: D, device: number, state: XkbState) => number>(
      lib,
      'int XkbGetState(void *d, unsigned int device, _Out_ XkbStateRec *state)',
    ),
    XSetErrorHandler: bind<(handler: bigint) => bigint | null>(
      lib,
      'void *XSetErrorHandler(XErrorHandler *handler)',
    ),
    XSetIOErrorHandler: bind<(handler: bigint) => bigint | null>(
      lib,
      'void *XSetIOErrorHandler(XIOErrorHandler *handler)',
    ),
    /** Missing before libX11 1.7: there Xlib ends the process after the handler of I/O errors. */
    XSetIOErrorExitHandler: bindIfThere<(d: D, handler: bigint, data: null) => void>(
      lib,
      'void XSetIOErrorExitHandler(void *d, XIOErrorExitHandler *handler, void *data)',
    ),
  };
}

function bindXTest(lib: Library) {
  return {
    XTestFakeKeyEvent: bind<(d: D, keycode: number, down: 0 | 1, delay: 0) => number>(
      lib,
      'int XTestFakeKeyEvent(void *d, unsigned int keycode, int down, unsigned long delay)',
    ),
    XTestFakeButtonEvent: bind<(d: D, button: number, down: 0 | 1, delay: 0) => number>(
      lib,
      'int XTestFakeButtonEvent(void *d, unsigned int button, int down, unsigned long delay)',
    ),
    XTestFakeMotionEvent: bind<(d: D, screen: number, x: number, y: number, delay: 0) => number>(
      lib,
      'int XTestFakeMotionEvent(void *d, int screen, int x, int y, unsigned long delay)',
    ),
  };
}

function bindXInput(lib: Library) {
  return {
    XIQueryVersion: bind<(d: D, major: Out, minor: Out) => number>(
      lib,
      'int XIQueryVersion(void *d, _Inout_ int *major, _Inout_ int *minor)',
    ),
    XISelectEvents: bind<
      (d: D, window: number, mask: { deviceid: number; mask_len: number; mask: Uint8Array }, n: 1) => number
    >(lib, 'int XISelectEvents(void *d, unsigned long window, XIEventMask *masks, int count)'),
  };
}

function bindXRandr(lib: Library) {
  return {
    XRRQueryExtension: bind<(d: D, event: Out, error: Out) => number>(
      lib,
      'int XRRQueryExtension(void *d, _Out_ int *event, _Out_ int *error)',
    ),
    XRRSelectInput: bind<(d: D, window: number, mask: number) => void>(
      lib,
      'void XRRSelectInput(void *d, unsigned long window, int mask)',
    ),
    XRRUpdateConfiguration: bind<(event: Uint8Array) => number>(
      lib,
      'int XRRUpdateConfiguration(void *event)',
    ),
    /** Missing before libXrandr 1.5. */
    XRRGetMonitors: bindIfThere<(d: D, window: number, active: 0 | 1, count: Out) => bigint | null>(
      lib,
      'void *XRRGetMonitors(void *d, unsigned long window, int active, _Out_ int *count)',
    ),
  };
}

/** What C has left in memory, and what it calls back. */
const memory = {
  readMonitors: (at: bigint, count: number): readonly XMonitor[] =>
    koffi.decode(at, XRRMonitorInfo, count) as XMonitor[],
  readCookie: (event: Uint8Array): XCookie => koffi.decode(event, XGenericEventCookie) as XCookie,
  readRawEvent: (at: bigint): XRawEvent => koffi.decode(at, XIRawEvent) as XRawEvent,
  readBytes: (at: bigint, count: number): readonly number[] =>
    Array.from(koffi.decode(at, 'uint8_t', count) as ArrayLike<number>),
  readDoubles: (at: bigint, count: number): readonly number[] =>
    Array.from(koffi.decode(at, 'double', count) as ArrayLike<number>),
  readString: (at: bigint): string => koffi.decode.string(at),
  /** Calls back on the event loop whenever a file descriptor is readable. */
  poll: (fd: number, readable: () => void): { close(): void } => koffi.node.poll(fd, readable),
  onError: (handler: () => number): bigint => koffi.register(handler, koffi.pointer(ErrorHandler)),
  onIoError: (handler: () => number): bigint => koffi.register(handler, koffi.pointer(IoErrorHandler)),
  onIoErrorExit: (handler: () => void): bigint => koffi.register(handler, koffi.pointer(IoErrorExitHandler)),
  /** An array of `KeySym`s as C sees it. */
  keysyms: (values: readonly number[]): Keysyms =>
    koffi.sizeof('unsigned long') === 8 ? BigUint64Array.from(values, BigInt) : Uint32Array.from(values),
};

function load() {
  return {
    ...bindX11(open('libX11.so.6', 'libX11.so')),
    ...bindXTest(open('libXtst.so.6', 'libXtst.so')),
    ...bindXInput(open('libXi.so.6', 'libXi.so')),
    ...bindXRandr(open('libXrandr.so.2', 'libXrandr.so')),
    ...memory,
  };
}

export type XLibrary = ReturnType<typeof load>;

let loaded: XLibrary | undefined;

/** Loads the libraries once. @throws PlatformError `unable` when one is missing */
export function loadX11(): XLibrary {
  loaded ??= load();
  return loaded;
}
