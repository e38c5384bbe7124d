/**
 * A window over a whole X11 screen and pixmaps to prepare pictures in, drawn by the X server itself: the scene costs little
 * beside what is measured.
 */
import koffi from 'koffi';
import {
  malloc,
  type Pointer,
  SceneImage,
  XChangeWindowAttributes,
  XConnectionNumber,
  XCopyArea,
  XCreateGC,
  XCreateImage,
  XCreatePixmap,
  XCreateSimpleWindow,
  XDefaultColormap,
  XDefaultDepth,
  XDefaultRootWindow,
  XDefaultScreen,
  XDefaultVisual,
  XFillRectangle,
  XFlush,
  XftDrawCreate,
  XftDrawStringUtf8,
  XftFontOpenName,
  XGetImage,
  XGrabKeyboard,
  XMapRaised,
  XNextEvent,
  XOpenDisplay,
  XPending,
  XPutImage,
  XSelectInput,
  XSetForeground,
  XSetGraphicsExposures,
  XSync,
} from './x-library.ts';

/** Something to draw on: the window or a pixmap. */
export type Drawable = number;
/** 0xRRGGBB */
export type Colour = number;
export type Font = Pointer;

const KEY_PRESS = 2;
const KEY_PRESS_MASK = 1;
const CW_OVERRIDE_REDIRECT = 1 << 9;
const Z_PIXMAP = 2;

export class XScreen {
  readonly window: Drawable;
  readonly #display: Pointer;
  readonly #screen: number;
  readonly #gc: Pointer;
  readonly #event = new Uint8Array(192);
  readonly #writers = new Map<Drawable, Pointer>();
  #foreground: Colour | undefined;

  /** Opens the display of the environment and covers its screen, above whatever else is there. */
  constructor(width: number, height: number) {
    const display = XOpenDisplay(null);
    if (display === null) throw new Error('the display cannot be opened');
    this.#display = display;
    this.#screen = XDefaultScreen(display);
    const root = XDefaultRootWindow(display);
    this.window = XCreateSimpleWindow(display, root, 0, 0, width, height, 0, 0, 0);
    // No window manager: nothing frames, moves or covers the scene.
    XChangeWindowAttributes(display, this.window, CW_OVERRIDE_REDIRECT, { override_redirect: 1 });
    XSelectInput(display, this.window, KEY_PRESS_MASK);
    this.#gc = XCreateGC(display, this.window, 0, null);
    XSetGraphicsExposures(display, this.#gc, 0);
  }

  /** The connection, readable when a key was pressed. */
  get descriptor(): number {
    return XConnectionNumber(this.#display);
  }

  /** Shows the window on top and takes every key of this display; another window may have come since. */
  raise(): void {
    XMapRaised(this.#display, this.window);
    XSync(this.#display, 0);
    if (XGrabKeyboard(this.#display, this.window, 0, 1, 1, 0) !== 0)
      throw new Error('the keyboard belongs to another program');
  }

  pixmap(width: number, height: number): Drawable {
    return XCreatePixmap(
      this.#display,
      this.window,
      width,
      height,
      XDefaultDepth(this.#display, this.#screen),
    );
  }

  fill(on: Drawable, colour: Colour, x: number, y: number, width: number, height: number): void {
    if (this.#foreground !== colour) XSetForeground(this.#display, this.#gc, colour);
    this.#foreground = colour;
    XFillRectangle(this.#display, on, this.#gc, x, y, width, height);
  }

  copy(
    from: Drawable,
    to: Drawable,
    fromX: number,
    fromY: number,
    width: number,
    height: number,
    x: number,
    y: number,
  ): void {
    XCopyArea(this.#display, from, to, this.#gc, fromX, fromY, width, height, x, y);
  }

  /** A font by its fontconfig name, e.g. `DejaVu Sans Mono:size=11`. */
  font(name: string): Font {
    const font = XftFontOpenName(this.#display, this.#screen, name);
    if (font === null) throw new Error(`no font ${name}`);
    return font;
  }

  /** Anti-aliased text with its base line at `y`. */
  text(on: Drawable, font: Font, colour: Colour, x: number, y: number, text: string): void {
    let writer = this.#writers.get(on);
    if (writer === undefined) {
      const visual = XDefaultVisual(this.#display, this.#screen);
      writer = XftDrawCreate(this.#display, on, visual, XDefaultColormap(this.#display, this.#screen));
      this.#writers.set(on, writer);
    }
    const [red, green, blue] = [16, 8, 0].map(shift => ((colour >> shift) & 255) * 257);
    const ink = { pixel: colour, red, green, blue, alpha: 65_535 };
    XftDrawStringUtf8(writer, ink, font, x, y, text, Buffer.byteLength(text));
  }

  /** Pixels of 0xRRGGBB in rows, put onto a drawable at its upper left. */
  put(on: Drawable, pixels: Uint32Array, width: number, height: number): void {
    const memory = malloc(pixels.byteLength);
    koffi.encode(memory, koffi.array('uint32', pixels.length), pixels);
    const visual = XDefaultVisual(this.#display, this.#screen);
    const depth = XDefaultDepth(this.#display, this.#screen);
    const image = XCreateImage(
      this.#display,
      visual,
      depth,
      Z_PIXMAP,
      0,
      memory,
      width,
      height,
      32,
      width * 4,
    );
    XPutImage(this.#display, on, this.#gc, image, 0, 0, 0, 0, width, height);
    XSync(this.#display, 0);
    koffi.free(memory);
  }

  /** The pixels of a part, as bytes B, G, R, unused. */
  get(on: Drawable, x: number, y: number, width: number, height: number): Uint8Array {
    const image = XGetImage(this.#display, on, x, y, width, height, 0xffff_ffffn, Z_PIXMAP);
    const { data } = koffi.decode(image, SceneImage) as { data: Pointer };
    return Uint8Array.from(koffi.decode(data, koffi.array('uint8', width * height * 4)) as ArrayLike<number>);
  }

  flush(): void {
    XFlush(this.#display);
  }

  /** Waits until the X server has done everything so far. */
  sync(): void {
    XSync(this.#display, 0);
  }

  /** How many keys were pressed since the last call. */
  pressed(): number {
    let count = 0;
    while (XPending(this.#display) > 0) {
      XNextEvent(this.#display, this.#event);
      if (this.#event[0] === KEY_PRESS) count++;
    }
    return count;
  }
}
