/**
 * Relays the messages of rendezvous sessions between the two people's devices, and keeps the card in their
 * conversation up to date. It reads only what it needs for that; context data passes unread.
 *
 * INVARIANT: a message reaches nobody but the other person of its session, and, once a device has accepted,
 * comes from and goes to the two devices of the session only.
 */

import type { InvitationStage } from '@rendezvous/im';
import {
  type EndReason,
  hresultOfReason,
  type InvitationMessage,
  type InvitationMessageOf,
} from '@rendezvous/rendezvous';
import type { PersonRow } from '../domain/people.ts';
import { RequestError } from '../errors.ts';
import { EndedSessions } from './ended-sessions.ts';
import { RELAY_DEADLINES, type RelayDeadlines, type RelayDevice, type RelayPorts } from './relay-ports.ts';
import { type RelaySession, RelaySide, stageOfCancel, stageOfTerminate } from './relay-session.ts';

/** Sessions of one person at one time; beyond: `too-many`. */
const MAX_PER_PERSON = 16;

/** What may come late: goodbyes, and what crosses one. */
const LATE: ReadonlySet<string> = new Set([
  'terminate',
  'cancel',
  'decline',
  'unavailable',
  'ringing',
  'ack',
  'resumed',
]);

export class InvitationRelay {
  readonly #sessions = new Map<string, RelaySession>();
  readonly #byPerson = new Map<string, Set<RelaySession>>();
  readonly #ended = new EndedSessions();
  readonly #ports: RelayPorts;
  readonly #deadlines: RelayDeadlines;

  constructor(ports: RelayPorts, deadlines: RelayDeadlines = RELAY_DEADLINES) {
    this.#ports = ports;
    this.#deadlines = deadlines;
  }

