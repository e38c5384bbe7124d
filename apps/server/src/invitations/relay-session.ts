/** One rendezvous session as the server that relays its messages sees it. */
import type { InvitationStage } from '@rendezvous/im';
import type { EndReason, InvitationMessage, InvitationMessageOf } from '@rendezvous/rendezvous';
import type { PersonRow } from '../domain/people.ts';

/** Messages and their bytes that may wait for a device that is away for a moment; beyond, the session ends. */
const MAX_WAITING = 256;
const MAX_WAITING_BYTES = 1024 * 1024;

/** One of the two people. */
export class RelaySide {
  readonly person: PersonRow;
  /** The device that takes part: the inviter's from the start, the invitee's from its `accept` on. */
  device: string | undefined;
  ready = false;
  /** Runs while the device is away. */
  away: NodeJS.Timeout | undefined;
  readonly #waiting: InvitationMessage[] = [];
  #waitingBytes = 0;

  constructor(person: PersonRow, device?: string) {
    this.person = person;
    this.device = device;
  }

  /** Keeps a message for the device's return; `false` when there is no room. */
  hold(message: InvitationMessage): boolean {
    const bytes = message.type === 'data' ? message.data.length : 0;
    if (this.#waiting.length >= MAX_WAITING || this.#waitingBytes + bytes > MAX_WAITING_BYTES) return false;
    this.#waiting.push(message);
    this.#waitingBytes += bytes;
    return true;
  }

  /** What was kept, in order. */
  release(): InvitationMessage[] {
    this.#waitingBytes = 0;
    return this.#waiting.splice(0);
  }
}

export interface RelaySession {
  readonly id: string;
  readonly invite: InvitationMessageOf<'invite'>;
  readonly inviter: RelaySide;
  readonly invitee: RelaySide;
  /** `asking` until the invitee's accept, `accepted` until both are ready. */
  phase: 'asking' | 'accepted' | 'connected';
  stage: InvitationStage;
  /** Whether the question has reached any device of the invitee. */
  asked: boolean;
  /** Devices of the invitee that cannot show it. */
  readonly unable: Set<string>;
  /** Ends a phase that lasts too long. */
  deadline: NodeJS.Timeout | undefined;
}

/** The card's last stage when an invitation is taken back, by the inviter or by the server. */
export function stageOfCancel(reason: EndReason): InvitationStage {
  switch (reason) {
    case 'timeout':
    case 'policy':
    case 'offline':
      return reason;
    case 'connectivity':
    case 'protocol-error':
      return 'failed';
    default:
      return 'cancelled';
  }
}

/** The card's last stage when an accepted session ends. */
export function stageOfTerminate(connected: boolean, reason: EndReason): InvitationStage {
  if (connected) return 'ended';
  if (reason === 'success' || reason === 'cancelled') return 'cancelled';
  return reason === 'timeout' || reason === 'policy' ? reason : 'failed';
}
