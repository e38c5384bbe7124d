/** Watches whether the link holds: up for the first time, shaky, mended, lost. */

import { DEADLINES } from './limits.ts';
import type { AssistLink } from './link.ts';
import type { Timers } from './timers.ts';

export interface LinkWatchOptions {
  readonly link: AssistLink;
  readonly timers: Timers;
  /** Connected for the first time. */
  readonly up: () => void;
  readonly unstable: (on: boolean) => void;
  readonly lost: (cause: 'link-never-up' | 'link-failed' | 'remote-gone') => void;
}

export class LinkWatch {
  readonly #options: LinkWatchOptions;
  #up = false;
  #unstable = false;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
    options.link.addEventListener('statechange', () => this.#look());
    this.#look();
  }

  get unstable(): boolean {
    return this.#unstable;
  }

  #look(): void {
    const { link, timers, up, unstable, lost } = this.#options;
    switch (link.state) {
      case 'connected':
        timers.clear('mend');
        if (this.#unstable) {
          this.#unstable = false;
          unstable(false);
        }
        if (!this.#up) {
          this.#up = true;
          up();
        }
        return;
      case 'unstable':
      case 'failed':
        if (!this.#up) return link.state === 'failed' ? lost('link-never-up') : undefined;
        if (!this.#unstable) {
          this.#unstable = true;
          timers.set('mend', DEADLINES.mendMs, () => lost('link-failed'));
          unstable(true);
        }
        // A new look at the network, at both sides: perfect negotiation sorts out two offers.
        return link.restartIce();
      case 'closed':
        return lost(this.#up ? 'remote-gone' : 'link-never-up');
      case 'new':
      case 'connecting':
    }
  }
}