  /** Refuses an invitation before anything is stored. @throws RequestError `too-many`, `not-allowed` */
  checkInvite(from: RelayDevice, sessionId: string): void {
    if (this.#sessions.has(sessionId) || this.#ended.has(sessionId)) throw new RequestError('not-allowed');
    if ((this.#byPerson.get(from.person.id)?.size ?? 0) >= MAX_PER_PERSON) throw new RequestError('too-many');
  }

  /** Begins a session whose card is stored, and asks the invitee on all devices. */
  invite(from: RelayDevice, to: PersonRow, message: InvitationMessageOf<'invite'>): void {
    const session: RelaySession = {
      id: message.sessionId,
      invite: message,
      inviter: new RelaySide(from.person, from.device),
      invitee: new RelaySide(to),
      phase: 'asking',
      stage: 'asking',
      asked: false,
      unable: new Set(),
      deadline: undefined,
    };
    this.#sessions.set(session.id, session);
    for (const { id } of [from.person, to]) {
      this.#byPerson.set(id, (this.#byPerson.get(id) ?? new Set()).add(session));
    }
    this.#limit(session, this.#deadlines.askingMs);
    session.asked = this.#ports.deliver(to.id, from.person, message) > 0;
  }

  /**
   * Relays one message after the invitation.
   * @throws RequestError `unknown-session` also for people and devices that have no part in it; `not-allowed`
   */
  relay(from: RelayDevice, to: PersonRow, message: Exclude<InvitationMessage, { type: 'invite' }>): void {
    const session = this.#sessions.get(message.sessionId);
    if (!session) {
      this.#late(from, to, message);
      return;
    }
    const inviter = session.inviter.person.id === from.person.id;
    const own = inviter ? session.inviter : session.invitee;
    const other = inviter ? session.invitee : session.inviter;
    if (own.person.id !== from.person.id || other.person.id !== to.id)
      throw new RequestError('unknown-session');
    if (own.device !== undefined && own.device !== from.device) {
      this.#fromElsewhere(session, from, message);
      return;
    }
    switch (message.type) {
      case 'ringing':
        if (inviter) throw new RequestError('not-allowed');
        if (session.stage === 'asking') {
          this.#send(session, other, message);
          this.#setStage(session, 'ringing');
        }
        return;
      case 'accept':
        if (inviter) throw new RequestError('not-allowed');
        // Said again by a device that does not know whether the first one arrived: the inviter can tell.
        if (session.phase === 'asking') this.#accept(session, from, message);
        else this.#send(session, other, message);
        return;
      case 'decline':
      case 'unavailable':
        if (inviter || session.phase !== 'asking') throw new RequestError('not-allowed');
        if (message.type === 'unavailable' && this.#ringsElsewhere(session, from, message)) return;
        this.#end(session, message.type === 'decline' ? 'declined' : message.reason);
        this.#tell(session, other, message);
        this.#answeredElsewhere(session, from.device);
        return;
      case 'cancel':
        if (!inviter) throw new RequestError('not-allowed');
        this.#end(session, stageOfCancel(message.reason));
        this.#tell(session, other, message);
        return;
      case 'ready':
        if (session.phase === 'asking') throw new RequestError('not-allowed');
        this.#ready(session, own, other, message);
        return;
      case 'data':
      case 'ack':
        if (session.phase !== 'connected') throw new RequestError('not-allowed');
        this.#send(session, other, message);
        return;
      case 'resume':
      case 'resumed':
        if (session.phase === 'asking') throw new RequestError('not-allowed');
        // Whoever says that it is ready is: its `ready` may have been lost on the way here.
        if (message.ready && this.#markReady(session, own, other)) this.#setStage(session, 'connected');
        this.#send(session, other, message);
        return;
      case 'terminate':
        this.#terminate(session, inviter, other, message);
        return;
    }
  }

  /** A device is connected (again): it gets what waited for it, and the invitations that nobody has answered. */
  connected(device: RelayDevice): void {
    for (const { from, message } of this.#ended.take(device.person.id, device.device)) {
      this.#ports.deliver(device.person.id, from, message, device.device);
    }
    for (const session of this.#of(device.person.id)) {
      const side = session.inviter.person.id === device.person.id ? session.inviter : session.invitee;
      if (side === session.invitee && session.phase === 'asking') {
        const { inviter, invite } = session;
        if (this.#ports.deliver(device.person.id, inviter.person, invite, device.device) > 0)
          session.asked = true;
      } else if (side.device === device.device && side.away) {
        clearTimeout(side.away);
        side.away = undefined;
        for (const message of side.release()) this.#send(session, side, message);
      }
    }
  }

  /** The last connection of a device is gone. */
  disconnected(device: RelayDevice): void {
    for (const session of this.#of(device.person.id)) {
      const inviter = session.inviter.person.id === device.person.id;
      const side = inviter ? session.inviter : session.invitee;
      if (side.device !== device.device || side.away) continue;
      const { awayMs, unansweredAwayMs } = this.#deadlines;
      const ms = session.phase === 'asking' ? unansweredAwayMs : awayMs;
      side.away = setTimeout(() => this.#fail(session, 'connectivity'), ms);
    }
  }

  /** Somebody who was away for a moment has not come back: whoever invited them meanwhile hears that they are offline. */
  gone(personId: string): void {
    for (const session of this.#of(personId)) {
      if (session.invitee.person.id === personId && !session.asked) this.#fail(session, 'offline');
    }
  }

  /** The two are no longer contacts. */
  parted(one: string, two: string): void {
    for (const session of this.#of(one)) {
      if (session.inviter.person.id === two || session.invitee.person.id === two)
        this.#fail(session, 'policy');
    }
  }

  /** Forgets everything without telling anybody: the sockets are about to close. Idempotent. */
  stop(): void {
    for (const session of this.#sessions.values()) this.#forget(session);
  }

  /** A late goodbye is no error; anything else to a session that is over is. */
  #late(from: RelayDevice, to: PersonRow, message: InvitationMessage): void {
    const goodbye = LATE.has(message.type);
    if (!goodbye || !this.#ended.between(message.sessionId, from.person.id, to.id)) {
      throw new RequestError('unknown-session');
    }
  }

  /** A second tab of somebody whose other tab takes part. */
  #fromElsewhere(session: RelaySession, from: RelayDevice, message: InvitationMessage): void {
    if (from.person.id !== session.invitee.person.id) throw new RequestError('unknown-session');
    if (message.type === 'accept') {
      this.#ports.deliver(from.person.id, session.inviter.person, answeredElsewhere(session.id), from.device);
    } else if (message.type !== 'decline' && message.type !== 'unavailable' && message.type !== 'ringing') {
      throw new RequestError('unknown-session');
    }
  }

  /** A device that lacks the application speaks for itself: the person may yet answer on another one. */
  #ringsElsewhere(
    session: RelaySession,
    { person, device }: RelayDevice,
    { reason }: InvitationMessageOf<'unavailable'>,
  ): boolean {
    if (reason !== 'not-installed' && reason !== 'unsupported-version') return false;
    session.unable.add(device);
    return [...this.#ports.devices(person.id)].some(other => !session.unable.has(other));
  }

  #accept(session: RelaySession, from: RelayDevice, message: InvitationMessageOf<'accept'>): void {
    session.invitee.device = from.device;
    session.phase = 'accepted';
    this.#limit(session, this.#deadlines.readyMs);
    this.#send(session, session.inviter, message);
    this.#answeredElsewhere(session, from.device);
    this.#setStage(session, 'accepted');
  }

  #ready(session: RelaySession, own: RelaySide, other: RelaySide, message: InvitationMessage): void {
    if (own.ready) return;
    const both = this.#markReady(session, own, other);
    this.#send(session, other, message);
    if (both && this.#sessions.has(session.id)) this.#setStage(session, 'connected');
  }

  /** Whether both are ready from now on. */
  #markReady(session: RelaySession, own: RelaySide, other: RelaySide): boolean {
    if (own.ready) return false;
    own.ready = true;
    if (!other.ready) return false;
    session.phase = 'connected';
    clearTimeout(session.deadline);
    return true;
  }

  #terminate(
    session: RelaySession,
    inviter: boolean,
    other: RelaySide,
    message: InvitationMessageOf<'terminate'>,
  ): void {
    if (session.phase === 'asking') {
      if (!inviter) throw new RequestError('not-allowed');
      // Before an answer there is no session to terminate on the other side, only an invitation to take back.
      const reason = message.reason === 'success' ? 'cancelled' : message.reason;
      this.#end(session, stageOfCancel(reason));
      this.#tell(session, other, { type: 'cancel', sessionId: session.id, reason });
      return;
    }
    this.#end(session, stageOfTerminate(session.phase === 'connected', message.reason));
    this.#tell(session, other, message);
  }

  /** The server ends a session, and tells both sides; one that is away hears of it when it returns. */
  #fail(session: RelaySession, reason: EndReason): void {
    if (!this.#sessions.has(session.id)) return;
    const { inviter, invitee, id: sessionId } = session;
    const asking = session.phase === 'asking';
    const hr = hresultOfReason(reason);
    const terminate = { type: 'terminate', sessionId, reason, hr, appData: '' } as const;
    this.#end(
      session,
      asking ? stageOfCancel(reason) : stageOfTerminate(session.phase === 'connected', reason),
    );
    this.#tell(session, invitee, asking ? { type: 'cancel', sessionId, reason } : terminate);
    const unanswered = asking && reason === 'timeout';
    this.#tell(session, inviter, unanswered ? { type: 'unavailable', sessionId, reason } : terminate);
  }

  #answeredElsewhere(session: RelaySession, device: string): void {
    const { invitee, inviter } = session;
    const message = answeredElsewhere(session.id);
    this.#ports.deliver(invitee.person.id, inviter.person, message, undefined, device);
  }

  /** To the side's device, or, before an answer, to all of the invitee's; kept when that device is away for a moment. */
  #send(session: RelaySession, to: RelaySide, message: InvitationMessage): void {
    const from = to === session.inviter ? session.invitee : session.inviter;
    const taken = to.away ? 0 : this.#ports.deliver(to.person.id, from.person, message, to.device);
    if (taken > 0 || to.device === undefined) return;
    if (!to.hold(message)) this.#fail(session, 'connectivity');
  }

