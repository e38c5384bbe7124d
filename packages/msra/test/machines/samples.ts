/** Every state machine of the protocol, in the order of the specification. */
import { EXPERT_CHAT, EXPERT_SETTINGS, NOVICE_CHAT, NOVICE_SETTINGS } from './chat-and-settings.ts';
import { CHANNELS, EXPERT_CONNECTION, NOVICE_CONNECTION } from './connection.ts';
import { FILE_RECEIVER, FILE_SENDER } from './file-transfer.ts';
import { PUBLICATION } from './publication.ts';
import type { Sample } from './sample.ts';
import {
  EXPERT_INIT_1,
  EXPERT_INIT_2,
  NOVICE_INIT_1,
  NOVICE_INIT_2,
  NOVICE_INIT_12,
} from './session-init.ts';
import { EXPERT_INIT_3, NOVICE_INIT_3 } from './session-init-3.ts';
import {
  EXPERT_SHARE_CONTROL,
  EXPERT_SHARE_CONTROL_1,
  NOVICE_SHARE_CONTROL,
  NOVICE_SHARE_CONTROL_1,
} from './share-control.ts';
import { EXPERT_VOICE, NOVICE_VOICE } from './voice.ts';

export const SAMPLES: readonly Sample[] = [
  CHANNELS,
  EXPERT_CONNECTION,
  NOVICE_CONNECTION,
  EXPERT_INIT_1,
  NOVICE_INIT_1,
  EXPERT_INIT_2,
  NOVICE_INIT_2,
  NOVICE_INIT_12,
  EXPERT_INIT_3,
  NOVICE_INIT_3,
  FILE_SENDER,
  FILE_RECEIVER,
  EXPERT_CHAT,
  NOVICE_CHAT,
  EXPERT_SETTINGS,
  NOVICE_SETTINGS,
  EXPERT_SHARE_CONTROL_1,
  NOVICE_SHARE_CONTROL_1,
  EXPERT_SHARE_CONTROL,
  NOVICE_SHARE_CONTROL,
  EXPERT_VOICE,
  NOVICE_VOICE,
  PUBLICATION,
];
