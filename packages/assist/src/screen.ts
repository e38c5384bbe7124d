/** The novice's picture: picked in the browser's own picker, held back until the other side is verified, shown, paused, stopped. */
import { type Logger, silentLogger } from '@rendezvous/base';
import type { SharedScreen } from './ports.ts';
import type { AssistView } from './view.ts';

export type ScreenView = AssistView['screen'];

export interface NoviceScreenOptions {
  readonly choose: () => Promise<SharedScreen>;
  /** Puts a track on the link, or takes it off. */
  readonly show: (track: MediaStreamTrack | null) => Promise<void>;
  /** What the expert sees has changed. */
  readonly changed: (view: ScreenView) => void;
  /** A screen was picked: the person's yes to being seen. `instead` of one that was shown before. */
  readonly picked: (instead: boolean) => void;
  /** A picked screen is held back until the other side is verified; or no longer. */
  readonly waiting: (on: boolean) => void;
  readonly log?: Logger | undefined;
}

export class NoviceScreen {
  readonly #options: NoviceScreenOptions;
  #picked: SharedScreen | undefined;
  #allowed = false;
  #paused = false;
  #closed = false;
  #view: ScreenView = { name: 'none' };
  /** The link's track is changed by one hand at a time, and the last wish wins. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: NoviceScreenOptions) {
    this.#options = options;
  }

  get view(): ScreenView {
    return this.#view;
  }

  /** Size of what is shared, as the browser says. */
  get size(): { readonly width?: number | undefined; readonly height?: number | undefined } {
    const { width, height } = this.#picked?.track.getSettings() ?? {};
    return { width, height };
  }

  /** Whether there is a screen to show. */
  get ready(): boolean {
    return this.#picked !== undefined;
  }

  /** Opens the browser's picker: must be called in a user gesture. Rejects as the picker does. */
  async choose(): Promise<void> {
    const screen = await this.#options.choose();
    if (this.#closed) return screen.track.stop();
    const previous = this.#picked;
    this.#picked = screen;
    this.#paused = false;
    // Letters stay sharp; frames may be dropped.
    screen.track.contentHint = 'detail';
    screen.track.addEventListener('ended', () => this.#handleEnded(screen), { once: true });
    this.#options.picked(previous !== undefined);
    this.#update();
    await this.#work;
    previous?.track.stop();
  }

  /** The other side is verified, and picking was the person's consent: from now on a picked screen is shown. */
  allow(): void {
    this.#allowed = true;
    this.#update();
  }

  pause(): void {
    if (!this.#picked || this.#paused) return;
    this.#paused = true;
    // At once, before the link has let go of the track: no frame leaves after this line.
    this.#picked.track.enabled = false;
    this.#update();
  }

  resume(): void {
    if (!this.#picked || !this.#paused) return;
    this.#paused = false;
    this.#picked.track.enabled = true;
    this.#update();
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#picked?.track.stop();
    this.#picked = undefined;
  }

  #handleEnded(screen: SharedScreen): void {
    if (this.#picked !== screen || this.#closed) return;
    this.#picked = undefined;
    this.#paused = false;
    this.#update();
  }

  #update(): void {
    if (this.#closed) return;
    this.#options.waiting(this.#picked !== undefined && !this.#allowed);
    if (!this.#allowed) return;
    const picked = this.#picked;
    const track = picked && !this.#paused ? picked.track : null;
    const view: ScreenView = picked
      ? { name: this.#paused ? 'paused' : 'shown', surface: picked.surface }
      : { name: 'none' };
    // Less is said at once; more only when it is true.
    if (track === null) this.#show(view);
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      await this.#options.show(track);
      if (track !== null && this.#picked === picked && !this.#paused) this.#show(view);
    });
    this.#work = this.#work.catch((error: unknown) => {
      (this.#options.log ?? silentLogger).warn('The picture could not be changed', { error: String(error) });
    });
  }

  #show(view: ScreenView): void {
    if (this.#closed || sameScreen(this.#view, view)) return;
    this.#view = view;
    this.#options.changed(view);
  }
}

function sameScreen(a: ScreenView, b: ScreenView): boolean {
  if (a.name === 'none' || b.name === 'none') return a.name === b.name;
  return a.name === b.name && a.surface === b.surface;
}
