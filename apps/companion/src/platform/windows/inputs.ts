/** `INPUT` structures of SendInput, for 64-bit Windows. Pure, so that the layout is tested on any system. */

export const INPUT_BYTES = 40;
/** Written into every event of ours (`dwExtraInfo`), so that it is known again when it comes back. */
export const MARK = 0x52_44_5a_56n;

export const KEY = { extended: 1, up: 2, unicode: 4, scanCode: 8 } as const;
export const MOUSE = {
  move: 0x0001,
  leftDown: 0x0002,
  leftUp: 0x0004,
  rightDown: 0x0008,
  rightUp: 0x0010,
  middleDown: 0x0020,
  middleUp: 0x0040,
  xDown: 0x0080,
  xUp: 0x0100,
  wheel: 0x0800,
  horizontalWheel: 0x1000,
  virtualDesk: 0x4000,
  absolute: 0x8000,
} as const;

/** A key by its scan code of set 1; 0xe000 and above are the extended ones. */
export function scanCodeInput(scanCode: number, down: boolean): Uint8Array {
  const extended = scanCode > 0xff ? KEY.extended : 0;
  return keyInput(scanCode & 0xff, KEY.scanCode | extended | (down ? 0 : KEY.up));
}

/** One UTF-16 unit, whatever the layout. */
export function unicodeInput(unit: number, down: boolean): Uint8Array {
  return keyInput(unit, KEY.unicode | (down ? 0 : KEY.up));
}

function keyInput(scan: number, flags: number): Uint8Array {
  const bytes = new Uint8Array(INPUT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 1, true);
  view.setUint16(10, scan, true);
  view.setUint32(12, flags, true);
  view.setBigUint64(24, MARK, true);
  return bytes;
}

/** @param data wheel distance or which of the two extra buttons */
export function mouseInput(flags: number, dx = 0, dy = 0, data = 0): Uint8Array {
  const bytes = new Uint8Array(INPUT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setInt32(8, dx, true);
  view.setInt32(12, dy, true);
  view.setInt32(16, data, true);
  view.setUint32(20, flags, true);
  view.setBigUint64(32, MARK, true);
  return bytes;
}

/** `MouseEvent.button` as SendInput names it: the flags for down and up, and the data. */
export function buttonInput(button: number, down: boolean, swapped: boolean): Uint8Array | undefined {
  const physical = swapped && (button === 0 || button === 2) ? 2 - button : button;
  switch (physical) {
    case 0:
      return mouseInput(down ? MOUSE.leftDown : MOUSE.leftUp);
    case 1:
      return mouseInput(down ? MOUSE.middleDown : MOUSE.middleUp);
    case 2:
      return mouseInput(down ? MOUSE.rightDown : MOUSE.rightUp);
    case 3:
    case 4:
      return mouseInput(down ? MOUSE.xDown : MOUSE.xUp, 0, 0, physical - 2);
    default:
      return undefined;
  }
}

/** A place on the whole desktop, in the 65,536ths that SendInput takes. */
export function moveInput(
  x: number,
  y: number,
  desk: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Uint8Array {
  const part = (at: number, from: number, size: number): number =>
    Math.round(((at - from) * 65_535) / Math.max(1, size - 1));
  return mouseInput(
    MOUSE.move | MOUSE.absolute | MOUSE.virtualDesk,
    part(x, desk.x, desk.width),
    part(y, desk.y, desk.height),
  );
}
