/**
 * Every method between a messenger (host) and an application, in one place: name, direction, parameters, result.
 * JSON-RPC 2.0; the application speaks first. Typed callers and handlers in `rpc.ts` follow from this table.
 */
import { z } from 'zod';
import { GuidSchema, HresultSchema, SessionIdSchema } from './invitation.ts';
import { LIMITS } from './limits.ts';
import { END_REASONS, SESSION_STATE } from './session-state.ts';
import { exceedsBytes } from './utf8.ts';

const bounded = (bytes: number) =>
  z
    .string()
    .max(bytes)
    .refine(text => !exceedsBytes(text, bytes), 'too long');
const state = z.int().min(SESSION_STATE.unknown).max(SESSION_STATE.terminated);

export const RelayServer = z.object({
  urls: z.array(z.string().max(300)).max(8),
  username: z.string().max(500).optional(),
  credential: z.string().max(500).optional(),
});
export type RelayServer = z.infer<typeof RelayServer>;

export const SessionSnapshot = z.object({
  id: SessionIdSchema,
  /** RENDEZVOUS_SESSION_STATE */
  state,
  /** RENDEZVOUS_SESSION_FLAGS */
  flags: z.int().min(0).max(0x1f),
  /** Untrusted text for display, and the address that the messenger vouches for. */
  remoteUser: z.object({ name: z.string().max(LIMITS.nameLength), address: z.string().max(300) }),
  /** Which registration was launched. */
  application: GuidSchema,
  component: GuidSchema,
  /** What the inviter's application sent along with the invitation; the same on both sides, mostly empty. */
  invitationData: bounded(LIMITS.invitationDataBytes),
});
export type SessionSnapshot = z.infer<typeof SessionSnapshot>;

/** What an application leaves in the chat when it has finished, by language. Plain text; the host shows it as a card. */
export const Summary = z.object({
  texts: z.record(
    z.string().regex(/^[a-z]{2}$/),
    z.object({ title: z.string().max(200), lines: z.array(z.string().max(500)).max(40) }),
  ),
});
export type Summary = z.infer<typeof Summary>;

/** Requests: the caller waits for a result. `from` says who calls. */
export const METHODS = {
  /** First message on every channel. `token` is the one-time launch token, or the resume token after a reload. */
  'rendezvous/hello': {
    from: 'application',
    params: z.object({
      protocol: z.array(z.int().min(1)).min(1).max(8),
      token: z.string().min(16).max(200),
      application: z.object({ name: z.string().max(100), version: z.string().max(50) }),
      /** Should its channel break while the session lives, the application comes back: the host waits for it. */
      returns: z.boolean().optional(),
      /** With a resume token: the number of the last context data that the application has taken. */
      received: z.int().min(0).optional(),
    }),
    result: z.object({
      protocol: z.int().min(1),
      /** Give this instead of `token` to come back after a reload of either page. */
      resumeToken: z.string().max(200),
      /** Fixed in version 1; here for applications that are written without this text. */
      limits: z.object({ contextDataBytes: z.int(), appDataBytes: z.int() }),
      host: z.object({ name: z.string().max(100), language: z.string().max(35) }),
      /** Whether `app/setSession` follows: not after the end of the session, nor for an application that runs by itself. */
      handOver: z.boolean(),
      /** The highest `id` of `session/sendContextData` that the host has taken; what is higher was not sent. */
      sent: z.int().min(0),
    }),
  },
  /** `IRendezvousApplication::SetRendezvousSession`. Once per channel, after a hello that was answered with `handOver`. */
  'app/setSession': { from: 'host', params: z.object({ session: SessionSnapshot }), result: z.null() },
  /** `get_State`, `get_Flags`, `get_RemoteUser` in one round trip. */
  'session/get': { from: 'application', params: z.object({}), result: SessionSnapshot },
  /**
   * `SendContextData`. Answered when the host has taken the string: it goes to the other side as soon as there is a way.
   * `id` grows with every send; the first is 1, and after a return the one behind `sent` of the hello.
   * More than `LIMITS.contextDataBytes` is answered with `CONTEXT_DATA_OVER_LIMIT`; the schema therefore sets no bound.
   */
  'session/sendContextData': {
    from: 'application',
    params: z.object({ id: z.int().min(1), data: z.string() }),
    result: z.null(),
  },
  /** `Terminate`: the application no longer needs the messenger's transport. Idempotent. */
  'session/terminate': {
    from: 'application',
    params: z.object({ hr: HresultSchema, appData: bounded(LIMITS.appDataBytes) }),
    result: z.null(),
  },
  /** The messenger's STUN and TURN servers with short-lived credentials. */
  'host/relayServers': {
    from: 'application',
    params: z.object({}),
    result: z.object({ servers: z.array(RelayServer).max(16) }),
  },
  /**
   * From inside a running application that has no session: invites a contact to it. The session is handed over on this
   * channel when the other person has accepted; when not, `host/invitationEnded` comes.
   */
  'host/invite': {
    from: 'application',
    params: z.object({ to: z.string().min(1).max(300), data: bounded(LIMITS.invitationDataBytes) }),
    result: z.object({ sessionId: SessionIdSchema }),
  },
  /** The application has finished; the end of the session was not the end of the application. */
  'app/finished': {
    from: 'application',
    params: z.object({
      summary: Summary.refine(summary => !exceedsBytes(JSON.stringify(summary), LIMITS.summaryBytes), {
        error: 'too long',
      }).optional(),
    }),
    result: z.null(),
  },
} as const;

