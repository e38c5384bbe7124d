/** As much of a MediaStreamTrack as is looked at. */
export class FakeTrack extends EventTarget {
  enabled = true;
  contentHint = '';
  stopped = false;
  readonly settings: MediaTrackSettings;

  constructor(settings: MediaTrackSettings = { width: 1920, height: 1080 }) {
    super();
    this.settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  stop(): void {
    this.stopped = true;
  }

  /** The browser's own stop bar. */
  end(): void {
    this.dispatchEvent(new Event('ended'));
  }
}
