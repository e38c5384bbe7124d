/** Every requirement of the protocol, under ids that never change: pure data. Tests cite them by `verifies`. */
import { CONNECTION } from './requirements/connection.ts';
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
  ...CONNECTION,
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

/** The same requirements in the chapters of the documents, for those who read them in order. */
export const CHAPTERS: readonly {
  readonly title: string;
  readonly requirements: Readonly<Record<string, Requirement>>;
}[] = [
  { title: '[MS-RA] 2: channels and messages', requirements: MESSAGES },
  { title: '[MS-RA] 3 to 3.2: versions and the connection', requirements: CONNECTION },
  { title: '[MS-RA] 3.3 to 3.8: session initialization', requirements: SESSION_INIT },
  { title: '[MS-RA] 3.9 to 3.12: files and chat', requirements: FILE_TRANSFER_AND_CHAT },
  { title: '[MS-RA] 3.13, 3.14: settings and contacts', requirements: SETTINGS },
  { title: '[MS-RA] 3.15, 3.16: share control', requirements: SHARE_CONTROL },
  { title: '[MS-RA] 3.17, 3.18: voice', requirements: VOICE },
  { title: '[MS-RA] 2 and 3: sentences that bind without a capitalised word', requirements: RULES },
  { title: '[MS-RAI] and [MS-RAIOP]: what starts a session', requirements: INITIATION },
];
