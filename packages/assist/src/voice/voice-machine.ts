/** The two voice machines of `msra` behind one face: which of them it is, only the commands show. */
import {
  type ExpertVoiceInput,
  type ExpertVoiceOutput,
  type ExpertVoiceState,
  initialExpertVoiceState,
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceOutput,
  type NoviceVoiceState,
  stepExpertVoice,
  stepNoviceVoice,
  type VoiceKnowledge,
} from '@rendezvous/msra';
import type { Role } from '../role.ts';

export type VoiceInput = ExpertVoiceInput | NoviceVoiceInput;
export type VoiceOutput = ExpertVoiceOutput | NoviceVoiceOutput;

export class VoiceMachine {
  readonly #role: Role;
  #expert: ExpertVoiceState = initialExpertVoiceState;
  #novice: NoviceVoiceState = initialNoviceVoiceState;

  constructor(role: Role) {
    this.#role = role;
  }

  get state(): (ExpertVoiceState | NoviceVoiceState)['name'] {
    return this.#role === 'expert' ? this.#expert.name : this.#novice.name;
  }

  /** What is known apart from any one call; `undefined` once the session is over. */
  get known(): VoiceKnowledge | undefined {
    const state = this.#role === 'expert' ? this.#expert : this.#novice;
    return state.name === 'ended' ? undefined : state.known;
  }

  /** What is to be done, in order; an input of the other role's is none. */
  step(input: VoiceInput): readonly VoiceOutput[] {
    if (this.#role === 'expert') {
      if (input.type === 'server-ready' || input.type === 'server-failed') return [];
      const [state, outputs] = stepExpertVoice(this.#expert, input);
      this.#expert = state;
      return outputs;
    }
    if (input.type === 'client-ready' || input.type === 'client-failed') return [];
    const [state, outputs] = stepNoviceVoice(this.#novice, input);
    this.#novice = state;
    return outputs;
  }
}
