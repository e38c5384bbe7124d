/** The two settings machines of `msra` behind one face. */
import {
  initialExpertSettingsState,
  initialNoviceSettingsState,
  type SettingsInput,
  type SettingsOutput,
  stepExpertSettings,
  stepNoviceSettings,
} from '@rendezvous/msra';
import type { Role } from '../view.ts';

export type { SettingsInput, SettingsOutput } from '@rendezvous/msra';

export class SettingsMachine {
  readonly #step: (input: SettingsInput) => readonly SettingsOutput[];

  constructor(role: Role, contactExchange: boolean) {
    let expert = initialExpertSettingsState({ contactExchange });
    let novice = initialNoviceSettingsState({ contactExchange });
    this.#step = input => {
      if (role === 'expert') {
        const [state, outputs] = stepExpertSettings(expert, input);
        expert = state;
        return outputs;
      }
      const [state, outputs] = stepNoviceSettings(novice, input);
      novice = state;
      return outputs;
    };
  }

  /** What is to be done, in order. */
  step(input: SettingsInput): readonly SettingsOutput[] {
    return this.#step(input);
  }
}
