/** The C structures of Xlib that the companion reads, and their types. Sources: XKBstr.h, Xrandr.h, XInput2.h, Xlib.h. */
import koffi from 'koffi';

/** What the keyboard's modifiers and groups are now. */
export interface XkbState {
  readonly group: number;
  readonly base_mods: number;
  readonly latched_mods: number;
  readonly locked_mods: number;
}

export const XkbStateRec = koffi.struct('XkbStateRec', {
  group: 'uint8_t',
  locked_group: 'uint8_t',
  base_group: 'uint16_t',
  latched_group: 'uint16_t',
  mods: 'uint8_t',
  base_mods: 'uint8_t',
  latched_mods: 'uint8_t',
  locked_mods: 'uint8_t',
  compat_state: 'uint8_t',
  grab_mods: 'uint8_t',
  compat_grab_mods: 'uint8_t',
  lookup_mods: 'uint8_t',
  compat_lookup_mods: 'uint8_t',
  ptr_buttons: 'uint16_t',
});

/** A part of the desktop that is one screen to the person. */
export interface XMonitor {
  /** An atom. */
  readonly name: bigint | number;
  readonly primary: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const XRRMonitorInfo = koffi.struct('XRRMonitorInfo', {
  name: 'unsigned long',
  primary: 'int',
  automatic: 'int',
  noutput: 'int',
  x: 'int',
  y: 'int',
  width: 'int',
  height: 'int',
  mwidth: 'int',
  mheight: 'int',
  outputs: 'void *',
});

export const XIEventMask = koffi.struct('XIEventMask', {
  deviceid: 'int',
  mask_len: 'int',
  mask: 'uint8_t *',
});

/** The outside of an extension's event; what is inside has to be fetched. */
export interface XCookie {
  readonly type: number;
  readonly extension: number;
  readonly evtype: number;
  readonly data: bigint;
}

export const XGenericEventCookie = koffi.struct('XGenericEventCookie', {
  type: 'int',
  serial: 'unsigned long',
  send_event: 'int',
  display: 'void *',
  extension: 'int',
  evtype: 'int',
  cookie: 'unsigned int',
  data: 'void *',
});

/** What a device did, before it was given to any window. */
export interface XRawEvent {
  readonly evtype: number;
  /** The keycode or the button. */
  readonly detail: number;
  /** Which axes have a value: as many doubles follow at `raw_values` as bits are set. */
  readonly mask_len: number;
  readonly mask: bigint;
  readonly raw_values: bigint;
}

export const XIRawEvent = koffi.struct('XIRawEvent', {
  type: 'int',
  serial: 'unsigned long',
  send_event: 'int',
  display: 'void *',
  extension: 'int',
  evtype: 'int',
  time: 'unsigned long',
  deviceid: 'int',
  sourceid: 'int',
  detail: 'int',
  flags: 'int',
  mask_len: 'int',
  mask: 'void *',
  values: 'void *',
  raw_values: 'void *',
});

export const ErrorHandler = koffi.proto('int XErrorHandler(void *display, void *event)');
export const IoErrorHandler = koffi.proto('int XIOErrorHandler(void *display)');
export const IoErrorExitHandler = koffi.proto('void XIOErrorExitHandler(void *display, void *data)');
