// Steps of the voice machines as short texts: the outputs in order, `>`, and the new state.

import type { RcCommand } from '../../src/messages/rc-command.ts';
import type { ExpertVoiceInput, ExpertVoiceOutput, ExpertVoiceState } from '../../src/voice/expert.ts';
import type { VoiceKnowledge } from '../../src/voice/knowledge.ts';
import type { NoviceVoiceInput, NoviceVoiceOutput, NoviceVoiceState } from '../../src/voice/novice.ts';
import type { SharedVoiceInput } from '../../src/voice/state.ts';

/** Knowledge that differs from the initial one, so that losing it shows. */
export const KNOWN: VoiceKnowledge = {
  enabled: true,
  ownWizard: 'good',
  peerWizard: 'good',
  peerDisabled: false,
};

/** A VOIPGO as a novice sends it. */
export const VOIPGO = {
  name: 'VOIPGO',
  voipVersion: 'VOIPVER2',
  voipGoKey: 'a2V5',
  voipIpList: ['192.0.2.1:5000', '192.0.2.2:5001'],
} as const satisfies RcCommand;

const WORDS = [
  'PRESTART',
  'PRESTARTYES',
  'PRESTARTNO',
  'VOIPQNO',
  'VOIPPREGO',
  'VOIPPREGO2',
  'VOIPGONO',
  'DISABLEVOICE',
  'WIZARDBAD',
  'WIZARDGOOD',
  'BANDWTOLOW',
  'BANDWTOHIGH',
  'TYPINGSTART',
  'ACCEPTRC',
] as const;

/** A word without attributes that came on channel 71. */
export function heard(name: (typeof WORDS)[number]): Extract<SharedVoiceInput, { type: 'received' }> {
  return { type: 'received', command: { name } };
}

const PLAIN = [
  'start',
  'stop',
  'user-accepts',
  'user-refuses',
  'media-connected',
  'media-failed',
  'media-lost',
  'released',
  'disable',
  'enable',
  'session-ended',
] as const;

/** Every input of both sides, by a short name. */
export const SHARED_INPUTS: ReadonlyMap<string, SharedVoiceInput> = new Map<string, SharedVoiceInput>([
  ...WORDS.map(name => [name, heard(name)] as const),
  ['VOIPGO', { type: 'received', command: VOIPGO }],
  ...PLAIN.map(type => [type, { type }] as const),
  ['tuned', { type: 'tuned', good: true }],
  ['mistuned', { type: 'tuned', good: false }],
  ['timer', { type: 'timer', timer: 'answer' }],
  ['want-low', { type: 'want-bit-rate', rate: 'low' }],
  ['want-high', { type: 'want-bit-rate', rate: 'high' }],
]);

/** Every input of the expert. */
export const EXPERT_INPUTS: ReadonlyMap<string, ExpertVoiceInput> = new Map<string, ExpertVoiceInput>([
  ...SHARED_INPUTS,
  ['ready', { type: 'client-ready', tuned: true }],
  ['untuned', { type: 'client-ready', tuned: false }],
  ['failed', { type: 'client-failed' }],
]);

/** Every input of the novice. */
export const NOVICE_INPUTS: ReadonlyMap<string, NoviceVoiceInput> = new Map<string, NoviceVoiceInput>([
  ...SHARED_INPUTS,
  ['ready', { type: 'server-ready', key: VOIPGO.voipGoKey, addresses: VOIPGO.voipIpList }],
  ['failed', { type: 'server-failed' }],
]);

type Output = ExpertVoiceOutput | NoviceVoiceOutput;

function text(output: Output): string {
  switch (output.type) {
    case 'send':
      return output.command.name === 'VOIPGO'
        ? `VOIPGO(${output.command.voipVersion} ${output.command.voipGoKey} ${output.command.voipIpList.join()})`
        : output.command.name;
    case 'connect':
      return `connect(${output.voipVersion} ${output.key} ${output.addresses.join()})`;
    case 'set-timer':
      return `${output.timer}:${output.ms}`;
    case 'clear-timer':
      return `clear:${output.timer}`;
    case 'set-max-bit-rate':
      return `rate:${output.bitsPerSecond}`;
    case 'ended':
    case 'refused-to-start':
      return `${output.type}:${output.reason}`;
    default:
      return output.type;
  }
}

/** A state's name, its own fields, and what is known otherwise than {@link KNOWN}. */
export function stateText(state: ExpertVoiceState | NoviceVoiceState): string {
  if (state.name === 'ended') return 'ended';
  const { name, known, ...fields } = state;
  const { enabled, ownWizard, peerWizard, peerDisabled } = known;
  return [
    name,
    ...Object.values(fields).map(String),
    ...(enabled === KNOWN.enabled ? [] : ['off']),
    ...(ownWizard === KNOWN.ownWizard ? [] : [`own-${ownWizard}`]),
    ...(peerWizard === KNOWN.peerWizard ? [] : [`peer-${peerWizard}`]),
    ...(peerDisabled === KNOWN.peerDisabled ? [] : ['peer-off']),
  ].join(' ');
}

/** A whole step. */
export function stepText([state, outputs]: readonly [
  ExpertVoiceState | NoviceVoiceState,
  readonly Output[],
]): string {
  return [...outputs.map(text), '>', stateText(state)].join(' ');
}
