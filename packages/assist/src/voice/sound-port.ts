/** Microphone and speaker, as far as a call needs them. Which devices, how loud and whether muted is the platform's business. */

/** Why there is no microphone, for words. */
export type SoundProblem =
  /** There is none. */
  | 'no-microphone'
  /** The person, or a policy, has said no. */
  | 'denied'
  /** Another program has it. */
  | 'busy'
  /** This browser cannot do it, or may not on this page. */
  | 'unsupported'
  /** Whatever else. */
  | 'failed';

/** Why the microphone could not be opened. */
export class SoundError extends Error {
  override readonly name = 'SoundError';
  readonly problem: SoundProblem;

  constructor(problem: SoundProblem, message = 'the microphone could not be opened', options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export interface Sound {
  /** [MS-RA] 3.17.5 IsTuned: whether the devices that would be used now have passed the wizard (`bad`: have failed it). */
  tuning(): Promise<'good' | 'bad' | 'unknown'>;
  /** Whether a call could open the microphone: opens it and closes it again; the browser may ask the person. @throws SoundError */
  tryMicrophone(): Promise<void>;
  /**
   * Opens the microphone for a call, until {@link close}.
   * @param changed another track takes its place, e.g. because a headset was unplugged; `null`: none is left
   * @throws SoundError
   */
  openMicrophone(changed: (track: MediaStreamTrack | null) => void): Promise<MediaStreamTrack>;
  /** Plays the other side's sound, until {@link close}. */
  play(stream: MediaStream): void;
  /** Closes microphone and speaker of a call, also what is still opening, which then rejects. Idempotent. */
  close(): Promise<void>;
}
