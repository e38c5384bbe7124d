/** Why an attempt at voice, or a call, is over. */
export type VoiceEndReason =
  /** This side's user ended it. */
  | 'stopped'
  /** The other side ended it (PRESTART while voice is up or being set up). */
  | 'peer-stopped'
  /** The other side does not want voice (VOIPQNO). */
  | 'refused'
  /** Both sides asked at the same time (PRESTARTNO); either may ask again. */
  | 'crossed'
  /** This side switched voice off. */
  | 'disabled'
  /** The other side has voice switched off (DISABLEVOICE). */
  | 'peer-disabled'
  /** The expert's audio device is not tuned. */
  | 'not-tuned'
  /** This side's voice client or voice server could not be created. */
  | 'failed'
  /** The other side could not go on, or gave up (VOIPGONO). */
  | 'peer-failed'
  /** What was waited for did not come in time; Windows of today never answers. */
  | 'timed-out'
  /** The call itself could not be connected. */
  | 'media-failed'
  /** The call broke off. */
  | 'media-lost'
  | 'session-ended';

/** Why `start` did nothing. */
export type VoiceRefusal =
  /** An attempt or a call is under way, or its last word is still awaited; at most some seconds. */
  | 'busy'
  /** Voice is switched off on this side. */
  | 'disabled'
  /** The other side has said DISABLEVOICE, and has not asked for voice itself since. */
  | 'peer-disabled'
  /** This side's own audio tuning failed. */
  | 'not-tuned'
  /** The other side's audio tuning failed (WIZARDBAD), and it has not said WIZARDGOOD since. */
  | 'peer-not-tuned';
