/** A channel over two streams of bytes: JSON-RPC, one message a line. rendezvous-api 8.5, stdio. */
import type { Readable, Writable } from 'node:stream';
import { BoundedQueue } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { type Clock, systemClock } from '../clock.ts';
import { RPC_CODE, RpcError, StateError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { LINE_BYTES, PROCESS_DEADLINES, WAITING_BYTES } from './limits.ts';
import { readLine, writeLine } from './line-message.ts';
import { LineSplitter } from './line-splitter.ts';

/** Why a channel has closed although nobody asked for it. */
export type LineFault =
  /** The other end sent more than `LINE_BYTES` without a newline. */
  | 'line-too-long'
  /** The other end sent `LIMITS.violations` lines that are no JSON. */
  | 'noise'
  /** Nobody on this side reads: more than `LIMITS.channelQueue` messages or `WAITING_BYTES` wait. */
  | 'not-read-here'
  /** The other end does not read: more than `WAITING_BYTES` wait. */
  | 'not-read-there'
  /** Reading failed. */
  | 'stream-failed';

export interface LineChannel extends Channel {
  /** Lines that were skipped: no JSON, or the half line before the end. */
  readonly skipped: number;
  readonly fault: LineFault | undefined;
}

export interface LineChannelOptions {
  /** What the other end writes. It belongs to the channel from now on, as does `output`. */
  readonly input: Readable;
  /** What the other end reads. */
  readonly output: Writable;
  /**
   * What becomes of `input` when the channel has closed: `destroy` lets go of it, `drain` reads on and drops what comes,
   * so that a program in the middle of writing can finish and see that its own input has ended. Default: `destroy`.
   */
  readonly afterClose?: 'destroy' | 'drain';
  readonly clock?: Clock;
}

interface Waiting {
  readonly message: unknown;
  readonly bytes: number;
}

/**
 * A channel over two streams. Lines that are no JSON are skipped; what is no message in another way, bytes that are no
 * UTF-8 among them, arrives as `null` and is refused by the reader. The other end is told why it is cut off.
 */
export function lineChannel(options: LineChannelOptions): LineChannel {
  return new StreamChannel(options);
}

class StreamChannel implements LineChannel {
  readonly messages: AsyncIterable<unknown> = { [Symbol.asyncIterator]: () => this.#reader() };
  readonly closed: Promise<void>;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #clock: Clock;
  readonly #drains: boolean;
  readonly #splitter = new LineSplitter({ limit: LINE_BYTES, beyond: 'refuse' });
  readonly #inbox = new BoundedQueue<Waiting>(LIMITS.channelQueue);
  #waitingBytes = 0;
  #open = true;
  #writable = true;
  #skipped = 0;
  #fault: LineFault | undefined;
  #clearDrain: () => void = () => undefined;
  #settle: () => void = () => undefined;

  constructor({ input, output, afterClose = 'destroy', clock = systemClock }: LineChannelOptions) {
    this.#input = input;
    this.#output = output;
    this.#clock = clock;
    this.#drains = afterClose === 'drain';
    this.closed = new Promise(resolve => {
      this.#settle = resolve;
    });
    // The listeners stay: an error that comes late must not become an uncaught one.
    input.on('error', () => this.#fail('stream-failed'));
    input.on('end', () => this.#inputEnds());
    input.on('close', () => this.#inputEnds());
    output.on('error', () => this.#outputEnds());
    output.on('close', () => this.#outputEnds());
    input.on('data', (chunk: Uint8Array | string) => this.#take(chunk));
    if (input.readableEnded || input.destroyed) this.#inputEnds();
    if (output.destroyed) this.#outputEnds();
  }

  get skipped(): number {
    return this.#skipped;
  }

  get fault(): LineFault | undefined {
    return this.#fault;
  }

  send(message: unknown): void {
    if (!this.#open || !this.#output.writable) throw new StateError('closed', 'the channel is closed');
    const line = writeLine(message);
    // The other end would have to close the channel over it.
    if (line.length > LINE_BYTES + 1) {
      throw new RpcError(RPC_CODE.limit, 'the message is too long for a line', { reason: 'over-limit' });
    }
    if (this.#output.writableLength + line.length > WAITING_BYTES) {
      this.#fail('not-read-there');
      // What waits would keep its memory for as long as nobody reads.
      this.#output.destroy();
      return;
    }
    this.#output.write(line);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#clearDrain();
    this.#inbox.close();
    // With `drain`, what still comes is read and dropped by `#take`.
    if (!this.#drains) this.#input.destroy();
    if (this.#writable) this.#output.end();
    this.#settle();
  }

  #take(chunk: Uint8Array | string): void {
    if (!this.#open) return;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (const line of this.#splitter.lines(bytes)) {
      if (line.kind === 'too-long') this.#fail('line-too-long', 'the line is too long');
      else this.#takeLine(line.bytes);
      if (!this.#open) return;
    }
  }

  #takeLine(bytes: Uint8Array): void {
    const line = readLine(bytes);
    switch (line.kind) {
      case 'blank':
        break;
      case 'noise':
        this.#skipped += 1;
        if (this.#skipped >= LIMITS.violations) this.#fail('noise', 'too many lines are not json');
        break;
      case 'message': {
        this.#waitingBytes += bytes.length;
        const taken =
          this.#waitingBytes <= WAITING_BYTES &&
          this.#inbox.push({ message: line.message, bytes: bytes.length });
        // A reader that lets this much wait has stopped reading: nothing may be lost on an open channel, so it closes.
        if (!taken) this.#fail('not-read-here');
        break;
      }
    }
  }

  #reader(): AsyncIterator<unknown, undefined> {
    const waiting = this.#inbox[Symbol.asyncIterator]();
    return {
      next: async () => {
        const next = await waiting.next();
        if (next.done === true) return { done: true, value: undefined };
        this.#waitingBytes -= next.value.bytes;
        return { done: false, value: next.value.message };
      },
      return: () => Promise.resolve({ done: true, value: undefined }),
    };
  }

  #inputEnds(): void {
    if (this.#open && this.#splitter.unfinished.length > 0) this.#skipped += 1;
    this.close();
  }

  /** What the other end wrote before it went is still read, so that its last words are not lost; but not for ever. */
  #outputEnds(): void {
    if (!this.#writable) return;
    this.#writable = false;
    if (this.#open) this.#clearDrain = this.#clock.setTimer(PROCESS_DEADLINES.drainMs, () => this.close());
  }

  /** @param problem what to tell the other end, when it is the one that did wrong */
  #fail(fault: LineFault, problem?: string): void {
    if (!this.#open) return;
    this.#fault = fault;
    if (problem !== undefined && this.#writable) {
      const error = { code: RPC_CODE.limit, message: problem, data: { reason: 'over-limit' } };
      this.#output.write(writeLine({ jsonrpc: '2.0', id: null, error }));
    }
    this.close();
  }
}
