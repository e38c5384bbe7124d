/** Which of the seed's 35 steps a message belongs to, and a word about it. */
import type { InvitationMessage } from '../../packages/rendezvous/src/invitation.ts';

type Step = readonly [step: string, note: string];
type Person = 'A' | 'B';

const by = (who: Person, a: string, b: string): string => (who === 'A' ? a : b);

export function stepOfInvitation(type: InvitationMessage['type'], from: Person): Step {
  switch (type) {
    case 'invite':
      return ['2', 'Anna picked Ask'];
    case 'ringing':
      return ['2', 'the card is on Ben’s screen'];
    case 'accept':
      return ['4', 'the acknowledgement'];
    case 'ready':
      return [by(from, '19', '20'), 'this side’s application holds its session'];
    case 'data':
      return from === 'A' ? ['23, 24', 'over the messenger’s transport'] : ['25', 'and back'];
    case 'terminate':
      return ['28, 32', 'to the other messenger'];
    default:
      return ['25', 'bookkeeping'];
  }
}

interface Fields {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/** @param methods the methods of the requests that wait for their answer on this channel, by direction and id */
export function stepOfRpc(
  message: unknown,
  who: Person,
  fromHost: boolean,
  methods: Map<string, string>,
): Step {
  const { id, method, params } = fieldsOf(message);
  if (typeof method === 'string') {
    if (id !== undefined) methods.set(keyOf(fromHost, id), method);
    return ofMethod(method, fieldsOf(params), who);
  }
  return ofAnswer(methods.get(keyOf(!fromHost, id)) ?? '', who);
}

const keyOf = (fromHost: boolean, id: unknown): string => `${String(fromHost)} ${JSON.stringify(id)}`;

function fieldsOf(value: unknown): Fields & { readonly state?: unknown; readonly count?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}

function ofMethod(method: string, params: ReturnType<typeof fieldsOf>, who: Person): Step {
  switch (method) {
    case 'rendezvous/hello':
      return [by(who, '6', '9'), 'the application speaks first'];
    case 'app/setSession':
      return [by(who, '7', '10'), 'SetRendezvousSession'];
    case 'session/held':
      return params.count === 0
        ? [by(who, '31', '35'), 'Release: the last hold']
        : [by(who, '12', '16'), 'AddRef'];
    case 'session/stateChanged':
      return params.state === 4
        ? [by(who, '19', '20'), 'OnStateChanged: data may flow now']
        : [by(who, '29', '33'), 'OnStateChanged'];
    case 'session/sendContextData':
      return who === 'A' ? ['21', 'SendContextData'] : ['25', 'SendContextData, the other way'];
    case 'session/contextData':
      return ['25', 'OnContextData'];
    case 'session/received':
      return ['25', 'the messenger may forget it'];
    case 'session/terminate':
      return ['26', 'Terminate'];
    case 'session/terminated':
      return [by(who, '29', '33'), 'OnTermination: the terminal record'];
    case 'app/finished':
      return [by(who, '31', '35'), 'nothing is left to do'];
    default:
      return ['25', ''];
  }
}

function ofAnswer(method: string, who: Person): Step {
  switch (method) {
    case 'rendezvous/hello':
      return [by(who, '6', '9'), 'the token was good'];
    case 'app/setSession':
      return [by(who, '7', '10'), 'SetRendezvousSession returns'];
    case 'session/sendContextData':
      return who === 'A' ? ['22', 'the messenger has it'] : ['25', 'the messenger has it'];
    case 'session/terminate':
      return ['27', 'the messenger has it'];
    default:
      return [by(who, '31', '35'), 'taken'];
  }
}
