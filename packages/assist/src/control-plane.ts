/** The data channels of a link as typed messages: every byte from the other side is bounded and decoded here, once. */
import { type Logger, silentLogger } from '@rendezvous/base';
import {
  CHANNEL,
  DecodeError,
  decodeCommand,
  decodeParticipants,
  encodeCommand,
  encodeParticipant,
  maySend,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  RC_COMMANDS,
  type RcCommand,
} from '@rendezvous/msra';
import type { ChannelMessage } from '@rendezvous/peer';
import { Intake, type IntakeOptions } from './intake.ts';
import { LIMITS } from './limits.ts';
import type { AssistLink, LinkChannelName } from './link.ts';
import { parseSignal, StatusMessage } from './signals.ts';
import type { Role } from './view.ts';

/** What comes from the other side. The two that take bytes throw DecodeError for what is no message. */
export interface ControlPlaneReceiver {
  packet(bytes: Uint8Array): void;
  chat(bytes: Uint8Array): void;
  command(command: RcCommand): void;
  participants(pdus: readonly ParticipantPdu[]): void;
  /** Novice: a text of the `input` channel, not looked at yet. */
  input(text: string): void;
  status(message: StatusMessage): void;
  /** A channel was closed, and not by this side. */
  closed(): void;
  /** More nonsense than a working program sends. */
  overwhelmed(): void;
}

export interface ControlPlaneOptions {
  readonly link: AssistLink;
  readonly role: Role;
  readonly now: () => number;
  readonly receiver: ControlPlaneReceiver;
  readonly log?: Logger | undefined;
}

type Bounds = Pick<IntakeOptions, 'kind' | 'maxSize' | 'perSecond' | 'burst'>;

const BOUNDS: Readonly<Record<LinkChannelName, Bounds>> = {
  [CHANNEL.control]: { kind: 'bytes', maxSize: LIMITS.packetBytes, perSecond: 20, burst: 50 },
  [CHANNEL.chat]: { kind: 'bytes', maxSize: LIMITS.chatBytes, perSecond: 20, burst: 100 },
  [CHANNEL.command]: { kind: 'bytes', maxSize: LIMITS.packetBytes, perSecond: 50, burst: 200 },
  [CHANNEL.participants]: { kind: 'bytes', maxSize: LIMITS.packetBytes, perSecond: 20, burst: 100 },
  /** The gate has a stricter bound of its own, and knows what a lost event means. */
  input: { kind: 'text', maxSize: LIMITS.packetBytes, perSecond: 5_000, burst: 10_000 },
  status: { kind: 'text', maxSize: LIMITS.signalLength, perSecond: 50, burst: 300 },
};

export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  readonly #log: Logger;
  readonly #intakes: readonly Intake[];
  #stopped = false;
  #rejected = 0;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
    this.#intakes = (Object.keys(BOUNDS) as LinkChannelName[]).map(name => this.#intake(name));
  }

  /** Messages that were dropped because they were none. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Reads all channels until they close. */
  async run(): Promise<void> {
    await Promise.all(this.#intakes.map(intake => intake.run()));
  }

  /** The link is verified: what came before on the channels other than RC_CTL is taken now. */
  release(): void {
    for (const intake of this.#intakes) intake.release();
  }

  sendBytes(channel: LinkChannelName, bytes: Uint8Array): boolean {
    return this.#send(channel, new Uint8Array(bytes));
  }

  sendCommand(command: RcCommand): boolean {
    return this.sendBytes(CHANNEL.command, encodeCommand(command));
  }

  sendParticipant(pdu: ParticipantPdu): boolean {
    return this.sendBytes(CHANNEL.participants, encodeParticipant(pdu));
  }

  sendStatus(message: StatusMessage): boolean {
    return this.#send('status', JSON.stringify(message));
  }

  sendInput(text: string): boolean {
    return this.#send('input', text);
  }

  /** Bytes of a channel that wait to be sent. */
  bufferedAmount(channel: LinkChannelName): number {
    return this.#options.link.channel(channel).bufferedAmount;
  }

  /** Nothing is taken any more; sending still works until the link closes. Idempotent. */
  stop(): void {
    this.#stopped = true;
    for (const intake of this.#intakes) intake.stop();
  }

  #send(name: LinkChannelName, message: ChannelMessage): boolean {
    const channel = this.#options.link.channel(name);
    if (!channel.open) return false;
    try {
      channel.send(message);
      return true;
    } catch (error) {
      this.#log.debug('Message not sent', { channel: name, error: String(error) });
      return false;
    }
  }

  #intake(name: LinkChannelName): Intake {
    const { link, now, receiver } = this.#options;
    return new Intake({
      channel: link.channel(name),
      ...BOUNDS[name],
      now,
      // The machines of session initialization know themselves what may come when.
      released: name === CHANNEL.control,
      take: message => this.#take(name, message),
      dropped: why => {
        if (why === 'malformed') this.#reject();
      },
      closed: () => {
        if (!this.#stopped) receiver.closed();
      },
    });
  }

  #reject(): void {
    this.#rejected += 1;
    if (this.#rejected === LIMITS.rejected) this.#options.receiver.overwhelmed();
  }

  #take(name: LinkChannelName, message: ChannelMessage): boolean {
    try {
      return typeof message === 'string' ? this.#takeText(name, message) : this.#takeBytes(name, message);
    } catch (error) {
      if (error instanceof DecodeError) return false;
      throw error;
    }
  }

  #takeText(name: LinkChannelName, text: string): boolean {
    const { role, receiver } = this.#options;
    if (name === 'input') {
      if (role === 'novice') receiver.input(text);
      return true;
    }
    const message = parseSignal(StatusMessage, text);
    if (message === 'malformed') return false;
    if (message !== 'unknown-type') receiver.status(message);
    return true;
  }

  #takeBytes(name: LinkChannelName, bytes: Uint8Array): boolean {
    const { role, receiver } = this.#options;
    const from: Role = role === 'novice' ? 'expert' : 'novice';
    switch (name) {
      case CHANNEL.control:
        receiver.packet(bytes);
        return true;
      case CHANNEL.chat:
        receiver.chat(bytes);
        return true;
      case CHANNEL.command: {
        const command = decodeCommand(bytes);
        if (maySend(RC_COMMANDS[command.name], from, 3)) receiver.command(command);
        return true;
      }
      case CHANNEL.participants:
        receiver.participants(
          decodeParticipants(bytes).filter(pdu => maySend(PARTICIPANT_PDUS[pdu.name], from, 3)),
        );
        return true;
      default:
        return false;
    }
  }
}
