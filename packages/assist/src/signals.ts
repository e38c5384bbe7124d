/** The texts that the two applications exchange: as context data until the link is up, on the `status` channel after. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Of this whole exchange; another major number is refused. */
export const SIGNALS_VERSION = 1;

/** 32 bytes. */
const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

export const DescriptionSignal = z.object({
  type: z.literal('description'),
  description: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string().max(LIMITS.sdpLength) }),
});

const candidate = z.object({
  candidate: z.string().max(1000),
  sdpMid: z.string().max(64).nullish(),
  sdpMLineIndex: z.int().min(0).max(64).nullish(),
  usernameFragment: z.string().max(256).nullish(),
});
export type DescriptionSignal = z.infer<typeof DescriptionSignal>;

export const CandidatesSignal = z.object({
  type: z.literal('candidates'),
  /** `null` says that there are no more. */
  candidates: z.array(candidate.nullable()).max(LIMITS.candidatesPerMessage),
});
export type CandidatesSignal = z.infer<typeof CandidatesSignal>;

export const END_WORDS = [
  'user',
  'refused',
  'not-verified',
  'protocol-error',
  'link-failed',
  'error',
] as const;
/** Why the other side ended it, as it says. */
export type EndWord = (typeof END_WORDS)[number];

/** One context data text. */
export const ContextSignal = z.discriminatedUnion('type', [
  /** First of all, both ways. `fingerprint` is of the sender's DTLS certificate. */
  z.object({
    type: z.literal('hello'),
    v: z.literal(SIGNALS_VERSION),
    role: z.enum(['novice', 'expert']),
    fingerprint: digest,
    /** Novice: SHA-256 of the nonce that it will reveal. */
    commitment: digest.optional(),
  }),
  /**
   * Expert → novice, only after the novice's hello: a server in the middle that knew this nonce before it had to commit
   * to one of its own could choose the pictures.
   */
  z.object({ type: z.literal('nonce'), nonce: digest }),
  /** Novice → expert, after the expert's hello: [MS-RAI] connection string 2 and the session password. */
  z.object({
    type: z.literal('start'),
    connectionString: z.string().max(4000),
    password: z.string().regex(/^[A-Z0-9]{12}$/),
  }),
  /** Novice → expert, after the expert's nonce. */
  z.object({ type: z.literal('reveal'), nonce: digest }),
  DescriptionSignal,
  CandidatesSignal,
]);
export type ContextSignal = z.infer<typeof ContextSignal>;
export type SignalOf<T extends ContextSignal['type']> = Extract<ContextSignal, { type: T }>;

/** What `terminate` carries as application data when the assistance is over before its link was up. */
export const FarewellData = z.object({ ended: z.enum(END_WORDS) });

/** Which file: the count of FILEXFER commands that its sender has sent in this session, from 1 on. */
const fileNumber = z.int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const CONTROL_ENDINGS = [
  'rejected',
  'denied',
  'released',
  'panic',
  'stopped',
  'timeout',
  'companion-gone',
] as const;

/** One text of the `status` channel. */
export const StatusMessage = z.discriminatedUnion('type', [
  /** Novice → expert: what is shown from now on. */
  z.object({
    type: z.literal('screen'),
    screen: z.discriminatedUnion('name', [
      z.object({ name: z.literal('none') }),
      z.object({
        name: z.enum(['shown', 'paused']),
        surface: z.enum(['monitor', 'window', 'browser']),
      }),
    ]),
  }),
  /** Novice → expert: words about the control that the commands on `71` grant and end; they alone decide. */
  z.object({
    type: z.literal('control'),
    control: z.discriminatedUnion('name', [
      z.object({ name: z.literal('off'), last: z.enum(CONTROL_ENDINGS).optional() }),
      z.object({ name: z.literal('arming') }),
      /** The clocks of two machines differ: the time that is left, in milliseconds. */
      z.object({
        name: z.literal('on'),
        leftMs: z.number().min(0).max(3_600_000),
        resting: z.boolean(),
      }),
    ]),
  }),
  /** Novice → expert; the other way [MS-RA] has TYPINGSTART. */
  z.object({ type: z.literal('typing') }),
  /** Receiver of a file → its sender: so many bytes of it are written. Sent about every `LIMITS.fileAckBytes`. */
  z.object({ type: z.literal('file-progress'), file: fileNumber, bytes: z.int().min(0) }),
  /** Sender of a file → its receiver, after FILEXFEREND: what was sent. */
  z.object({ type: z.literal('file-hash'), file: fileNumber, sha256 }),
  /** Receiver of a file → its sender, after FILEXFEREND: what came of it, and the SHA-256 of what came. */
  z.object({
    type: z.literal('file-result'),
    file: fileNumber,
    result: z.enum(['kept', 'damaged', 'write-failed', 'cancelled']),
    sha256,
  }),
  /** Both ways, after contacts were exchanged: base64 of a signature by the key of the sender's contact. */
  z.object({ type: z.literal('contact-proof'), signature: z.string().max(LIMITS.signatureLength) }),
  /**
   * Both ways, one for each call: the description of the connection that carries the voice, and the base64 of its HMAC by the
   * key in VOIPGO (docs/adr/0015).
   */
  z.object({
    type: z.literal('voice-description'),
    sdp: z.string().max(LIMITS.sdpLength),
    proof: digest,
  }),
  /** Both ways: the last word. */
  z.object({ type: z.literal('bye'), why: z.enum(END_WORDS) }),
  DescriptionSignal,
  CandidatesSignal,
]);
export type StatusMessage = z.infer<typeof StatusMessage>;
/** Everything on `status` that is not the connection's own business. */
export type AssistStatus = Exclude<StatusMessage, { type: 'description' | 'candidates' | 'bye' }>;
export type StatusOf<T extends StatusMessage['type']> = Extract<StatusMessage, { type: T }>;

/** Text → value of `schema`; `unknown-type` when it is an object of a type that this version does not know. */
export function parseSignal<T>(
  schema: z.ZodType<T> & { options: readonly { shape: { type: z.ZodLiteral<string> } }[] },
  text: string,
): T | 'unknown-type' | 'malformed' {
  if (LIMITS.signalLength < text.length) return 'malformed';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'malformed';
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (typeof value !== 'object' || value === null || !('type' in value)) return 'malformed';
  const { type } = value;
  const known = schema.options.some(option => option.shape.type.value === type);
  return typeof type === 'string' && !known ? 'unknown-type' : 'malformed';
}
