import type { SharedScreen } from '@rendezvous/assist';

/** Chromium's hints for its picker, which the platform's types do not have yet. */
interface DisplayMediaHints extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude' | 'include';
  readonly surfaceSwitching: 'exclude' | 'include';
  readonly monitorTypeSurfaces: 'exclude' | 'include';
}

/** Why nothing is shown: the person chose nothing, the browser or system refused, or cannot. */
export type PickerFailure = 'cancelled' | 'failed' | 'unsupported';

const REQUEST: DisplayMediaHints = {
  video: {
    frameRate: 30,
    width: { ideal: 2560 },
    height: { ideal: 1440 },
    cursor: 'always',
  } as MediaTrackConstraints,
  audio: false,
  // This very window would show itself in itself without end.
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  monitorTypeSurfaces: 'include',
};

/** The browser's own picker, and what was picked last. */
export class ScreenPicker {
  #stream: MediaStream | undefined;

  /** What is shown now, for the small picture on the page. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** Must be called in a user gesture. Rejects as `getDisplayMedia` does. */
  async choose(): Promise<SharedScreen> {
    const stream = await navigator.mediaDevices.getDisplayMedia(REQUEST);
    const track = stream.getVideoTracks()[0];
    if (!track) throw new DOMException('no picture', 'NotFoundError');
    this.#stream = stream;
    return { track, stream, surface: surfaceOf(track) };
  }
}

/** The kind of surface; where the browser does not say (Firefox), a picture as large as a screen counts as a screen. */
function surfaceOf(track: MediaStreamTrack): SharedScreen['surface'] {
  const { displaySurface, width, height } = track.getSettings();
  if (displaySurface === 'monitor' || displaySurface === 'window' || displaySurface === 'browser')
    return displaySurface;
  const scale = window.devicePixelRatio;
  const isWhole =
    width === Math.round(window.screen.width * scale) && height === Math.round(window.screen.height * scale);
  return isWhole ? 'monitor' : 'window';
}

/** Sorts what `getDisplayMedia` threw. */
export function pickerFailure(error: unknown): PickerFailure {
  if (error instanceof TypeError) return 'unsupported';
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'NotSupportedError') return 'unsupported';
  // Chromium says only in its message when the system, not the person, refused.
  if (error.name === 'NotAllowedError' && !/system/i.test(error.message)) return 'cancelled';
  return error.name === 'AbortError' ? 'cancelled' : 'failed';
}
