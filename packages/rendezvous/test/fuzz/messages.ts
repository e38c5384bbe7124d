/** Messages of a hostile end of a channel: JSON-RPC that is almost right, in either direction. */
import fc from 'fast-check';
import type { z } from 'zod';
import { END_REASONS, HRESULT, METHODS, NOTIFICATIONS, type Side } from '../../src/index.ts';
import { ASK } from '../support/registrations.ts';
import { cloneable, type Fields, isFields, json, spoilt, text } from './values.ts';

export const SESSION_ID = '2f1c4a52-6a4f-4a1b-8f0e-1f6a5b2c3d4e';
const OTHER_ID = '9b2d7c11-3c55-4d5a-9c7e-0a1b2c3d4e5f';

const hr = fc.constantFrom(...Object.values(HRESULT), 2 ** 31, -(2 ** 31) - 1);
const state = fc.integer({ min: 0, max: 8 });
const reason = fc.constantFrom(...END_REASONS);
const sessionId = fc.constantFrom(SESSION_ID, OTHER_ID);

export const snapshot: fc.Arbitrary<unknown> = fc.record({
  id: sessionId,
  state,
  flags: fc.integer({ min: 0, max: 0x20 }),
  remoteUser: fc.record({ name: text, address: text }),
  application: fc.constant(ASK.id),
  component: fc.constant(ASK.component),
  invitationData: text,
});

/** Sound parameters of every method and every notification; numbers now and then one too far. */
const PARAMS: Readonly<Record<keyof typeof METHODS | keyof typeof NOTIFICATIONS, fc.Arbitrary<unknown>>> = {
  'rendezvous/hello': fc.record({
    protocol: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
    token: fc.oneof(fc.string({ minLength: 16, maxLength: 60 }), text),
    application: fc.record({ name: text, version: text }),
    returns: fc.boolean(),
    received: fc.nat(),
  }),
  'app/setSession': fc.record({ session: snapshot }),
  'session/get': fc.constant({}),
  'session/sendContextData': fc.record({ id: fc.integer({ min: 0, max: 40 }), data: text }),
  'session/terminate': fc.record({ hr, appData: text }),
  'host/relayServers': fc.constant({}),
  'host/invite': fc.record({ to: text, data: text }),
  'app/finished': fc.record({
    summary: fc.record({ texts: fc.constant({ en: { title: 'the end', lines: ['of it'] } }) }),
  }),
  'session/stateChanged': fc.record({ prevState: state, state }),
  'session/terminated': fc.record({
    hr,
    appData: text,
    reason,
    by: fc.constantFrom('local', 'remote', 'host'),
  }),
  'session/contextData': fc.record({ seq: fc.integer({ min: 0, max: 40 }), data: text }),
  'session/sendError': fc.record({ id: fc.integer({ min: 0, max: 40 }), hr }),
  'host/invitationEnded': fc.record({ sessionId, state, reason }),
  'session/held': fc.record({ count: fc.integer({ min: -1, max: 5 }) }),
  'session/received': fc.record({ seq: fc.integer({ min: -1, max: 40 }) }),
};

const id: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 4, arbitrary: fc.string({ maxLength: 64 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, true, 1.5, -0, {}, [1], 'x'.repeat(65), Number.MAX_SAFE_INTEGER - 1),
  },
);

const named = (names: readonly string[]): fc.Arbitrary<Fields> =>
  fc
    .constantFrom(...names)
    .chain(method =>
      fc.record(
        { jsonrpc: fc.constant('2.0'), id, method: fc.constant(method), params: spoilt(paramsOf(method)) },
        { requiredKeys: ['jsonrpc', 'method', 'params'] },
      ),
    );

function paramsOf(method: string): fc.Arbitrary<unknown> {
  return Object.hasOwn(PARAMS, method) ? PARAMS[method as keyof typeof PARAMS] : json;
}

const UNKNOWN = [
  '',
  'session',
  'session/sendContextdata',
  '__proto__',
  'constructor',
  'toString',
  'rpc.discover',
];

const answer: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ jsonrpc: fc.constant('2.0'), id, result: fc.oneof(fc.constant(null), json) }),
  fc.record({
    jsonrpc: fc.constant('2.0'),
    id,
    error: fc.oneof(json, fc.record({ code: fc.integer(), message: text, data: json })),
  }),
);

/** Anything that may come through a channel: requests, notifications, answers, noise. */
export function message(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: named(names) },
    { weight: 2, arbitrary: spoilt(named(names)) },
    { weight: 1, arbitrary: named(UNKNOWN) },
    { weight: 2, arbitrary: spoilt(answer) },
    { weight: 2, arbitrary: cloneable },
    { weight: 1, arbitrary: fc.array(named(names), { maxLength: 2 }) },
  );
}

/** Everything that the contract has a name for, from either side. */
export const NAMES: readonly string[] = Object.keys(PARAMS);

/** Whether JSON-RPC asks the other end to answer this, under this very id. */
export function demandsAnswer(said: unknown): boolean {
  if (!isFields(said) || !Object.hasOwn(said, 'method') || said['method'] === undefined) return false;
  return isId(said['id']);
}

export function isId(value: unknown): value is string | number {
  return typeof value === 'string' ? value.length <= 64 : Number.isSafeInteger(value);
}

interface Declared {
  readonly from: Side;
  readonly params: z.ZodType;
}
const REQUESTS = new Map<string, Declared>(Object.entries(METHODS));
const TOLD = new Map<string, Declared>(Object.entries(NOTIFICATIONS));

/** Whether the end on `side` may take this as something that it should act on. */
export function isSound(said: unknown, side: Side): boolean {
  if (!isFields(said) || typeof said['method'] !== 'string') return false;
  const declared = (isId(said['id']) ? REQUESTS : TOLD).get(said['method']);
  if (declared === undefined || declared.from === side) return false;
  return declared.params.safeParse(said['params'] ?? {}).success;
}

/** The id of a message, its kind included: `1` is not `'1'`. */
export const idOf = (said: unknown): string => {
  const id = isFields(said) ? said['id'] : undefined;
  return `${typeof id} ${String(id)}`;
};
