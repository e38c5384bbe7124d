import { soundError } from './problem.ts';

/**
 * Records a track into a file of whatever kind this browser makes and plays. `MediaRecorder` and a `blob:` address are what
 * every browser has and the page's content security policy allows; a worklet would need a script of its own.
 * @param signal ends it before its time; what there is until then is given
 * @throws SoundError
 */
export function record(track: MediaStreamTrack, milliseconds: number, signal: AbortSignal): Promise<Blob> {
  return new Promise((resolve, reject) => {
    let recorder: MediaRecorder;
    try {
      recorder = new MediaRecorder(new MediaStream([track]));
      recorder.start();
    } catch (error) {
      // Too old a browser, or the microphone has just ended.
      const missing = typeof MediaRecorder === 'undefined';
      reject(soundError(missing ? 'unsupported' : 'failed', error));
      return;
    }
    const parts: Blob[] = [];
    const stop = (): void => {
      if (recorder.state !== 'inactive') recorder.stop();
    };
    const timer = setTimeout(stop, milliseconds);
    signal.addEventListener('abort', stop);
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    // It stops by itself when the track ends.
    recorder.addEventListener('stop', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(new Blob(parts, { type: recorder.mimeType }));
    });
    if (signal.aborted) stop();
  });
}
