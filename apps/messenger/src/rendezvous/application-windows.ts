/**
 * The windows that applications run in. A browser opens one only while it handles a press of the person, so the
 * inviter's is opened when the person asks, and waits, with words, as the lobby; the invitee's when they accept.
 */
import type { LaunchOf } from '@rendezvous/rendezvous';

/** How often a waiting window is looked at to see whether the person has closed it. In milliseconds. */
const LOOK_EVERY_MS = 500;

type Size = Pick<LaunchOf<'page'>, 'width' | 'height'>;

export class ApplicationWindows {
  readonly #window: Window;
  readonly #waiting = new Map<string, Window>();
  readonly #onClosed: (sessionId: string) => void;
  #look: ReturnType<typeof setInterval> | undefined;

  /** @param onClosed called when the person has closed a waiting window */
  constructor(window: Window, onClosed: (sessionId: string) => void) {
    this.#window = window;
    this.#onClosed = onClosed;
  }

  /** Call it while handling a press. Without a window (a pop-up blocker) nothing waits, and nothing else changes. */
  openLobby(sessionId: string, size: Size): void {
    const opened = this.#open(`/lobby.html#${sessionId}`, sessionId, size);
    if (opened === null) return;
    this.#waiting.set(sessionId, opened);
    this.#look ??= setInterval(() => this.#lookForClosed(), LOOK_EVERY_MS);
  }

  /** The waiting window, which from now on belongs to the caller. */
  take(sessionId: string): Window | undefined {
    const waiting = this.#waiting.get(sessionId);
    this.#forget(sessionId);
    return waiting?.closed === false ? waiting : undefined;
  }

  /** An empty window for an application that may start at once; `null` where the browser refuses. */
  openEmpty(sessionId: string, size: Size): Window | null {
    return this.#open('about:blank', sessionId, size);
  }

  /** Nothing comes of it: the window shows why, and closes itself. */
  release(sessionId: string): void {
    this.#forget(sessionId);
  }

  close(): void {
    clearInterval(this.#look);
    for (const waiting of this.#waiting.values()) waiting.close();
    this.#waiting.clear();
  }

  #open(url: string, sessionId: string, { width, height }: Size): Window | null {
    const screen = this.#window.screen;
    const wide = Math.min(width, screen.availWidth);
    const high = Math.min(height, screen.availHeight);
    const left = Math.round((screen.availWidth - wide) / 2);
    const top = Math.round((screen.availHeight - high) / 2);
    return this.#window.open(
      url,
      `rendezvous-${sessionId}`,
      `popup,width=${String(wide)},height=${String(high)},left=${String(left)},top=${String(top)}`,
    );
  }

  #forget(sessionId: string): void {
    this.#waiting.delete(sessionId);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#look);
    this.#look = undefined;
  }

  #lookForClosed(): void {
    for (const [sessionId, waiting] of this.#waiting) {
      if (!waiting.closed) continue;
      this.#forget(sessionId);
      this.#onClosed(sessionId);
    }
  }
}
