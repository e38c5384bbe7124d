/** What a face needs to show of talking. */
import type { VoiceEndReason, VoiceKnowledge, VoiceRefusal } from '@rendezvous/msra';
import type { Role } from '../role.ts';
import { DescriptionProofError } from './description-proof.ts';
import { SoundError, type SoundProblem } from './sound-port.ts';
import type { VoiceRate } from './voice-rate.ts';

/** Why voice is off, for words. */
export type VoiceEnding = VoiceEndReason | VoiceRefusal;

/**
 * What went wrong on this side. `proof`: what came from the other side was not of this call. `unanswered`: the microphone did not
 * open in time; perhaps the platform has asked for it, and the person has not answered.
 */
export type VoiceProblem = SoundProblem | 'proof' | 'unanswered';

/** Why starting would be refused now: this side's own audio does not work, or the other's does not, or it has no voice. */
export type VoiceBlock =
  | 'own-tuning'
  /** Expert: nobody has tried this side's audio yet, and until then it must not say that it is ready. */
  | 'own-untried'
  | 'peer-tuning'
  | 'peer-disabled';

export type VoiceView =
  /** This side has no voice; who asks is told so. */
  | { readonly name: 'unavailable' }
  /** `last`: why it was, or could not be begun, the last time. */
  | {
      readonly name: 'off';
      readonly last?: VoiceEnding | undefined;
      readonly problem?: VoiceProblem | undefined;
      readonly blocked?: VoiceBlock | undefined;
    }
  /** This side has asked; the other person is being asked. */
  | { readonly name: 'asking' }
  /** The other side has asked; the question is open, or waits to be shown. */
  | { readonly name: 'ringing' }
  /** Both want to; the call is being set up. The microphone may be open. */
  | { readonly name: 'connecting' }
  | {
      readonly name: 'on';
      readonly sinceMs: number;
      /** The call has lost contact, and may find it again. */
      readonly unstable: boolean;
      /** What this side wishes to get. */
      readonly receiving: VoiceRate;
      /** What the other side wishes to get. */
      readonly sending: VoiceRate;
    };

export function problemOf(error: unknown): VoiceProblem | undefined {
  if (error instanceof SoundError) return error.problem;
  return error instanceof DescriptionProofError ? 'proof' : undefined;
}

/**
 * In the order in which the machine looks. An expert without a tuned device would have to say VOIPGONO to the yes of the other
 * person ([MS-RA] 3.17.5): so it does not ask.
 * @param tuning of this side; `undefined` as long as nobody has looked
 */
export function blockOf(
  role: Role,
  known: VoiceKnowledge,
  tuning: VoiceKnowledge['ownWizard'] | undefined,
): VoiceBlock | undefined {
  if (known.peerDisabled) return 'peer-disabled';
  if (known.ownWizard === 'bad' || tuning === 'bad') return 'own-tuning';
  if (role === 'expert' && tuning === 'unknown') return 'own-untried';
  return known.peerWizard === 'bad' ? 'peer-tuning' : undefined;
}
