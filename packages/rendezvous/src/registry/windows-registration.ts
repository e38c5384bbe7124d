/** The five values of a registry key of Windows, below `HKLM\SOFTWARE\Microsoft\RendezvousApps\{application id}`. rendezvous-api 4. */
import { z } from 'zod';
import { GuidSchema } from '../invitation.ts';
import { LIMITS } from '../limits.ts';
import { normalizeGuid } from '../registration.ts';
import { REGISTRY_LIMITS } from './limits.ts';

/** Text that one line of a `.reg` file can carry, and that means the same when it is read again. */
const value = (maxLength: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(maxLength, `is longer than ${String(maxLength)} characters`)
    .refine(text => !/\p{Cc}/u.test(text), 'has control characters')
    .refine(text => text.isWellFormed(), 'has half a character')
    .refine(text => !text.includes('$('), 'has a macro such as $(runtime.system32)');
const guid = z
  .string()
  .max(38, 'must be a GUID in braces')
  .transform(normalizeGuid)
  .pipe(z.string().refine(text => GuidSchema.safeParse(text).success, 'must be a GUID in braces'));

export const WindowsRegistration = z.object({
  /** The name of the key: the application id. */
  id: guid,
  /** `Name`: literal text. */
  name: value(LIMITS.nameLength),
  /** `Icon`: the icon's index inside `path` as `ExtractIconEx` counts it; a DWORD, read as signed. */
  icon: z.int().min(-2147483648).max(2147483647),
  /** `RendezvousComponent`: what is created on both sides. */
  component: guid,
  /** `Path`: the program that holds the icons. Not what is started: COM finds that by the component. */
  path: value(REGISTRY_LIMITS.pathLength),
  /** `URL`: where to read about or get the application. */
  url: value(REGISTRY_LIMITS.urlLength).refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && text === text.trim(),
    'must be an https address',
  ),
});
export type WindowsRegistration = z.infer<typeof WindowsRegistration>;

/** The names of the values, as the registry and `WindowsRegistration` spell them. */
export const WINDOWS_VALUES = {
  name: 'Name',
  icon: 'Icon',
  component: 'RendezvousComponent',
  path: 'Path',
  url: 'URL',
} as const;
