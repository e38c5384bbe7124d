/**
 * What a messenger knows of an application before it has ever run: the five values of the seed's registry keys,
 * and what they leave out (how to launch, other languages, what it will be able to do).
 */
import { z } from 'zod';
import { GuidSchema } from './invitation.ts';
import { LIMITS } from './limits.ts';

/** Any spelling of a GUID → upper case with braces. */
export function normalizeGuid(text: string): string {
  const bare = text
    .trim()
    .replace(/^\{|\}$/g, '')
    .toUpperCase();
  return `{${bare}}`;
}
const guid = z.string().max(38).transform(normalizeGuid).pipe(GuidSchema);
const localized = z.record(z.string().regex(/^[a-z]{2}$/), z.string().max(LIMITS.nameLength));
const abilities = z.object({
  /** Short sentences: what the application will be able to do. `{name}` stands for the other person. */
  can: z.array(z.string().max(300)).max(8),
  /** Short sentences: what it will not be able to do. */
  cannot: z.array(z.string().max(300)).max(8),
});

export const Registration = z.object({
  /** The registry key: the application id that both messengers know. */
  id: guid,
  /** `RendezvousComponent`: what is created on both sides. Not the same as `id`. */
  component: guid,
  /** `Name`, literal, as in the seed. */
  name: z.string().min(1).max(LIMITS.nameLength),
  /** Names by language; the menu shows these where they exist. */
  localizedNames: localized.default({}),
  /** `Icon` and `Path` of the seed become the address of an image. */
  icon: z.string().max(2048),
  /** `URL`: where to read about or get the application. Shown, never opened by itself. */
  url: z.url({ protocol: /^https$/ }).max(2048),
  protocol: z.object({ min: z.int().min(1), max: z.int().min(1) }).default({ min: 1, max: 1 }),
  /** How to launch `component`. */
  launch: z.object({
    kind: z.literal('page'),
    /** Address of the page, absolute or relative to the messenger's. */
    url: z.string().min(1).max(2048),
    width: z.int().min(200).max(4000).default(1100),
    height: z.int().min(200).max(4000).default(760),
  }),
  /** What the invitation card says, by language and by the reader's part. */
  abilities: z
    .record(z.string().regex(/^[a-z]{2}$/), z.object({ inviter: abilities, invitee: abilities }))
    .default({}),
});
export type Registration = z.infer<typeof Registration>;

/** The name to show in `language` (`de`, `en-GB` …). */
export function nameIn(
  registration: Pick<Registration, 'name' | 'localizedNames'>,
  language: string,
): string {
  return registration.localizedNames[language.slice(0, 2)] ?? registration.name;
}
