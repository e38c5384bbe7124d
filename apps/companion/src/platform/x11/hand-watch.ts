/**
 * Sees the person's own mouse and keyboard, wherever the focus is, by raw events of XInput 2 on a connection of its own.
 * Our own fake events come back as raw events too: each is expected by kind and number, and whatever was not expected
 * is somebody else's hand.
 */
import { type HandActivity, PlatformError } from '../platform.ts';
import type { XConnection } from './connection.ts';
import { OwnEvents } from './own-events.ts';

/** Event numbers of XInput 2. */
export const RAW = {
  keyPress: 13,
  keyRelease: 14,
  buttonPress: 15,
  buttonRelease: 16,
  motion: 17,
  touchBegin: 22,
  touchUpdate: 23,
  touchEnd: 24,
} as const;

const ALL_MASTERS = 1;
const GENERIC_EVENT = 35;
/** A mouse that lies still may tremble: less than this many counts within the window is not a hand. */
const TREMBLE = { counts: 3, windowMs: 200 } as const;

export class HandWatch {
  readonly #connection: XConnection;
  readonly #escapes: () => ReadonlySet<number>;
  readonly #other: (event: Uint8Array) => void;
  readonly #extension: number;
  readonly #poll: { close(): void };
  readonly #own = new OwnEvents();
  #listener: ((activity: HandActivity) => void) | undefined;
  #escapeKeys: ReadonlySet<number> = new Set();
  #trembled = { counts: 0, sinceMs: 0 };

  /**
   * @param escapes which keycodes are Esc on the layout of now
   * @param other gets the events that are not XInput's
   * @throws PlatformError `unable` when the server has no XInput 2.1: without a panic key nothing may be armed
   */
  constructor(
    connection: XConnection,
    escapes: () => ReadonlySet<number>,
    other: (event: Uint8Array) => void,
  ) {
    this.#connection = connection;
    this.#escapes = escapes;
    this.#other = other;
    const opcode: [number] = [0];
    const { x, pointer } = connection;
    if (!x.XQueryExtension(pointer, 'XInputExtension', opcode, [0], [0])) throw noXInput();
    const major: [number] = [2];
    const minor: [number] = [2];
    // From 2.1 on raw events arrive even while another program has grabbed the keyboard or the mouse.
    if (x.XIQueryVersion(pointer, major, minor) !== 0 || major[0] < 2 || minor[0] < 1) throw noXInput();
    this.#extension = opcode[0];
    this.#poll = x.poll(x.XConnectionNumber(pointer), () => this.#deliver(this.#read()));
  }

  get watching(): boolean {
    return this.#listener !== undefined;
  }

  start(listener: (activity: HandActivity) => void): void {
    this.#escapeKeys = this.#escapes();
    this.#own.clear();
    this.#select(Object.values(RAW));
    // What the hand did before now is not news.
    this.#connection.sync();
    this.#read();
    this.#listener = listener;
  }

  stop(): void {
    if (!this.#listener) return;
    this.#listener = undefined;
    this.#own.clear();
    this.#select([]);
  }

  /** The layout was changed. */
  layoutChanged(): void {
    if (this.#listener) this.#escapeKeys = this.#escapes();
  }

  /** One fake event is on its way to the server. */
  expect(kind: number, detail: number): void {
    if (this.#listener) this.#own.expect(kind, detail, performance.now());
  }

  /** Tells at once what the person's own hand did until now. */
  settle(): void {
    this.#connection.sync();
    this.#deliver(this.#read());
  }

  /** Idempotent. */
  close(): void {
    this.#listener = undefined;
    this.#poll.close();
  }

  #select(kinds: readonly number[]): void {
    if (!this.#connection.alive) return;
    const mask = new Uint8Array(4);
    for (const kind of kinds) mask[kind >> 3] = (mask[kind >> 3] ?? 0) | (1 << (kind & 7));
    const { x, pointer, root } = this.#connection;
    x.XISelectEvents(pointer, root, { deviceid: ALL_MASTERS, mask_len: mask.length, mask }, 1);
    this.#connection.flush();
  }

  /** Reads before telling, because those who are told may cause events of their own. */
  #read(): readonly HandActivity[] {
    const activities: HandActivity[] = [];
    const { x, pointer } = this.#connection;
    this.#connection.drain(event => {
      const cookie = x.readCookie(event);
      if (cookie.type !== GENERIC_EVENT || cookie.extension !== this.#extension) return this.#other(event);
      if (!x.XGetEventData(pointer, event)) return;
      const activity = this.#judge(x.readCookie(event).data);
      x.XFreeEventData(pointer, event);
      if (activity) activities.push(activity);
    });
    return activities;
  }

  #deliver(activities: readonly HandActivity[]): void {
    for (const activity of activities) this.#listener?.(activity);
  }

  #judge(at: bigint): HandActivity | undefined {
    const raw = this.#connection.x.readRawEvent(at);
    if (this.#own.take(raw.evtype, raw.detail, performance.now())) return undefined;
    if (raw.evtype === RAW.keyPress && this.#escapeKeys.has(raw.detail)) return 'escape-down';
    if (raw.evtype === RAW.keyRelease && this.#escapeKeys.has(raw.detail)) return 'escape-up';
    if (raw.evtype === RAW.motion && this.#trembles(raw.mask, raw.mask_len, raw.raw_values)) return undefined;
    return 'other';
  }

  #trembles(mask: bigint, maskBytes: number, values: bigint): boolean {
    const axes = this.#connection.x
      .readBytes(mask, maskBytes)
      .reduce((count, byte) => count + byte.toString(2).replaceAll('0', '').length, 0);
    const moved = this.#connection.x
      .readDoubles(values, axes)
      .reduce((sum, value) => sum + Math.abs(value), 0);
    const nowMs = performance.now();
    if (nowMs - this.#trembled.sinceMs > TREMBLE.windowMs) this.#trembled = { counts: 0, sinceMs: nowMs };
    this.#trembled.counts += moved;
    return this.#trembled.counts < TREMBLE.counts;
  }
}

function noXInput(): PlatformError {
  return new PlatformError('unable', 'the display has no xinput 2.1', 'no-xtest');
}
