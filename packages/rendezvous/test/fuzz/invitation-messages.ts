/** Any message of the invitation layer that its schema lets pass, in any order and about any session. */
import fc from 'fast-check';
import {
  END_REASONS,
  HRESULT,
  InvitationMessage,
  type InvitationMessage as Message,
  UNAVAILABLE_REASONS,
} from '../../src/index.ts';
import { ASK, OFFER } from '../support/registrations.ts';

/** Sessions that nobody has begun. Some sort before every other, some behind: glare is decided by that. */
export const STRANGE_IDS: readonly string[] = Array.from(
  '0001234568adefff',
  (digit, index) => `${digit.repeat(8)}-${digit.repeat(4)}-4000-8000-0000000000${String(index + 10)}`,
);

const text = fc.string({ unit: 'binary', maxLength: 60 });
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.constantFrom(1_000, Number.MAX_SAFE_INTEGER),
);
const seq = number.map(value => Math.max(1, value));

/** By type, what stands in it beside type and session. */
const FIELDS: { readonly [T in Message['type']]: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
  invite: {
    application: fc.record({
      id: fc.constantFrom(ASK.id, ASK.id, OFFER.id, ASK.component),
      component: fc.constantFrom(ASK.component, ASK.component, OFFER.component),
      name: text,
      url: text,
    }),
    protocol: fc.constantFrom([1], [1, 2], [2]),
    data: fc.option(text, { nil: undefined }),
  },
  ringing: {},
  accept: { protocol: fc.integer({ min: 1, max: 3 }) },
  decline: {},
  unavailable: { reason: fc.constantFrom(...UNAVAILABLE_REASONS) },
  cancel: { reason: fc.constantFrom(...END_REASONS) },
  ready: {},
  data: { seq, data: text },
  ack: { received: number },
  resume: { received: number, ready: fc.boolean() },
  resumed: {
    received: number,
    acknowledged: number,
    ready: fc.boolean(),
    skipped: fc.array(seq, { maxLength: 4 }),
  },
  terminate: {
    reason: fc.constantFrom(...END_REASONS),
    hr: fc.constantFrom(...Object.values(HRESULT)),
    appData: text,
  },
};

/** @param ids of the sessions that it may be about; what is put in their place must make it valid */
export function invitationMessage(ids: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const ofType = (type: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.record({ type: fc.constant(type), sessionId: fc.constantFrom(...ids), ...fields });
  return fc.oneof(...Object.entries(FIELDS).map(([type, fields]) => ofType(type, fields)));
}

/** An invitation as a messenger writes it that means well. */
export const honestInvitation: fc.Arbitrary<Record<string, unknown>> = fc.record({
  type: fc.constant('invite'),
  sessionId: fc.constantFrom(...STRANGE_IDS),
  application: fc
    .constantFrom(ASK, OFFER)
    .map(({ id, component, name, url }) => ({ id, component, name, url })),
  protocol: fc.constant([1]),
});

/** As it would arrive: through text, checked at the edge. */
export function arriving(message: object): Message {
  return InvitationMessage.parse(JSON.parse(JSON.stringify(message)));
}
