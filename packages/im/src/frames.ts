/**
 * Every frame between the messenger's client and its server: JSON text over one WebSocket (`/im`).
 * The client speaks first (`hello` with its bearer token). Requests carry an `id` and get exactly one `result` or `error`;
 * everything else from the server is a push. Unknown fields are ignored; unknown types are answered `unknown-type`.
 */
import { GuidSchema, InvitationMessage, RelayServer, Summary } from '@rendezvous/rendezvous';
import { z } from 'zod';
import { Address } from './address.ts';
import { LIMITS } from './limits.ts';

const seq = z.int().min(0);
const timestamp = z.int().min(0);

// ---------------------------------------------------------------- things

export const Person = z.object({
  address: Address,
  name: z.string().min(1).max(LIMITS.nameLength),
  guest: z.boolean(),
});
export type Person = z.infer<typeof Person>;

export const Presence = z.enum(['online', 'offline']);
export type Presence = z.infer<typeof Presence>;

export const Contact = Person.extend({
  presence: Presence,
  /** When the two became contacts. */
  since: timestamp,
  /** For a guest: when the guest's access ends. */
  expiresAt: timestamp.optional(),
  /** What this person has read in the conversation with us. */
  readSeq: seq,
});
export type Contact = z.infer<typeof Contact>;

/** How an invitation ended or stands; the card in the conversation. */
export const InvitationStage = z.enum([
  'asking',
  'ringing',
  'accepted',
  'connected',
  'ended',
  'declined',
  'cancelled',
  'timeout',
  'busy',
  'offline',
  'not-installed',
  'unsupported-version',
  'policy',
  'failed',
]);
export type InvitationStage = z.infer<typeof InvitationStage>;

const messageBase = {
  id: z.uuid(),
  /** Increases by one or more within a conversation. */
  seq,
  /** The other person of the conversation, as seen by the receiver of this frame. */
  with: Address,
  from: Address,
  at: timestamp,
};
export const Message = z.discriminatedUnion('kind', [
  z.object({
    ...messageBase,
    kind: z.literal('text'),
    text: z.string().min(1).max(LIMITS.textLength),
    /** The sender's own id for it, so that a repeated send is recognised. */
    clientId: z.uuid(),
  }),
  z.object({
    ...messageBase,
    kind: z.literal('invitation'),
    sessionId: z.uuid(),
    application: z.object({ id: GuidSchema, name: z.string().max(100) }),
    stage: InvitationStage,
  }),
  /** What an application left when it finished; `from` is whose application says so. */
  z.object({
    ...messageBase,
    kind: z.literal('receipt'),
    sessionId: z.uuid(),
    application: GuidSchema,
    summary: Summary,
  }),
]);
export type Message = z.infer<typeof Message>;
export type TextMessage = Extract<Message, { kind: 'text' }>;

export const Conversation = z.object({
  with: Address,
  unread: z.int().min(0),
  /** What we have read. */
  readSeq: seq,
  last: Message.optional(),
});
export type Conversation = z.infer<typeof Conversation>;

export const Link = z.object({
  /** The secret part of the link; shown once, stored hashed. */
  token: z.string().max(100),
  kind: z.enum(['contact', 'guest']),
  expiresAt: timestamp,
});
export type Link = z.infer<typeof Link>;

// ---------------------------------------------------------------- errors

