/** What a messenger keeps of a launched application over a reload of its own page. */
import { z } from 'zod';
import { GuidSchema, SessionIdSchema } from '../invitation.ts';
import { LIMITS } from '../limits.ts';
import { Registration } from '../registration.ts';
import { SESSION_STATE } from '../session-state.ts';
import { FlowRecord } from './context-data-flow.ts';
import { Delivery } from './deliveries.ts';

/** A session that goes on over the reload. */
export const LiveRecord = z.object({
  inviter: z.boolean(),
  stage: z.enum(['waiting', 'connected']),
  registration: Registration,
  protocol: z.array(z.int().min(1)).min(1).max(8),
  invitationData: z.string().max(LIMITS.invitationDataBytes),
  flow: FlowRecord,
  /** What the application has not said to have taken. */
  deliveries: z.array(Delivery).max(LIMITS.contextDataQueue),
  /** The application's last number for context data that was taken from it. */
  taken: z.int().min(0),
});
export type LiveRecord = z.infer<typeof LiveRecord>;

/**
 * What a messenger keeps, in `sessionStorage` for example: at each `change` of the host, and when its page goes.
 * `resumeToken` is a secret between the two: never keep it where another origin or another person can read it.
 */
export const LaunchedRecord = z.object({
  sessionId: SessionIdSchema,
  remoteUser: z.object({ name: z.string().max(LIMITS.nameLength), address: z.string().max(300) }),
  application: GuidSchema,
  component: GuidSchema,
  /** RENDEZVOUS_SESSION_FLAGS */
  flags: z.int().min(0).max(0x1f),
  resumeToken: z.string().min(16).max(200),
  /** Of the application's page: only a page of this origin may come back. */
  origin: z.string().max(300),
  /** RENDEZVOUS_SESSION_STATE when the record was made. */
  state: z.int().min(SESSION_STATE.unknown).max(SESSION_STATE.terminated),
  /** Absent when the session is over, or holds too much to be kept: then a reload ends it. */
  live: LiveRecord.optional(),
});
export type LaunchedRecord = z.infer<typeof LaunchedRecord>;

/** A session that goes on, with what its application needs to be known again. */
export type KeptSession = LiveRecord & Pick<LaunchedRecord, 'origin' | 'resumeToken'>;
