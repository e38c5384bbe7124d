/** What each room needs of the session, so that a room can be shown with anything that has these methods. */
import type { AssistanceSession } from '@rendezvous/assist';
import type { BrowserSound } from '../sound/browser-sound.ts';

/** What talking needs of it. */
export type VoiceActions = Pick<
  AssistanceSession,
  'startVoice' | 'stopVoice' | 'setVoiceRate' | 'tuned' | 'hold' | 'sendChat'
>;

type Common = Pick<
  AssistanceSession,
  | 'sendChat'
  | 'typing'
  | 'confirmVerification'
  | 'acceptChangedKey'
  | 'sendFile'
  | 'cancelFile'
  | 'answer'
  | 'end'
> &
  VoiceActions;

export type NoviceActions = Common &
  Pick<
    AssistanceSession,
    'chooseScreen' | 'pause' | 'resume' | 'stopControl' | 'renewControl' | 'pairCompanion' | 'panic'
  >;

export type ExpertActions = Common &
  Pick<AssistanceSession, 'requestControl' | 'releaseControl' | 'sendInput'>;

/** What the rooms need of microphone and speaker. */
export type SoundFace = Pick<
  BrowserSound,
  | 'view'
  | 'subscribe'
  | 'chooseMicrophone'
  | 'chooseSpeaker'
  | 'setEchoCancellation'
  | 'setNoiseSuppression'
  | 'setVolume'
  | 'setMuted'
  | 'setPushToTalk'
  | 'hold'
  | 'level'
  | 'dismissNotice'
  | 'resumePlayback'
  | 'openWizard'
  | 'ring'
>;
