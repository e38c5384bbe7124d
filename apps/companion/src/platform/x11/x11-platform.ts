import type { CompanionScreen } from '@rendezvous/assist';
import type { Steps } from '../../pump.ts';
import {
  type HandActivity,
  type KeyEvent,
  type Platform,
  PlatformError,
  type PlatformEvents,
} from '../platform.ts';
import { XConnection } from './connection.ts';
import { Desk } from './desk.ts';
import { HandWatch } from './hand-watch.ts';
import { Keyboard } from './keyboard.ts';
import { Keymap } from './keymap.ts';
import { readScreens, watchScreens } from './screens.ts';
import { SpareKeys } from './spare-keys.ts';

/** `MouseEvent.button` → X button. */
const BUTTONS = [1, 2, 3, 8, 9];
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;
const MAPPING_NOTIFY = 34;
/** Lent keys are given back when nothing has been typed for so long; programs have read the last of it by then. */
const GIVE_BACK_AFTER_MS = 2_000;

/** @throws PlatformError `unable` */
export function openX11Platform(display: string, events: PlatformEvents): Platform {
  const lost = (): void => events.lost(new PlatformError('lost', 'the display has gone'));
  const acting = new XConnection(display, lost);
  try {
    if (!acting.hasExtension('XTEST'))
      throw new PlatformError('unable', 'the display has no xtest', 'no-xtest');
    // Under XWayland fake input reaches only X11 windows, and a hand above others is not seen.
    if (acting.hasExtension('XWAYLAND'))
      throw new PlatformError('unable', 'the display is xwayland', 'wayland');
    return new X11Platform(acting, new XConnection(display, lost), events);
  } catch (error) {
    acting.close();
    throw error;
  }
}

/** X11 by XTEST, the core keyboard map, XRandR and XInput 2. */
class X11Platform implements Platform {
  readonly name = 'x11';
  readonly #acting: XConnection;
  readonly #watching: XConnection;
  readonly #watch: HandWatch;
  readonly #desk: Desk;
  readonly #spares: SpareKeys;
  readonly #keyboard: Keyboard;
  #giveBack: ReturnType<typeof setTimeout> | undefined;
  #screens: readonly CompanionScreen[];

  /** Two connections: one acts, the other sees, so that what comes back can be told from what goes out. */
  constructor(acting: XConnection, watching: XConnection, events: PlatformEvents) {
    this.#acting = acting;
    this.#watching = watching;
    const keymap = new Keymap(acting);
    const isScreenChange = watchScreens(watching);
    this.#screens = readScreens(acting);
    this.#watch = new HandWatch(
      watching,
      () => {
        keymap.refresh();
        return keymap.escapes;
      },
      event => {
        if (isScreenChange(event)) {
          this.#screens = readScreens(acting);
          events.screensChanged();
        } else if (new Int32Array(event.buffer, event.byteOffset, 1)[0] === MAPPING_NOTIFY) {
          this.#watch.layoutChanged();
        }
      },
    );
    const spares = new SpareKeys(acting, keymap, () => this.#desk.held.report());
    this.#spares = spares;
    this.#desk = new Desk(
      acting,
      this.#watch,
      codes => events.held(codes),
      () => [...spares.keycodes].map(keycode => `s${String(keycode)}`),
    );
    this.#keyboard = new Keyboard(this.#desk, keymap, spares);
  }

  screens(): readonly CompanionScreen[] {
    return this.#screens;
  }

  movePointer(x: number, y: number): void {
    this.#desk.movePointer(x, y);
    this.#desk.flush();
  }

  button(button: number, down: boolean): void {
    const number = BUTTONS[button];
    if (number === undefined) return;
    if (down) this.#desk.holdButton(number);
    else this.#desk.letButton(number);
    this.#desk.flush();
  }

  scroll(dx: number, dy: number): void {
    for (let n = 0; n < Math.abs(dx); n++) this.#desk.clickButton(dx > 0 ? WHEEL.right : WHEEL.left);
    for (let n = 0; n < Math.abs(dy); n++) this.#desk.clickButton(dy > 0 ? WHEEL.down : WHEEL.up);
    this.#desk.flush();
  }

  key(event: KeyEvent): Steps | undefined {
    this.#keepSpares();
    return this.#keyboard.key(event);
  }

  text(text: string): Steps | undefined {
    this.#keepSpares();
    return this.#keyboard.text(text);
  }

  releaseAll(): void {
    this.#keyboard.released();
    this.#desk.releaseAll();
    this.#desk.flush();
    this.#giveSparesBackLater();
  }

  watchHand(listener: (activity: HandActivity) => void): () => void {
    this.#watch.start(listener);
    return () => this.#watch.stop();
  }

  close(): void {
    if (this.#acting.alive) this.releaseAll();
    clearTimeout(this.#giveBack);
    this.#spares.giveBack();
    this.#watch.close();
    this.#watching.close();
    this.#acting.close();
  }

  #keepSpares(): void {
    clearTimeout(this.#giveBack);
    this.#giveBack = undefined;
  }

  #giveSparesBackLater(): void {
    this.#keepSpares();
    this.#giveBack = setTimeout(() => this.#spares.giveBack(), GIVE_BACK_AFTER_MS).unref();
  }
}
