/**
 * The functions of ApplicationServices, CoreFoundation and Carbon that the companion calls. Unverified: written from
 * Apple's headers, no macOS machine was at hand.
 */
import koffi from 'koffi';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Rect {
  readonly origin: Point;
  readonly size: { readonly width: number; readonly height: number };
}
/** Any `CFTypeRef`, `CGEventRef` and the like. */
export type Ref = bigint;

type Library = ReturnType<typeof koffi.load>;
const frameworks = '/System/Library/Frameworks';
const UTF8 = 0x0800_0100;

function bind<T>(library: Library, prototype: string): T {
  return library.func(prototype) as unknown as T;
}

function load() {
  const app = koffi.load(`${frameworks}/ApplicationServices.framework/ApplicationServices`);
  const core = koffi.load(`${frameworks}/CoreFoundation.framework/CoreFoundation`);
  const carbon = koffi.load(`${frameworks}/Carbon.framework/Carbon`);
  koffi.struct('CGPoint', { x: 'double', y: 'double' });
  koffi.struct('CGSize', { width: 'double', height: 'double' });
  koffi.struct('CGRect', { origin: 'CGPoint', size: 'CGSize' });
  const TapCallback = koffi.proto(
    'void *CGEventTapCallBack(void *proxy, uint32_t type, void *event, void *info)',
  );
  return {
    AXIsProcessTrusted: bind<() => boolean>(app, 'bool AXIsProcessTrusted()'),
    CGPreflightListenEventAccess: bind<() => boolean>(app, 'bool CGPreflightListenEventAccess()'),
    CGGetActiveDisplayList: bind<(max: number, ids: Uint32Array, count: [number]) => number>(
      app,
      'int CGGetActiveDisplayList(uint32_t max, void *ids, _Out_ uint32_t *count)',
    ),
    CGDisplayBounds: bind<(id: number) => Rect>(app, 'CGRect CGDisplayBounds(uint32_t id)'),
    CGDisplayIsMain: bind<(id: number) => number>(app, 'uint32_t CGDisplayIsMain(uint32_t id)'),
    CGDisplayCopyDisplayMode: bind<(id: number) => Ref | null>(
      app,
      'void *CGDisplayCopyDisplayMode(uint32_t id)',
    ),
    CGDisplayModeGetPixelWidth: bind<(mode: Ref) => number>(
      app,
      'size_t CGDisplayModeGetPixelWidth(void *mode)',
    ),
    CGEventSourceCreate: bind<(state: number) => Ref | null>(app, 'void *CGEventSourceCreate(int state)'),
    CGEventSourceSetUserData: bind<(source: Ref, data: number) => void>(
      app,
      'void CGEventSourceSetUserData(void *source, int64_t data)',
    ),
    CGEventCreateMouseEvent: bind<(source: Ref, type: number, at: Point, button: number) => Ref | null>(
      app,
      'void *CGEventCreateMouseEvent(void *source, uint32_t type, CGPoint at, uint32_t button)',
    ),
    CGEventCreateScrollWheelEvent2: bind<
      (source: Ref, units: number, wheels: number, one: number, two: number, three: number) => Ref | null
    >(
      app,
      'void *CGEventCreateScrollWheelEvent2(void *source, uint32_t units, uint32_t wheels, int32_t one, int32_t two, int32_t three)',
    ),
    CGEventCreateKeyboardEvent: bind<(source: Ref, key: number, down: boolean) => Ref | null>(
      app,
      'void *CGEventCreateKeyboardEvent(void *source, uint16_t key, bool down)',
    ),
    CGEventKeyboardSetUnicodeString: bind<(event: Ref, length: number, units: Uint16Array) => void>(
      app,
      'void CGEventKeyboardSetUnicodeString(void *event, unsigned long length, void *units)',
    ),
    CGEventSetFlags: bind<(event: Ref, flags: number) => void>(
      app,
      'void CGEventSetFlags(void *event, uint64_t flags)',
    ),
    CGEventSetIntegerValueField: bind<(event: Ref, field: number, value: number) => void>(
      app,
      'void CGEventSetIntegerValueField(void *event, uint32_t field, int64_t value)',
    ),
    CGEventGetIntegerValueField: bind<(event: Ref, field: number) => number | bigint>(
      app,
      'int64_t CGEventGetIntegerValueField(void *event, uint32_t field)',
    ),
    CGEventPost: bind<(tap: number, event: Ref) => void>(app, 'void CGEventPost(uint32_t tap, void *event)'),
    CGEventTapCreate: bind<
      (tap: number, place: number, options: number, mask: bigint, callback: bigint, info: null) => Ref | null
    >(
      app,
      'void *CGEventTapCreate(uint32_t tap, uint32_t place, uint32_t options, uint64_t mask, CGEventTapCallBack *callback, void *info)',
    ),
    CGEventTapEnable: bind<(tap: Ref, on: boolean) => void>(app, 'void CGEventTapEnable(void *tap, bool on)'),
    CFMachPortCreateRunLoopSource: bind<(allocator: null, port: Ref, order: number) => Ref | null>(
      core,
      'void *CFMachPortCreateRunLoopSource(void *allocator, void *port, long order)',
    ),
    CFMachPortInvalidate: bind<(port: Ref) => void>(core, 'void CFMachPortInvalidate(void *port)'),
    CFRunLoopGetCurrent: bind<() => Ref>(core, 'void *CFRunLoopGetCurrent()'),
    CFRunLoopAddSource: bind<(loop: Ref, source: Ref, mode: Ref) => void>(
      core,
      'void CFRunLoopAddSource(void *loop, void *source, void *mode)',
    ),
    CFRunLoopRunInMode: bind<(mode: Ref, seconds: number, once: boolean) => number>(
      core,
      'int CFRunLoopRunInMode(void *mode, double seconds, bool once)',
    ),
    CFRelease: bind<(ref: Ref) => void>(core, 'void CFRelease(void *ref)'),
    CFDataGetBytePtr: bind<(data: Ref) => Ref>(core, 'void *CFDataGetBytePtr(void *data)'),
    TISCopyCurrentKeyboardLayoutInputSource: bind<() => Ref | null>(
      carbon,
      'void *TISCopyCurrentKeyboardLayoutInputSource()',
    ),
    TISGetInputSourceProperty: bind<(source: Ref, key: Ref) => Ref | null>(
      carbon,
      'void *TISGetInputSourceProperty(void *source, void *key)',
    ),
    LMGetKbdType: bind<() => number>(carbon, 'uint8_t LMGetKbdType()'),
    UCKeyTranslate: bind<
      (
        layout: Ref,
        key: number,
        action: number,
        modifiers: number,
        keyboard: number,
        options: number,
        dead: [number],
        max: number,
        length: [number],
        units: Uint16Array,
      ) => number
    >(
      carbon,
      'int UCKeyTranslate(void *layout, uint16_t key, uint16_t action, uint32_t modifiers, uint32_t keyboard, uint32_t options, _Inout_ uint32_t *dead, unsigned long max, _Out_ unsigned long *length, void *units)',
    ),
    layoutDataKey: koffi.decode(carbon.symbol('kTISPropertyUnicodeKeyLayoutData'), 'void *') as Ref,
    onTap: (callback: (proxy: Ref, type: number, event: Ref) => Ref): bigint =>
      koffi.register(callback, koffi.pointer(TapCallback)),
    offTap: (callback: bigint): void => koffi.unregister(callback),
    defaultMode: bind<(allocator: null, text: string, encoding: number) => Ref>(
      core,
      'void *CFStringCreateWithCString(void *allocator, const char *text, uint32_t encoding)',
    )(null, 'kCFRunLoopDefaultMode', UTF8),
  };
}

export type MacosLibrary = ReturnType<typeof load>;

let loaded: MacosLibrary | undefined;

export function loadMacos(): MacosLibrary {
  loaded ??= load();
  return loaded;
}
