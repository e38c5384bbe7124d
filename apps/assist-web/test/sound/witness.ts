/** Watches the browser from inside the page, before anything of the page runs: the product knows nothing of it. */

declare global {
  interface Window {
    witness: {
      /** Every track of a microphone that this page has ever had, copies included. */
      readonly tracks: MediaStreamTrack[];
      readonly contexts: AudioContext[];
      /** How often the browser was asked for a microphone. */
      asked: number;
      live(): number;
      /** Whatever the browser has opened is handed over only after {@link release}. */
      hold(): void;
      release(): void;
      /** The name of the error with which the browser answers from now on; `undefined`: as it is. */
      refusal: string | undefined;
    };
  }
}

/** Runs in the page. */
export function witness(): void {
  // Where no context is secure there is nothing to watch.
  if (!isSecureContext) return;
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const tracks: MediaStreamTrack[] = [];
  const contexts: AudioContext[] = [];
  window.witness = {
    tracks,
    contexts,
    asked: 0,
    live: () => tracks.filter(track => track.readyState === 'live').length,
    hold: () => {
      gate = Promise.withResolvers();
    },
    release: () => gate.resolve(),
    refusal: undefined,
  };
  const { prototype } = MediaDevices;
  const ask = Reflect.get(prototype, 'getUserMedia');
  prototype.getUserMedia = async function (constraints) {
    window.witness.asked++;
    const { refusal } = window.witness;
    if (refusal !== undefined) throw new DOMException('refused by the test', refusal);
    const stream = await ask.call(this, constraints);
    tracks.push(...stream.getTracks());
    await gate.promise;
    return stream;
  };
  const copy = Reflect.get(MediaStreamTrack.prototype, 'clone');
  MediaStreamTrack.prototype.clone = function () {
    const track = copy.call(this);
    tracks.push(track);
    return track;
  };
  const Context = AudioContext;
  window.AudioContext = class extends Context {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
}
