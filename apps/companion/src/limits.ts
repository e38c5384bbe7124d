import { INPUT_LIMITS } from '@rendezvous/assist';

/** Every bound of the companion in one place; each says what happens beyond it. */
export const LIMITS = {
  /** Bytes of one frame from the page: the largest input event and the envelope around it. Beyond it: closed (1009). */
  frameBytes: INPUT_LIMITS.messageBytes + 1024,
  /** How long a socket may stay unpaired. Beyond it: closed (1008). */
  firstFrameMs: 60_000,
  /** Sockets that are open but not paired. Beyond it: the upgrade is refused (503). */
  waitingSockets: 8,
  /** Wrong one-time codes. At the last one the companion locks and ends; a new start makes a new code. */
  wrongCodes: 5,
  /** How long a second page waits for the first to leave (a reload overlaps by a moment). Beyond it: `busy`. */
  takeOverMs: 750,
  /** Frames that are not input: pings, grants, questions. Beyond it: closed (1008). */
  controlsPerSecond: 20,
  controlBurst: 60,
  /** Frames that no schema accepts, by one page. Beyond it: closed (1008). */
  badFrames: 50,
  /** How long the question at the machine stands. Beyond it: refused. */
  questionMs: 60_000,
  /** Time without a ping from the page while a question stands or control is on. Beyond it: disarmed, `closed`. */
  pingSilenceMs: 6_000,
  /** The longest grant, counted from the yes or from the renewal. Beyond it: disarmed, `timeout`. */
  grantMs: 15 * 60_000,
  /** How long injection rests after the person's own hand was last seen. */
  restMs: 1_000,
  /** Esc held this long is the panic key. */
  panicHoldMs: 600,
  /** Two presses of Esc within this are the panic key. */
  panicPairMs: 500,
  /** Wheel notches carried out for one event. Beyond it: the rest is dropped. */
  notchesPerEvent: 20,
  /** Steps that wait behind text that is being typed. Beyond it: everything waiting is dropped and released. */
  waitingEvents: 2_000,
  /** How long the watchdog may take to start. Beyond it: not armed, `failed`. */
  watchdogStartMs: 10_000,
  /** Characters of an untrusted name or address in the question. Beyond it: cut, with an ellipsis. */
  nameLength: 60,
  addressLength: 120,
} as const;
