import type { CompanionScreen } from '@rendezvous/assist';
import type { XConnection } from './connection.ts';
import type { XMonitor } from './structs.ts';

const MAX_SCREENS = 16;
const RR_SCREEN_CHANGE_MASK = 1;
/** X's own measure of text at scale 1. */
const PLAIN_DPI = 96;

/** The monitors of the desktop; one for all of it where the server knows none. */
export function readScreens(connection: XConnection): readonly CompanionScreen[] {
  const { x, pointer, root } = connection;
  const scale = readScale(connection);
  const count: [number] = [0];
  const at = x.XRRGetMonitors?.(pointer, root, 1, count) ?? null;
  const monitors: readonly XMonitor[] =
    at === null ? [] : x.readMonitors(at, Math.min(count[0], MAX_SCREENS));
  const screens = monitors.map(monitor => ({
    id: nameOf(connection, monitor.name).slice(0, 100),
    name: nameOf(connection, monitor.name).slice(0, 100),
    x: monitor.x,
    y: monitor.y,
    width: monitor.width,
    height: monitor.height,
    scale,
    primary: monitor.primary !== 0,
  }));
  if (at !== null) x.XFree(at);
  if (screens.length === 0) {
    const number = x.XDefaultScreen(pointer);
    const width = x.XDisplayWidth(pointer, number);
    const height = x.XDisplayHeight(pointer, number);
    return [{ id: 'desktop', name: 'desktop', x: 0, y: 0, width, height, scale, primary: true }];
  }
  // Without a window manager's choice no monitor is the primary one: then the first is.
  return screens.some(({ primary }) => primary)
    ? screens
    : screens.map((screen, index) => ({ ...screen, primary: index === 0 }));
}

/** Asks for an event at each change of the monitors. @returns how to tell that event from others */
export function watchScreens(connection: XConnection): (event: Uint8Array) => boolean {
  const { x, pointer, root } = connection;
  const first: [number] = [0];
  if (!x.XRRQueryExtension(pointer, first, [0])) return () => false;
  x.XRRSelectInput(pointer, root, RR_SCREEN_CHANGE_MASK);
  connection.flush();
  return event => {
    if (new Int32Array(event.buffer, event.byteOffset, 1)[0] !== first[0]) return false;
    x.XRRUpdateConfiguration(event);
    return true;
  };
}

function nameOf(connection: XConnection, atom: bigint | number): string {
  const at = connection.x.XGetAtomName(connection.pointer, atom);
  if (at === null) return String(atom);
  const name = connection.x.readString(at);
  connection.x.XFree(at);
  return name;
}

function readScale(connection: XConnection): number {
  const dpi = Number(connection.x.XGetDefault(connection.pointer, 'Xft', 'dpi') ?? PLAIN_DPI);
  return Number.isFinite(dpi) && dpi > 0 ? Math.min(8, Math.max(0.5, dpi / PLAIN_DPI)) : 1;
}
