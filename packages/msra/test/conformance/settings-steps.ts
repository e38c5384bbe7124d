// Inputs and outputs of both settings machines, and what each makes of a list of inputs.

import type { RcCommand } from '../../src/messages/rc-command.ts';
import {
  type ExpertSettingsInput,
  initialExpertSettingsState,
  stepExpertSettings,
} from '../../src/settings/expert.ts';
import {
  initialNoviceSettingsState,
  type NoviceSettingsInput,
  stepNoviceSettings,
} from '../../src/settings/novice.ts';
import { run } from './machine-run.ts';

export const setting = (value: string, property = 'CONTACTEXCHANGE'): RcCommand => ({
  name: 'SETTINGANNOUNCE',
  property,
  value,
});
export const announced = (value: string) => ({ type: 'send-command', command: setting(value) });
export const got = (value: string, property?: string) =>
  ({ type: 'received', command: setting(value, property) }) as const;
export const ESTABLISHED = { type: 'session-established' } as const;
export const SENT = { type: 'contact-sent' } as const;
export const BYTES = Uint8Array.of(1, 2, 3);
export const RECEIVED = { type: 'contact-received', bytes: BYTES } as const;
export const FAILED = { type: 'transfer-failed' } as const;
export const ENDED = { type: 'session-ended' } as const;
export const changed = (contactExchange: boolean) => ({ type: 'changed', contactExchange }) as const;
export const SEND = { type: 'send-contact' };
export const EXPECT = { type: 'expect-contact' };
export const EXCHANGED = { type: 'exchanged', bytes: BYTES };
export const notExchanged = (reason: string) => ({ type: 'not-exchanged', reason });

export const expert = (contactExchange: boolean, ...inputs: ExpertSettingsInput[]) =>
  run(initialExpertSettingsState({ contactExchange }), stepExpertSettings, inputs);
export const novice = (contactExchange: boolean, ...inputs: NoviceSettingsInput[]) =>
  run(initialNoviceSettingsState({ contactExchange }), stepNoviceSettings, inputs);
