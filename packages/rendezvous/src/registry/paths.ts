/** Paths in a registration are relative to its file; these functions make them absolute. Node only. */
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Registration } from '../registration.ts';

/**
 * The registration with absolute paths. Addresses stay: a page's `url`, and icons and modules with a scheme.
 * An icon's own file becomes `{ path, index: 0 }`, because an absolute path alone could also be an address on the
 * messenger's own origin, as `/apps/board/icon.svg` is. A program without `cwd` gets the folder of the file.
 */
export function resolvePaths(registration: Registration, file: string): Registration {
  const folder = dirname(file);
  const absolute = (path: string): string => (standsAlone(path) ? path : resolve(folder, path));
  const { icon, launch } = registration;
  return {
    ...registration,
    icon: typeof icon !== 'string' ? { ...icon, path: absolute(icon.path) } : resolveIcon(icon, absolute),
    launch:
      launch.kind === 'process'
        ? { ...launch, cwd: launch.cwd === undefined ? folder : absolute(launch.cwd) }
        : launch.kind === 'module'
          ? { ...launch, module: hasScheme(launch.module) ? launch.module : absolute(launch.module) }
          : launch,
  };
}

function resolveIcon(icon: string, absolute: (path: string) => string): Registration['icon'] {
  if (icon === '' || hasScheme(icon) || standsAlone(icon)) return icon;
  return { path: absolute(icon), index: 0 };
}

/** Whether it is a path that no folder can be put before: also one of Windows, read on another system. */
function standsAlone(path: string): boolean {
  return isAbsolute(path) || /^(?:[A-Za-z]:[\\/]|\\\\|%[^%]+%)/.test(path);
}

/** `https:`, `data:`, `file:` and the like; one letter is a drive of Windows. */
function hasScheme(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(text);
}