  /** The last word of a session that has ended. */
  #tell(session: RelaySession, to: RelaySide, message: InvitationMessage): void {
    const from = (to === session.inviter ? session.invitee : session.inviter).person;
    const taken = this.#ports.deliver(to.person.id, from, message, to.device);
    if (taken === 0 && to.device !== undefined) this.#ended.leave(to.person.id, to.device, { from, message });
  }

  #setStage(session: RelaySession, stage: InvitationStage): void {
    session.stage = stage;
    this.#ports.onStage(session, stage);
  }

  #end(session: RelaySession, stage: InvitationStage): void {
    if (!this.#sessions.has(session.id)) return;
    this.#forget(session);
    this.#ended.add(session);
    this.#setStage(session, stage);
  }

  #forget(session: RelaySession): void {
    clearTimeout(session.deadline);
    this.#sessions.delete(session.id);
    for (const side of [session.inviter, session.invitee]) {
      clearTimeout(side.away);
      const sessions = this.#byPerson.get(side.person.id);
      sessions?.delete(session);
      if (sessions?.size === 0) this.#byPerson.delete(side.person.id);
    }
  }

  #limit(session: RelaySession, ms: number): void {
    clearTimeout(session.deadline);
    session.deadline = setTimeout(() => this.#fail(session, 'timeout'), ms);
  }

  #of(personId: string): RelaySession[] {
    return [...(this.#byPerson.get(personId) ?? [])];
  }
}

function answeredElsewhere(sessionId: string): InvitationMessageOf<'cancel'> {
  return { type: 'cancel', sessionId, reason: 'answered-elsewhere' };
}
