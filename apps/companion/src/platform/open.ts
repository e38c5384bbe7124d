import { type Platform, PlatformError, type PlatformEvents } from './platform.ts';

/** The part of the surroundings that decides which platform it is. */
export interface Surroundings {
  readonly system: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the platform of this machine; its code is loaded only now.
 * @throws PlatformError `unable` with the reason
 */
export async function openPlatform(around: Surroundings, events: PlatformEvents): Promise<Platform> {
  switch (around.system) {
    case 'linux':
    case 'freebsd':
    case 'openbsd':
      return await openX11(around.env, events);
    case 'win32':
      return (await import('./windows/windows-platform.ts')).openWindows(events);
    case 'darwin':
      return (await import('./macos/macos-platform.ts')).openMacos(events);
    default:
      throw new PlatformError('unable', 'this operating system is not supported', 'unsupported-system');
  }
}

async function openX11(env: Surroundings['env'], events: PlatformEvents): Promise<Platform> {
  // Through XWayland input would reach only X11 windows, and the panic key would be seen only above them.
  if (env['XDG_SESSION_TYPE'] === 'wayland')
    throw new PlatformError('unable', 'the desktop runs on wayland', 'wayland');
  const underWayland = Boolean(env['WAYLAND_DISPLAY']);
  const display = env['DISPLAY'];
  if (!display) {
    throw underWayland
      ? new PlatformError('unable', 'the desktop runs on wayland', 'wayland')
      : new PlatformError('unable', 'no display is set', 'no-display');
  }
  try {
    return (await import('./x11/x11-platform.ts')).openX11Platform(display, events);
  } catch (error) {
    if (underWayland && error instanceof PlatformError && error.unable === 'no-display')
      throw new PlatformError('unable', 'the desktop runs on wayland', 'wayland');
    throw error;
  }
}

/** Releases what a process that died had held down, from the watchdog. */
export async function releaseHeld(around: Surroundings, codes: readonly string[]): Promise<void> {
  switch (around.system) {
    case 'win32':
      return (await import('./windows/release.ts')).releaseWindows(codes);
    case 'darwin':
      return (await import('./macos/release.ts')).releaseMacos(codes);
    default:
      return (await import('./x11/release.ts')).releaseX11(around.env['DISPLAY'] ?? '', codes);
  }
}
