/** What the microphone does at this moment: the same words wherever it is said. Pure. */
import type { SoundView } from '../../sound/browser-sound.ts';
import type { T } from '../../strings/index.ts';

/** Whether the other person hears what is said into the microphone. */
export type Silence = 'none' | 'muted' | 'waiting';

/** `waiting`: nothing is heard until the button is held. */
export function silenceOf({ muted, pushToTalk, talking }: SoundView): Silence {
  if (muted) return 'muted';
  return pushToTalk && !talking ? 'waiting' : 'none';
}

/** Nothing only where no track of a microphone lives. */
export function microphoneWords(sound: SoundView, t: T): string | undefined {
  if (sound.microphone === 'closed') return undefined;
  if (sound.microphone === 'opening') return t('microphone.opening');
  if (sound.use === 'wizard') return t('microphone.testing');
  if (sound.use === 'try') return t('microphone.trying');
  switch (silenceOf(sound)) {
    case 'muted':
      return t('microphone.muted');
    case 'waiting':
      return t('microphone.waiting');
    case 'none':
      return t('microphone.on');
  }
}