export const ERROR_CODES = [
  'bad-frame',
  'unknown-type',
  'unauthorized',
  'rate-limited',
  'not-contact',
  'not-found',
  'yourself',
  'link-expired',
  'link-used',
  'too-many',
  'not-allowed',
  'offline',
  'busy',
  'unknown-session',
  'name-taken',
  'weak-password',
  'wrong-password',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Close codes of the WebSocket. */
export const CLOSE = {
  goingAway: 1001,
  helloTimeout: 4001,
  unauthorized: 4003,
  badFrame: 4007,
  frameTooLarge: 4009,
  rateLimited: 4029,
  signedOut: 4010,
} as const;

// ---------------------------------------------------------------- client → server

const op = <Op extends string, P extends z.ZodRawShape, R extends z.ZodType>(
  name: Op,
  params: P,
  result: R,
) => ({
  params: z.object({ op: z.literal(name), ...params }),
  result,
});

/** Every request: parameters and result side by side. */
export const OPERATIONS = {
  /** Sends a text. Repeating it with the same `clientId` returns the first message again. */
  send: op(
    'send',
    { to: Address, clientId: z.uuid(), text: z.string().trim().min(1).max(LIMITS.textLength) },
    z.object({ message: Message }),
  ),
  /**
   * One page of a conversation, oldest first: the newest messages; with `before` those before it (exclusive);
   * with `after` the ones that follow it (exclusive), beginning with the next. `more`: there are more in that direction.
   */
  history: op(
    'history',
    {
      with: Address,
      before: seq.optional(),
      after: seq.optional(),
      limit: z.int().min(1).max(LIMITS.historyPage).default(50),
    },
    z.object({ messages: z.array(Message).max(LIMITS.historyPage), more: z.boolean() }),
  ),
  read: op('read', { with: Address, seq }, z.object({})),
  typing: op('typing', { to: Address, on: z.boolean() }, z.object({})),
  createLink: op(
    'createLink',
    {
      kind: z.enum(['contact', 'guest']),
      expiresInSeconds: z.int().min(60).max(LIMITS.linkMaxSeconds).default(LIMITS.linkDefaultSeconds),
    },
    Link,
  ),
  /** A signed-in person follows a contact link. */
  redeemLink: op('redeemLink', { token: z.string().max(100) }, z.object({ contact: Contact })),
  removeContact: op('removeContact', { address: Address }, z.object({})),
  setName: op(
    'setName',
    { name: z.string().trim().min(1).max(LIMITS.nameLength) },
    z.object({ self: Person }),
  ),
  /** One message of the rendezvous invitation layer to the other person. */
  invitation: op('invitation', { to: Address, message: InvitationMessage }, z.object({})),
  /** Leaves an application's summary in the conversation. Repeats for one session are ignored. */
  receipt: op(
    'receipt',
    { with: Address, sessionId: z.uuid(), application: GuidSchema, summary: Summary },
    z.object({}),
  ),
  relayServers: op('relayServers', {}, z.object({ servers: z.array(RelayServer).max(16) })),
  /** Answers at once: the client's check that the connection lives. */
  ping: op('ping', {}, z.object({})),
} as const;
export type OperationName = keyof typeof OPERATIONS;
export type OperationParams<O extends OperationName> = Omit<z.input<(typeof OPERATIONS)[O]['params']>, 'op'>;
export type OperationResult<O extends OperationName> = z.infer<(typeof OPERATIONS)[O]['result']>;

export const Operation = z.discriminatedUnion('op', [
  OPERATIONS.send.params,
  OPERATIONS.history.params,
  OPERATIONS.read.params,
  OPERATIONS.typing.params,
  OPERATIONS.createLink.params,
  OPERATIONS.redeemLink.params,
  OPERATIONS.removeContact.params,
  OPERATIONS.setName.params,
  OPERATIONS.invitation.params,
  OPERATIONS.receipt.params,
  OPERATIONS.relayServers.params,
  OPERATIONS.ping.params,
]);
export type Operation = z.infer<typeof Operation>;

export const ClientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.literal(1),
    token: z.string().min(1).max(500),
    /** One per browser tab; chosen by the client, kept over reconnects. */
    device: z.uuid(),
  }),
  z.object({ type: z.literal('request'), id: z.int().min(1), request: Operation }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

// ---------------------------------------------------------------- server → client

export const ServerFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    self: Person.extend({ expiresAt: timestamp.optional() }),
    contacts: z.array(Contact).max(LIMITS.welcomeContacts),
    conversations: z.array(Conversation).max(LIMITS.welcomeConversations),
    /** The server's clock, for showing ages. */
    now: timestamp,
  }),
  z.object({ type: z.literal('result'), id: z.int(), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int().optional(), code: z.enum(ERROR_CODES) }),
  z.object({ type: z.literal('message'), message: Message }),
  /** A message changed: the stage of an invitation card. */
  z.object({ type: z.literal('messageUpdated'), message: Message }),
  /** A contact is new or changed (name, presence, what they have read). */
  z.object({ type: z.literal('contact'), contact: Contact }),
  z.object({ type: z.literal('contactRemoved'), address: Address }),
  z.object({ type: z.literal('typing'), from: Address, on: z.boolean() }),
  /** Another of our own tabs has read. */
  z.object({ type: z.literal('read'), with: Address, seq }),
  z.object({ type: z.literal('invitation'), from: Address, message: InvitationMessage }),
  /** The list at `/api/applications` is another one than before: look again. */
  z.object({ type: z.literal('applications') }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
