/** The messages between two messengers about one rendezvous session, whatever instant-messaging protocol carries them. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { END_REASONS, UNAVAILABLE_REASONS } from './session-state.ts';
import { exceedsBytes } from './utf8.ts';

/** A version 4 UUID in lower case: two ids are compared as texts. */
const sessionId = z.uuidv4().lowercase();
const guid = z
  .string()
  .regex(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/, 'an upper-case GUID in braces');
const hresult = z.int().min(-2147483648).max(2147483647);
const bounded = (bytes: number) =>
  z
    .string()
    .max(bytes)
    .refine(text => !exceedsBytes(text, bytes), 'too long');

/** One message of the invitation layer. `sessionId` names the rendezvous session in all of them. */
export const InvitationMessage = z.discriminatedUnion('type', [
  /** Inviter → invitee (all devices): the person picked an application. */
  z.object({
    type: z.literal('invite'),
    sessionId,
    application: z.object({
      id: guid,
      component: guid,
      name: z.string().max(LIMITS.nameLength),
      url: z.string().max(2048),
    }),
    protocol: z.array(z.int().min(1)).min(1).max(8),
    /** What the inviter's application sends along, for the invitee's. */
    data: bounded(LIMITS.invitationDataBytes).optional(),
  }),
  /** Invitee's device → inviter: the invitation is on the screen. */
  z.object({ type: z.literal('ringing'), sessionId }),
  /** Invitee's device → inviter: the person accepted on this device. */
  z.object({ type: z.literal('accept'), sessionId, protocol: z.int().min(1) }),
  /** Invitee → inviter: the person declined. */
  z.object({ type: z.literal('decline'), sessionId }),
  /** Invitee → inviter: nobody declined, but the messenger cannot do it. */
  z.object({ type: z.literal('unavailable'), sessionId, reason: z.enum(UNAVAILABLE_REASONS) }),
  /** Inviter → invitee: taken back before it was accepted. */
  z.object({ type: z.literal('cancel'), sessionId, reason: z.enum(END_REASONS) }),
  /** Both ways: this side's application holds its session. Both `ready` make CONNECTED. */
  z.object({ type: z.literal('ready'), sessionId }),
  /** Both ways: context data, numbered from 1 in each direction. Delivered in order, each once. */
  z.object({
    type: z.literal('data'),
    sessionId,
    seq: z.int().min(1),
    data: bounded(LIMITS.contextDataBytes),
  }),
  /** Both ways: context data up to this number has arrived; the sender may forget it. */
  z.object({ type: z.literal('ack'), sessionId, received: z.int().min(0) }),
  /** Both ways, after a loss: where the sender stands. Answered with `resumed` and with the data that is missing. */
  z.object({
    type: z.literal('resume'),
    sessionId,
    received: z.int().min(0),
    /** Whether the sender's `ready` was said. */
    ready: z.boolean(),
  }),
  z.object({
    type: z.literal('resumed'),
    sessionId,
    received: z.int().min(0),
    /** Up to here the sender has forgotten its own data: whoever has received less has lost its memory. */
    acknowledged: z.int().min(0),
    ready: z.boolean(),
    /** Numbers of data that will never come: the messenger refused it, and its sender was told. */
    skipped: z.array(z.int().min(1)).max(LIMITS.contextDataInFlight),
  }),
  /** Both ways: the session ends, by the application (`success`) or because something failed. */
  z.object({
    type: z.literal('terminate'),
    sessionId,
    reason: z.enum(END_REASONS),
    hr: hresult,
    appData: bounded(LIMITS.appDataBytes),
  }),
]);
export type InvitationMessage = z.infer<typeof InvitationMessage>;
export type InvitationMessageOf<T extends InvitationMessage['type']> = Extract<
  InvitationMessage,
  { type: T }
>;

/** The protocol versions that this implementation speaks. */
export const PROTOCOL_VERSIONS: readonly number[] = [1];
export { guid as GuidSchema, hresult as HresultSchema, sessionId as SessionIdSchema };
