/** The page's own sound without any face, for a test to use. */
import { SoundError } from '@rendezvous/assist';
import { BrowserSound } from '../../../src/sound/browser-sound.ts';
import { Ear } from './ear.ts';
import { loop } from './loop.ts';

declare global {
  interface Window {
    sound: BrowserSound;
    Ear: typeof Ear;
    loop: typeof loop;
    /** What became of a promise that may reject. */
    outcome: (promise: Promise<unknown>) => Promise<string>;
  }
}

const sound = BrowserSound.open(localStorage);
window.sound = sound;
window.Ear = Ear;
window.loop = loop;
window.outcome = promise =>
  promise.then(
    () => 'well',
    (error: unknown) => (error instanceof SoundError ? error.problem : `no sound error: ${String(error)}`),
  );

// Whatever a test evaluates counts as a gesture for the browser; this does not.
if (location.hash === '#play') sound.play(new AudioContext().createMediaStreamDestination().stream);
if (location.hash === '#ring') sound.ring(true);
