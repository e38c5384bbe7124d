import { FakeWindow } from '../support/fake-window.ts';

/** A frame without an origin, still empty. As in a browser, its page may change its name, which outlives the page. */
export class OpaqueFrame extends FakeWindow {
  constructor(parent?: FakeWindow, name = '') {
    super('about:blank');
    this.parent = parent;
    this.name = name;
    this.opaque = true;
  }

  override get window(): Window {
    return Object.defineProperties(super.window, {
      origin: { configurable: true, value: 'null' },
      name: {
        configurable: true,
        get: () => this.name,
        set: (name: string) => {
          this.name = name;
        },
      },
    });
  }
}
