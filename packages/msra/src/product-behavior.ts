// Every place where the specification contradicts itself, leaves something open, or Windows does otherwise:
// the reading this package takes, each with its reason. Code that depends on a reading names it.

import { CHANNELS_READINGS } from './product-behavior/channels.ts';
import { FILES_AND_CHAT_READINGS } from './product-behavior/files-and-chat.ts';
import { INITIATION_READINGS } from './product-behavior/initiation.ts';
import { MESSAGES_READINGS } from './product-behavior/messages.ts';
import type { Reading } from './product-behavior/reading.ts';
import { SESSION_INIT_READINGS } from './product-behavior/session-init.ts';
import { SHARE_CONTROL_READINGS } from './product-behavior/share-control.ts';
import { VOICE_READINGS } from './product-behavior/voice.ts';

export type { Reading } from './product-behavior/reading.ts';

/** The readings in use, by name; one file of the folder beside for each theme. */
export const READINGS = {
  ...MESSAGES_READINGS,
  ...CHANNELS_READINGS,
  ...INITIATION_READINGS,
  ...SESSION_INIT_READINGS,
  ...SHARE_CONTROL_READINGS,
  ...FILES_AND_CHAT_READINGS,
  ...VOICE_READINGS,
} as const satisfies Readonly<Record<string, Reading>>;

/** Name of a reading. */
export type ReadingName = keyof typeof READINGS;
