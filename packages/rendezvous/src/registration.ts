/**
 * What a messenger knows of an application before it has ever run: the five values of the seed's registry keys,
 * and what they leave out (how to launch, other languages, what it will be able to do). rendezvous-api 4, 8.4.
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

/** What an application in a frame may be trusted with: the `sandbox` tokens that do not let it out of its frame. */
export const SANDBOX_TOKENS = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-pointer-lock',
  'allow-popups',
  'allow-same-origin',
  'allow-scripts',
] as const;
/** What an application in a frame may ask the browser for: features of the Permissions Policy. */
export const PERMISSIONS = [
  'autoplay',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'gamepad',
  'microphone',
] as const;

const argument = z
  .string()
  .max(4096)
  .regex(/^\P{Cc}*$/u, 'text without control characters');

/** An own page, in a window of its own or in a frame of the messenger's page. */
const PageLaunch = z.object({
  kind: z.literal('page'),
  /** Address of the page, absolute or relative to the messenger's. It may be of another origin. */
  url: z.string().min(1).max(2048),
  /** Where it opens when the browser leaves the choice; `window` falls back to a frame when no window may be opened. */
  placement: z.enum(['window', 'frame']).default('window'),
  width: z.int().min(200).max(4000).default(1100),
  height: z.int().min(200).max(4000).default(760),
  /**
   * Tokens of a frame's `sandbox`; deny by default. Without `allow-same-origin` the page has an origin of its own that
   * nobody shares. A page of the messenger's own origin is never given `allow-scripts` and `allow-same-origin` together.
   */
  sandbox: z
    .array(z.enum(SANDBOX_TOKENS))
    .max(SANDBOX_TOKENS.length)
    .default(['allow-scripts', 'allow-forms']),
  /** Features of a frame's `allow`; deny by default. */
  permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length).default([]),
});

/** A program of its own that speaks on its standard input and output. Never run through a shell. */
const ProcessLaunch = z.object({
  kind: z.literal('process'),
  /** The program and its arguments, each as it is. A program without a slash is looked for in `PATH`. */
  command: z.tuple([argument.min(1)], argument).refine(command => command.length <= 64, 'too many arguments'),
  /** The folder it runs in; relative to the registration's file. Default: the folder of that file, else the host's. */
  cwd: argument.min(1).optional(),
  /** Names of further environment variables that it may inherit; the rest of the environment is not passed on. */
  environment: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'the name of an environment variable'))
    .max(32)
    .default([]),
});

/** A module that is imported into the messenger itself. Only for applications that the messenger trusts as itself. */
const ModuleLaunch = z.object({
  kind: z.literal('module'),
  /** Its address or path; relative to the registration's file. Its default export is a factory of applications. */
  module: argument.min(1),
});

export const LaunchManifest = z.discriminatedUnion('kind', [PageLaunch, ProcessLaunch, ModuleLaunch]);
export type LaunchManifest = z.infer<typeof LaunchManifest>;
export type LaunchKind = LaunchManifest['kind'];
export type LaunchOf<K extends LaunchKind> = Extract<LaunchManifest, { kind: K }>;

/** `Icon` and `Path` of the seed: the image at `index` in an .exe or .dll, as `ExtractIconEx` counts them. */
export const IconResource = z.object({
  path: argument.min(1),
  index: z.int().min(-2147483648).max(2147483647),
});
export type IconResource = z.infer<typeof IconResource>;

export const Registration = z
  .object({
    /** The registry key: the application id that both messengers know. */
    id: guid,
    /** `RendezvousComponent`: what is created on both sides. Not the same as `id`. */
    component: guid,
    /** `Name`, literal, as in the seed. */
    name: z.string().min(1).max(LIMITS.nameLength),
    /** Names by language; the menu shows these where they exist. */
    localizedNames: localized.default({}),
    /** The address of an image, or the seed's `Icon` and `Path`. */
    icon: z.union([z.string().max(2048), IconResource]),
    /** `URL`: where to read about or get the application. Shown, never opened by itself. */
    url: z.url({ protocol: /^https$/ }).max(2048),
    protocol: z.object({ min: z.int().min(1), max: z.int().min(1) }).default({ min: 1, max: 1 }),
    /** How to launch `component`. */
    launch: LaunchManifest,
    /** What the invitation card says, by language and by the reader's part. */
    abilities: z
      .record(z.string().regex(/^[a-z]{2}$/), z.object({ inviter: abilities, invitee: abilities }))
      .default({}),
  })
  .refine(({ protocol }) => protocol.min <= protocol.max, {
    path: ['protocol'],
    error: 'min is greater than max',
  });
export type Registration = z.infer<typeof Registration>;

/** Whether a host that can launch these kinds can use this registration. */
export function launchesAs<K extends LaunchKind>(
  registration: Registration,
  kind: K,
): registration is Registration & { launch: LaunchOf<K> } {
  return registration.launch.kind === kind;
}

/** The name to show in `language` (`de`, `en-GB` …). */
export function nameIn(
  registration: Pick<Registration, 'name' | 'localizedNames'>,
  language: string,
): string {
  return registration.localizedNames[language.slice(0, 2)] ?? registration.name;
}