/** Notifications: the four events of `DRendezvousSessionEvents` from the host, and what either end keeps count of. */
export const NOTIFICATIONS = {
  /** DISPID 5 */
  'session/stateChanged': { from: 'host', params: z.object({ prevState: state, state }) },
  /** DISPID 6 */
  'session/terminated': {
    from: 'host',
    params: z.object({
      hr: HresultSchema,
      appData: bounded(LIMITS.appDataBytes),
      reason: z.enum(END_REASONS),
      by: z.enum(['local', 'remote', 'host']),
    }),
  },
  /** DISPID 7 */
  'session/contextData': {
    from: 'host',
    params: z.object({ seq: z.int().min(1), data: bounded(LIMITS.contextDataBytes) }),
  },
  /** DISPID 8; `id` names the send that failed. */
  'session/sendError': { from: 'host', params: z.object({ id: z.int().min(1), hr: HresultSchema }) },
  /** What `host/invite` began has come to nothing. */
  'host/invitationEnded': {
    from: 'host',
    params: z.object({ sessionId: SessionIdSchema, state, reason: z.enum(END_REASONS) }),
  },
  /** `AddRef` and `Release`: how many leases of the session the application holds now. */
  'session/held': { from: 'application', params: z.object({ count: z.int().min(0) }) },
  /** The application has taken context data up to this number: the host may forget it. */
  'session/received': { from: 'application', params: z.object({ seq: z.int().min(1) }) },
} as const;

export type MethodName = keyof typeof METHODS;
/** The two ends of a channel. */
export type Side = 'host' | 'application';
/** The requests that `S` may send. */
export type MethodFrom<S extends Side> = {
  [M in MethodName]: (typeof METHODS)[M]['from'] extends S ? M : never;
}[MethodName];
/** The notifications that `S` may send. */
export type NotificationFrom<S extends Side> = {
  [N in NotificationName]: (typeof NOTIFICATIONS)[N]['from'] extends S ? N : never;
}[NotificationName];
export type NotificationName = keyof typeof NOTIFICATIONS;
export type ParamsOf<M extends MethodName> = z.infer<(typeof METHODS)[M]['params']>;
export type ResultOf<M extends MethodName> = z.infer<(typeof METHODS)[M]['result']>;
export type NotificationParamsOf<N extends NotificationName> = z.infer<(typeof NOTIFICATIONS)[N]['params']>;
