import { loadWindows } from './library.ts';
import { releaseInputs, sendInputs } from './windows-platform.ts';

/** Lets go of what a companion that was killed had down. Unverified: no Windows machine was at hand. */
export function releaseWindows(codes: readonly string[]): void {
  const windows = loadWindows();
  const inputs = releaseInputs(codes, windows.GetSystemMetrics(23) !== 0);
  if (inputs.length > 0) sendInputs(windows, inputs);
}
