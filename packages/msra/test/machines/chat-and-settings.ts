/** [MS-RA] 3.11 to 3.14. */
import { initialChatState, stepChat } from '../../src/chat/machine.ts';
import { initialExpertSettingsState, stepExpertSettings } from '../../src/settings/expert.ts';
import { initialNoviceSettingsState, stepNoviceSettings } from '../../src/settings/novice.ts';
import { plain, sample } from './sample.ts';

const chatInputs = {
  say: { type: 'say', text: 'hello' },
  'say nothing': { type: 'say', text: '' },
  typing: { type: 'typing' },
  message: { type: 'received', text: 'hello' },
  TYPINGSTART: { type: 'received-typing' },
  'timer(typing-sent)': { type: 'timer', timer: 'typing-sent' },
  'timer(typing-shown)': { type: 'timer', timer: 'typing-shown' },
} as const;
const chat = {
  section: '3.11, 3.12',
  source: 'chat/machine.ts',
  home: ['quiet'],
  wire: [],
  inputs: chatInputs,
  step: stepChat,
} as const;

export const EXPERT_CHAT = sample({
  ...chat,
  title: 'Chat, expert',
  role: 'expert',
  versions: [1, 2, 3],
  notes: 'The text has no figure: chat is stateless but for TYPINGSTART, which is not said at every key.',
  ignores: ['say nothing', 'TYPINGSTART', 'timer(typing-shown)'],
  initial: initialChatState('expert'),
});

export const NOVICE_CHAT = sample({
  ...chat,
  title: 'Chat, novice',
  role: 'novice',
  versions: [1, 2, 3],
  notes: 'The text has no figure: chat is stateless but for the expert’s typing, which is shown for a while.',
  ignores: ['say nothing', 'typing', 'timer(typing-sent)'],
  initial: initialChatState('novice'),
});

const announced = (value: string, property = 'CONTACTEXCHANGE') =>
  ({ type: 'received', command: { name: 'SETTINGANNOUNCE', property, value } }) as const;
const settingsInputs = {
  ...plain('session-established'),
  'SETTINGANNOUNCE 1': announced('1'),
  'SETTINGANNOUNCE 0': announced('0'),
  'SETTINGANNOUNCE of another': announced('1', 'OTHER'),
  'contact-sent': { type: 'contact-sent' },
  'contact-received': { type: 'contact-received', bytes: new Uint8Array(3) },
  ...plain('transfer-failed'),
  'changed to 1': { type: 'changed', contactExchange: true },
  'changed to 0': { type: 'changed', contactExchange: false },
  ...plain('session-ended'),
} as const;

export const EXPERT_SETTINGS = sample({
  title: 'Settings and contacts, expert, version 3',
  role: 'expert',
  versions: [3],
  section: '3.13, 3.14',
  source: 'settings/expert.ts',
  notes: 'The text has no figure and no failures; a transfer that fails ends the exchange.',
  home: ['ended'],
  wire: ['command'],
  initial: initialExpertSettingsState({ contactExchange: true }),
  inputs: settingsInputs,
  step: stepExpertSettings,
});

export const NOVICE_SETTINGS = sample({
  title: 'Settings and contacts, novice, version 3',
  role: 'novice',
  versions: [3],
  section: '3.13, 3.14',
  source: 'settings/novice.ts',
  notes: 'The text has no figure and no failures; a transfer that fails ends the exchange.',
  home: ['ended'],
  wire: ['command'],
  initial: initialNoviceSettingsState({ contactExchange: true }),
  inputs: settingsInputs,
  step: stepNoviceSettings,
});
