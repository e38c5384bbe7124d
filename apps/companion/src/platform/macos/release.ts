import { loadMacos } from './library.ts';
import { openMarkedSource, postEvent, releaseEvent } from './macos-platform.ts';

/** Lets go of what a companion that was killed had down. Unverified: no macOS machine was at hand. */
export function releaseMacos(codes: readonly string[]): void {
  const macos = loadMacos();
  const source = openMarkedSource(macos);
  for (const code of codes) postEvent(macos, releaseEvent(macos, source, code, { x: 0, y: 0 }));
}
