/** The functions of libX11 and libXft that the scene calls, with their types spelled out. */
import koffi from 'koffi';

/** A pointer of C; nothing here looks inside. */
export type Pointer = bigint;
type Library = ReturnType<typeof koffi.load>;

koffi.struct('SceneAttributes', {
  background_pixmap: 'unsigned long',
  background_pixel: 'unsigned long',
  border_pixmap: 'unsigned long',
  border_pixel: 'unsigned long',
  bit_gravity: 'int',
  win_gravity: 'int',
  backing_store: 'int',
  backing_planes: 'unsigned long',
  backing_pixel: 'unsigned long',
  save_under: 'int',
  event_mask: 'long',
  do_not_propagate_mask: 'long',
  override_redirect: 'int',
  colormap: 'unsigned long',
  cursor: 'unsigned long',
});
koffi.struct('SceneColour', {
  pixel: 'unsigned long',
  red: 'uint16',
  green: 'uint16',
  blue: 'uint16',
  alpha: 'uint16',
});
/** The beginning of an `XImage`. */
export const SceneImage = koffi.struct('SceneImage', {
  width: 'int',
  height: 'int',
  xoffset: 'int',
  format: 'int',
  data: 'void *',
  byte_order: 'int',
  bitmap_unit: 'int',
  bitmap_bit_order: 'int',
  bitmap_pad: 'int',
  depth: 'int',
  bytes_per_line: 'int',
});

function bind<T>(library: Library, prototype: string): T {
  return library.func(prototype) as unknown as T;
}

const x11 = koffi.load('libX11.so.6');
const xft = koffi.load('libXft.so.2');

type D = Pointer;
export const XOpenDisplay = bind<(name: null) => D | null>(x11, 'void *XOpenDisplay(const char *name)');
export const XDefaultScreen = bind<(d: D) => number>(x11, 'int XDefaultScreen(void *d)');
export const XDefaultRootWindow = bind<(d: D) => number>(x11, 'unsigned long XDefaultRootWindow(void *d)');
export const XDefaultDepth = bind<(d: D, s: number) => number>(x11, 'int XDefaultDepth(void *d, int s)');
export const XDefaultVisual = bind<(d: D, s: number) => Pointer>(x11, 'void *XDefaultVisual(void *d, int s)');
export const XDefaultColormap = bind<(d: D, s: number) => number>(
  x11,
  'unsigned long XDefaultColormap(void *d, int s)',
);
export const XCreateSimpleWindow = bind<(d: D, root: number, ...place: number[]) => number>(
  x11,
  'unsigned long XCreateSimpleWindow(void *d, unsigned long root, int x, int y, unsigned int w, unsigned int h, unsigned int border, unsigned long borderPixel, unsigned long background)',
);
export const XChangeWindowAttributes = bind<(d: D, w: number, mask: number, to: object) => number>(
  x11,
  'int XChangeWindowAttributes(void *d, unsigned long w, unsigned long mask, SceneAttributes *to)',
);
export const XSelectInput = bind<(d: D, w: number, mask: number) => number>(
  x11,
  'int XSelectInput(void *d, unsigned long w, long mask)',
);
export const XMapRaised = bind<(d: D, w: number) => number>(x11, 'int XMapRaised(void *d, unsigned long w)');
export const XGrabKeyboard = bind<(d: D, w: number, ...modes: number[]) => number>(
  x11,
  'int XGrabKeyboard(void *d, unsigned long w, int owner, int pointer, int keyboard, unsigned long time)',
);
export const XCreatePixmap = bind<(d: D, w: number, width: number, height: number, depth: number) => number>(
  x11,
  'unsigned long XCreatePixmap(void *d, unsigned long w, unsigned int width, unsigned int height, unsigned int depth)',
);
export const XCreateGC = bind<(d: D, w: number, mask: number, values: null) => Pointer>(
  x11,
  'void *XCreateGC(void *d, unsigned long w, unsigned long mask, void *values)',
);
export const XSetGraphicsExposures = bind<(d: D, gc: Pointer, on: number) => number>(
  x11,
  'int XSetGraphicsExposures(void *d, void *gc, int on)',
);
export const XSetForeground = bind<(d: D, gc: Pointer, pixel: number) => number>(
  x11,
  'int XSetForeground(void *d, void *gc, unsigned long pixel)',
);
export const XFillRectangle = bind<(d: D, w: number, gc: Pointer, ...place: number[]) => number>(
  x11,
  'int XFillRectangle(void *d, unsigned long w, void *gc, int x, int y, unsigned int width, unsigned int height)',
);
export const XCopyArea = bind<(d: D, from: number, to: number, gc: Pointer, ...place: number[]) => number>(
  x11,
  'int XCopyArea(void *d, unsigned long from, unsigned long to, void *gc, int sx, int sy, unsigned int w, unsigned int h, int dx, int dy)',
);
export const XCreateImage = bind<
  (
    d: D,
    v: Pointer,
    depth: number,
    format: number,
    offset: number,
    data: Pointer,
    ...size: number[]
  ) => Pointer
>(
  x11,
  'void *XCreateImage(void *d, void *v, unsigned int depth, int format, int offset, void *data, unsigned int w, unsigned int h, int pad, int bytesPerLine)',
);
export const XPutImage = bind<(d: D, w: number, gc: Pointer, image: Pointer, ...place: number[]) => number>(
  x11,
  'int XPutImage(void *d, unsigned long w, void *gc, void *image, int sx, int sy, int dx, int dy, unsigned int width, unsigned int height)',
);
export const XGetImage = bind<
  (d: D, w: number, x: number, y: number, width: number, height: number, planes: bigint, f: number) => Pointer
>(
  x11,
  'void *XGetImage(void *d, unsigned long w, int x, int y, unsigned int width, unsigned int height, unsigned long planes, int format)',
);
export const XPending = bind<(d: D) => number>(x11, 'int XPending(void *d)');
export const XNextEvent = bind<(d: D, event: Uint8Array) => number>(
  x11,
  'int XNextEvent(void *d, void *event)',
);
export const XFlush = bind<(d: D) => number>(x11, 'int XFlush(void *d)');
export const XSync = bind<(d: D, discard: number) => number>(x11, 'int XSync(void *d, int discard)');
export const XConnectionNumber = bind<(d: D) => number>(x11, 'int XConnectionNumber(void *d)');
export const XftFontOpenName = bind<(d: D, s: number, name: string) => Pointer | null>(
  xft,
  'void *XftFontOpenName(void *d, int s, const char *name)',
);
export const XftDrawCreate = bind<(d: D, w: number, v: Pointer, colormap: number) => Pointer>(
  xft,
  'void *XftDrawCreate(void *d, unsigned long w, void *v, unsigned long colormap)',
);
export const XftDrawStringUtf8 = bind<
  (draw: Pointer, colour: object, font: Pointer, x: number, y: number, text: string, bytes: number) => void
>(
  xft,
  'void XftDrawStringUtf8(void *draw, SceneColour *colour, void *font, int x, int y, const char *text, int bytes)',
);
export const malloc = bind<(bytes: number) => Pointer>(koffi.load('libc.so.6'), 'void *malloc(size_t bytes)');
