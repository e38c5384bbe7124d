/**
 * Network devices whose packets pass through this process. Linux on 64 bits, as root.
 * Synchronous throughout: one thread that waits in ppoll keeps delays to some 10 µs, without a core of its own.
 */
import { closeSync, constants, openSync } from 'node:fs';
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');

/** A C function by its prototype; what it is in TypeScript is the caller's word. */
function bind<T>(prototype: string): T {
  return libc.func(prototype) as unknown as T;
}

const ioctl = bind<(fd: number, request: number, argument: Uint8Array) => number>(
  'int ioctl(int fd, unsigned long request, void *argument)',
);
const read = bind<(fd: number, buffer: Uint8Array, bytes: number) => number>(
  'intptr_t read(int fd, void *buffer, size_t bytes)',
);
const write = bind<(fd: number, buffer: Uint8Array, bytes: number) => number>(
  'intptr_t write(int fd, void *buffer, size_t bytes)',
);
const ppoll = bind<(fds: Uint8Array, count: number, timeout: BigInt64Array | null, signals: null) => number>(
  'int ppoll(void *fds, unsigned long count, void *timeout, void *signals)',
);
const schedule = bind<(process: number, policy: number, parameters: Int32Array) => number>(
  'int sched_setscheduler(int process, int policy, void *parameters)',
);

// sched.h
const SCHED_RR = 2;

/**
 * Puts this thread before all that share time, as browsers do: their load must not turn into delay of the
 * network. (A nice value would not do: kernels weigh it within one session of a terminal only.)
 * @returns false where that is not allowed
 */
export function hurry(): boolean {
  return schedule(0, SCHED_RR, Int32Array.of(1)) === 0;
}

// linux/if_tun.h
const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;
const NAME_BYTES = 16;
const IFREQ_BYTES = 40;

/** A device that exists as long as it is open; it stays attached when moved into another network namespace. */
export class Tun {
  readonly fd: number;

  private constructor(fd: number) {
    this.fd = fd;
  }

  /** @throws Error when the name is too long, taken, or this process may not */
  static open(name: string): Tun {
    if (Buffer.byteLength(name) >= NAME_BYTES) throw new Error('the name of a device is too long');
    const fd = openSync('/dev/net/tun', constants.O_RDWR | constants.O_NONBLOCK);
    const request = Buffer.alloc(IFREQ_BYTES);
    request.write(name);
    request.writeInt16LE(IFF_TUN | IFF_NO_PI, NAME_BYTES);
    if (ioctl(fd, TUNSETIFF, request) < 0) {
      const errno = koffi.errno();
      closeSync(fd);
      throw new Error(`cannot make a network device: errno ${String(errno)}`);
    }
    return new Tun(fd);
  }

  /** Reads one packet, without waiting. @returns its length, 0 when there is none */
  read(buffer: Uint8Array): number {
    return Math.max(0, read(this.fd, buffer, buffer.length));
  }

  /** @returns false when the device does not take it (it is down) */
  write(buffer: Uint8Array, length: number): boolean {
    return write(this.fd, buffer, length) === length;
  }
}

const POLLFD_BYTES = 8;
const POLLIN = 1;
const POLLERR = 8;

/** Waits until one of several descriptors can be read. */
export class Waiter {
  readonly #fds: Buffer;
  readonly #count: number;
  readonly #timeout = new BigInt64Array(2);

  constructor(fds: readonly number[]) {
    this.#count = fds.length;
    this.#fds = Buffer.alloc(fds.length * POLLFD_BYTES);
    fds.forEach((fd, index) => {
      this.#fds.writeInt32LE(fd, index * POLLFD_BYTES);
      this.#fds.writeInt16LE(POLLIN, index * POLLFD_BYTES + 4);
    });
  }

  /** @param ms how long at most; Infinity: until something comes */
  wait(ms: number): void {
    const microseconds = Math.max(0, Math.ceil(ms * 1_000));
    if (ms !== Infinity) {
      this.#timeout[0] = BigInt(Math.floor(microseconds / 1_000_000));
      this.#timeout[1] = BigInt((microseconds % 1_000_000) * 1_000);
    }
    const ready = ppoll(this.#fds, this.#count, ms === Infinity ? null : this.#timeout, null);
    // After a signal or a timeout the kernel has not said anything new of the descriptors.
    if (ready <= 0) for (let i = 0; i < this.#count; i++) this.#fds.writeInt16LE(0, i * POLLFD_BYTES + 6);
  }

  /** Whether the descriptor at `index` can be read, or its other end is gone. @throws Error when it is broken */
  ready(index: number): boolean {
    const events = this.#fds.readInt16LE(index * POLLFD_BYTES + 6);
    if ((events & POLLERR) !== 0) throw new Error('a network device is gone');
    return events !== 0;
  }
}
