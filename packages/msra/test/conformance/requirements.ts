/** Every requirement of the protocol, under ids that never change: pure data. Tests cite them by `verifies`. */
import { FILE_TRANSFER_AND_CHAT } from './requirements/file-transfer-and-chat.ts';
import { INITIATION } from './requirements/initiation.ts';
import { MESSAGES } from './requirements/messages.ts';
import type { Requirement } from './requirements/requirement.ts';
import { RULES } from './requirements/rules.ts';
import { SESSION_INIT } from './requirements/session-init.ts';
import { SETTINGS } from './requirements/settings.ts';
import { SHARE_CONTROL } from './requirements/share-control.ts';
import { VOICE } from './requirements/voice.ts';

export type { Level, Requirement, Who } from './requirements/requirement.ts';

export const REQUIREMENTS = {
  ...MESSAGES,
  ...SESSION_INIT,
  ...FILE_TRANSFER_AND_CHAT,
  ...SETTINGS,
  ...SHARE_CONTROL,
  ...VOICE,
  ...RULES,
  ...INITIATION,
} as const satisfies Readonly<Record<string, Requirement>>;

/** The id of a requirement in this table. */
export type RequirementId = keyof typeof REQUIREMENTS;
