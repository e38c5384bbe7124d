import { soundError } from './problem.ts';
import type { Speaker } from './speaker.ts';

/**
 * Plays a file on the chosen speaker. Resolves when it is over.
 * @param signal ends it before its time, which is no error
 * @throws SoundError the browser does not play it
 */
export async function playOnce(speaker: Speaker, file: Blob, signal: AbortSignal): Promise<void> {
  const { element, ready } = speaker.open();
  const address = URL.createObjectURL(file);
  const over = Promise.withResolvers<void>();
  const end = (): void => over.resolve();
  element.addEventListener('ended', end);
  element.addEventListener('error', () => over.reject(soundError('failed', element.error)));
  signal.addEventListener('abort', end);
  try {
    // Another speaker than the chosen one would prove the wrong thing.
    await ready;
    if (signal.aborted) return;
    element.src = address;
    element.play().catch((error: unknown) => over.reject(soundError('failed', error)));
    await over.promise;
  } finally {
    signal.removeEventListener('abort', end);
    speaker.close(element);
    URL.revokeObjectURL(address);
  }
}
