/** What happened to microphone and speaker by itself. Pure. */
import type { SoundNotice } from '../../sound/browser-sound.ts';
import type { T } from '../../strings/index.ts';

export const NOTICE_WORDS: Readonly<Record<SoundNotice, (t: T, name: string) => string>> = {
  'microphone-changed': t => t('sound-notice.microphone-changed'),
  'microphone-lost': (t, name) => t('sound-notice.microphone-lost', { name }),
  'speaker-changed': (t, name) => t('sound-notice.speaker-changed', { name }),
  'blocked-playback': (t, name) => t('sound-notice.blocked-playback', { name }),
};
