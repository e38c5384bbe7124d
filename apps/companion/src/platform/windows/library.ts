/**
 * The functions of user32 and shcore that the companion calls. Unverified: written from Microsoft's reference, no
 * Windows machine was at hand. Every layout is that of 64-bit Windows, the only one that this Node runs on.
 */
import koffi from 'koffi';

export interface WindowsMonitor {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly primary: boolean;
  readonly dpi: number;
}

type Library = ReturnType<typeof koffi.load>;

function bind<T>(library: Library, prototype: string): T {
  return library.func(prototype) as unknown as T;
}

const MONITOR_INFO_BYTES = 104;
const PER_MONITOR_AWARE_V2 = -4n;

function load() {
  const user32 = koffi.load('user32.dll');
  const shcore = koffi.load('shcore.dll');
  const Each = koffi.proto(
    'int __stdcall MonitorEnumProc(void *monitor, void *dc, void *rect, intptr_t data)',
  );
  const enumMonitors = bind<(dc: null, clip: null, each: (monitor: bigint) => number, data: 0) => number>(
    user32,
    'int __stdcall EnumDisplayMonitors(void *dc, void *clip, MonitorEnumProc *each, intptr_t data)',
  );
  const monitorInfo = bind<(monitor: bigint, info: Uint8Array) => number>(
    user32,
    'int __stdcall GetMonitorInfoW(void *monitor, void *info)',
  );
  const monitorDpi = bind<(monitor: bigint, kind: 0, x: [number], y: [number]) => number>(
    shcore,
    'int __stdcall GetDpiForMonitor(void *monitor, int kind, _Out_ unsigned int *x, _Out_ unsigned int *y)',
  );
  const readMonitor = (monitor: bigint): WindowsMonitor | undefined => {
    const bytes = new Uint8Array(MONITOR_INFO_BYTES);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, bytes.length, true);
    if (!monitorInfo(monitor, bytes)) return undefined;
    const dpi: [number] = [96];
    monitorDpi(monitor, 0, dpi, [96]);
    const name = new TextDecoder('utf-16le').decode(bytes.subarray(40)).split('\0')[0] ?? '';
    return {
      name,
      left: view.getInt32(4, true),
      top: view.getInt32(8, true),
      right: view.getInt32(12, true),
      bottom: view.getInt32(16, true),
      primary: (view.getUint32(36, true) & 1) !== 0,
      dpi: dpi[0],
    };
  };
  return {
    Each,
    /** Without this, coordinates are in the pixels of a scale that nobody sees. */
    beDpiAware: (): void => {
      const set = bind<(context: bigint) => number>(
        user32,
        'int __stdcall SetProcessDpiAwarenessContext(intptr_t context)',
      );
      set(PER_MONITOR_AWARE_V2);
    },
    monitors: (): readonly WindowsMonitor[] => {
      const found: WindowsMonitor[] = [];
      enumMonitors(
        null,
        null,
        monitor => {
          const info = readMonitor(monitor);
          if (info) found.push(info);
          return 1;
        },
        0,
      );
      return found;
    },
    SendInput: bind<(count: number, inputs: Uint8Array, bytes: number) => number>(
      user32,
      'unsigned int __stdcall SendInput(unsigned int count, void *inputs, int bytes)',
    ),
    GetSystemMetrics: bind<(index: number) => number>(user32, 'int __stdcall GetSystemMetrics(int index)'),
    GetForegroundWindow: bind<() => bigint | null>(user32, 'void *__stdcall GetForegroundWindow()'),
    GetWindowThreadProcessId: bind<(window: bigint | null, process: null) => number>(
      user32,
      'unsigned int __stdcall GetWindowThreadProcessId(void *window, void *process)',
    ),
    GetKeyboardLayout: bind<(thread: number) => bigint | null>(
      user32,
      'void *__stdcall GetKeyboardLayout(unsigned int thread)',
    ),
    VkKeyScanExW: bind<(character: number, layout: bigint | null) => number>(
      user32,
      'short __stdcall VkKeyScanExW(uint16_t character, void *layout)',
    ),
    MapVirtualKeyExW: bind<(code: number, kind: number, layout: bigint | null) => number>(
      user32,
      'unsigned int __stdcall MapVirtualKeyExW(unsigned int code, unsigned int kind, void *layout)',
    ),
    CreateWindowExW: bind<(...args: readonly (number | bigint | string | null)[]) => bigint | null>(
      user32,
      'void *__stdcall CreateWindowExW(unsigned int ex, str16 cls, str16 name, unsigned int style, int x, int y, int w, int h, intptr_t parent, void *menu, void *instance, void *param)',
    ),
    DestroyWindow: bind<(window: bigint) => number>(user32, 'int __stdcall DestroyWindow(void *window)'),
    RegisterRawInputDevices: bind<(devices: Uint8Array, count: number, bytes: number) => number>(
      user32,
      'int __stdcall RegisterRawInputDevices(void *devices, unsigned int count, unsigned int bytes)',
    ),
    GetRawInputData: bind<
      (input: bigint, command: number, data: Uint8Array, bytes: [number], header: number) => number
    >(
      user32,
      'unsigned int __stdcall GetRawInputData(intptr_t input, unsigned int command, void *data, _Inout_ unsigned int *bytes, unsigned int header)',
    ),
    PeekMessageW: bind<(message: Uint8Array, window: bigint, min: number, max: number, remove: 1) => number>(
      user32,
      'int __stdcall PeekMessageW(void *message, void *window, unsigned int min, unsigned int max, unsigned int remove)',
    ),
    DispatchMessageW: bind<(message: Uint8Array) => bigint | number>(
      user32,
      'intptr_t __stdcall DispatchMessageW(void *message)',
    ),
  };
}

export type WindowsLibrary = ReturnType<typeof load>;

let loaded: WindowsLibrary | undefined;

export function loadWindows(): WindowsLibrary {
  loaded ??= load();
  return loaded;
}
