/**
 * What an expert's hand does, as it travels on the `input` channel: validated at the novice's edge, never trusted.
 * A key event carries the physical code, the logical key and the modifiers, so that shortcuts and every layout come out right.
 */
import { z } from 'zod';
import { isStrayControl } from '../text.ts';

/** Parts of the shown picture, 0…1 from its top left corner; never pixels, so that scaling cannot put it in the wrong place. */
const fraction = z.number().min(0).max(1);

export const Modifiers = z.object({
  shift: z.boolean(),
  control: z.boolean(),
  alt: z.boolean(),
  meta: z.boolean(),
  altGraph: z.boolean(),
});
export type Modifiers = z.infer<typeof Modifiers>;

/** `MouseEvent.button`: 0 left, 1 middle, 2 right, 3 back, 4 forward. */
const button = z.int().min(0).max(4);

export const InputEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('move'), x: fraction, y: fraction }),
  z.object({ type: z.literal('button'), x: fraction, y: fraction, button, down: z.boolean() }),
  /** Wheel clicks (1 = one notch), right and down positive; fractions are collected by the receiver. */
  z.object({
    type: z.literal('wheel'),
    x: fraction,
    y: fraction,
    dx: z.number().min(-100).max(100),
    dy: z.number().min(-100).max(100),
  }),
  z.object({
    type: z.literal('key'),
    /** `KeyboardEvent.code`, e.g. `KeyZ`. */
    code: z.string().max(32),
    /** `KeyboardEvent.key`, e.g. `y` on a German keyboard, or `Enter`. */
    key: z.string().max(32),
    down: z.boolean(),
    repeat: z.boolean(),
    modifiers: Modifiers,
  }),
  /** Text that no key makes: composed by an input method, pasted as typing, an emoji. Control characters: only \n and \t. */
  z.object({
    type: z.literal('text'),
    text: z
      .string()
      .min(1)
      .max(1000)
      .refine(text => !Array.from(text).some(isStrayControl), 'control characters'),
  }),
  /** Everything that is down goes up: sent on blur, on pointer leaving, and at the end. */
  z.object({ type: z.literal('release-all') }),
]);
export type InputEvent = z.infer<typeof InputEvent>;

/** Bounds of the `input` channel; beyond them events are dropped and counted. */
export const INPUT_LIMITS = { messageBytes: 8 * 1024, eventsPerSecond: 500, burst: 1000 } as const;
