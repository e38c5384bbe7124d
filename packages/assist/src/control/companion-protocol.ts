/**
 * The few messages between the novice's page and the companion on the same machine: JSON over a loopback WebSocket.
 * The page speaks first with the one-time code that the companion shows, or with the token that a pairing gave it.
 */
import { z } from 'zod';
import { InputEvent } from './input-events.ts';

/** The companion listens on the first free one of these, on 127.0.0.1 only; the page tries them in order. */
export const COMPANION_PORTS: readonly number[] = [47810, 47811, 47812, 47813, 47814];

export const CompanionScreen = z.object({
  id: z.string().max(100),
  name: z.string().max(100),
  /** In the operating system's own pixels, origin at the top left of the whole desktop. */
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  /** Device pixels per logical pixel. */
  scale: z.number().min(0.5).max(8),
  primary: z.boolean(),
});
export type CompanionScreen = z.infer<typeof CompanionScreen>;

const minutes = z.number().min(0.001).max(15);

/** Page → companion. */
export const PageMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pair'), code: z.string().max(20) }),
  z.object({ type: z.literal('resume'), token: z.string().max(200) }),
  /** Ask the person at the machine, then take input for `screenId` for at most `minutes`. */
  z.object({
    type: z.literal('arm'),
    helper: z.object({ name: z.string().max(100), address: z.string().max(300) }),
    screenId: z.string().max(100),
    minutes,
    /** BCP 47, for the question's words. */
    language: z.string().max(35),
  }),
  /** Fifteen more minutes, at the novice's wish. */
  z.object({ type: z.literal('renew'), minutes }),
  z.object({ type: z.literal('disarm') }),
  /** While a consent question is open nothing is injected; everything held is released. */
  z.object({ type: z.literal('suspend'), on: z.boolean() }),
  z.object({ type: z.literal('input'), event: InputEvent }),
  z.object({ type: z.literal('ping'), sentAt: z.number() }),
]);
export type PageMessage = z.infer<typeof PageMessage>;

export const DISARM_REASONS = ['panic', 'page', 'timeout', 'refused', 'closed', 'stopped', 'failed'] as const;
export type DisarmReason = (typeof DISARM_REASONS)[number];

/** Why input is impossible on this machine, for words on screen. */
export const UNABLE_REASONS = [
  'wayland',
  'macos-permission',
  'no-display',
  'no-xtest',
  'unsupported-system',
] as const;
export type UnableReason = (typeof UNABLE_REASONS)[number];

/** Companion → page. */
export const CompanionMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('paired'),
    token: z.string().max(200),
    platform: z.enum(['x11', 'windows', 'macos', 'none']),
    screens: z.array(CompanionScreen).max(16),
    /** Present when this machine cannot inject at all. */
    unable: z.enum(UNABLE_REASONS).optional(),
  }),
  z.object({ type: z.literal('refused'), reason: z.enum(['wrong-code', 'locked', 'busy', 'wrong-token']) }),
  /** The question stands on the novice's screen (outside the page). */
  z.object({ type: z.literal('asking') }),
  z.object({ type: z.literal('armed'), untilMs: z.number() }),
  z.object({ type: z.literal('disarmed'), reason: z.enum(DISARM_REASONS) }),
  /** The novice's own hand: injection rests for this long. Zero: it goes on. */
  z.object({ type: z.literal('hand'), restMs: z.number().min(0).max(10_000) }),
  z.object({ type: z.literal('screens'), screens: z.array(CompanionScreen).max(16) }),
  z.object({ type: z.literal('pong'), sentAt: z.number() }),
]);
export type CompanionMessage = z.infer<typeof CompanionMessage>;
