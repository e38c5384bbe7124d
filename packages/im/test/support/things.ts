/** Valid things of the protocol for tests, each from the few facts that a test is about. */
import type { Contact, Message, Person, ServerFrame } from '../../src/index.ts';

export const ANNA: Person = { address: 'anna@test', name: 'Anna', guest: false };
export const BEN: Person = { address: 'ben@test', name: 'Ben', guest: false };
export const CARA: Person = { address: 'cara@test', name: 'Cara', guest: false };
export const APPLICATION = '{00000000-0000-4000-8000-00000000000A}';

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function contact(person: Person = BEN, changes: Partial<Contact> = {}): Contact {
  return { ...person, presence: 'online', since: 1, readSeq: 0, ...changes };
}

export function text(seq: number, changes: Partial<Extract<Message, { kind: 'text' }>> = {}): Message {
  return {
    kind: 'text',
    id: uuid(seq),
    seq,
    with: BEN.address,
    from: BEN.address,
    at: seq,
    text: `text ${String(seq)}`,
    clientId: uuid(0xc0000 + seq),
    ...changes,
  };
}

export function card(seq: number, stage: Extract<Message, { kind: 'invitation' }>['stage']): Message {
  return {
    kind: 'invitation',
    id: uuid(seq),
    seq,
    with: BEN.address,
    from: BEN.address,
    at: seq,
    sessionId: uuid(0x5e000 + seq),
    application: { id: APPLICATION, name: 'Ask for Remote Assistance' },
    stage,
  };
}

type Welcome = Extract<ServerFrame, { type: 'welcome' }>;
export function welcome(changes: Partial<Welcome> = {}): Welcome {
  return { type: 'welcome', self: ANNA, contacts: [contact()], conversations: [], now: 1, ...changes };
}
