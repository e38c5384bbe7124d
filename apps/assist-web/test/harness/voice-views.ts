/** Made-up states of talking: a room, its sound, and what was pressed in it. */
import type { AssistView, VoiceBlock, VoiceEnding, VoiceProblem, VoiceView } from '@rendezvous/assist';
import type { SoundView } from '../../src/sound/browser-sound.ts';
import type { AppKey } from '../../src/strings/index.ts';
import type { FakeSoundOptions } from './fake-sound.ts';
import { VIEWS } from './views.ts';

export interface VoiceState {
  readonly view: AssistView;
  readonly sound?: FakeSoundOptions;
  /** The buttons that lead here, by their words. */
  readonly presses?: readonly AppKey[];
}

const novice = VIEWS['novice-seen'];
const expert = VIEWS['expert-looking'];
const sinceMs = Date.now() - 151_000;
const on: VoiceView = { name: 'on', sinceMs, unstable: false, receiving: 'high', sending: 'high' };
const inCall: Partial<SoundView> = { microphone: 'open', use: 'call' };
const untuned: FakeSoundOptions = { view: { tuning: 'unknown' } };

const talking = (room: AssistView, view: Partial<SoundView> = {}): VoiceState => ({
  view: { ...room, voice: on },
  sound: { view: { ...inCall, ...view } },
});
const off = (room: AssistView, why: Omit<Extract<VoiceView, { name: 'off' }>, 'name'>): VoiceState => ({
  view: { ...room, voice: { name: 'off', ...why } },
});

/** The keys of a record as a list that a test can go through; the compiler sees to it that none is missing. */
function namesOf<N extends string>(all: Readonly<Record<N, true>>): readonly N[] {
  return Object.keys(all) as N[];
}

export const ENDINGS = namesOf<VoiceEnding>({
  stopped: true,
  'peer-stopped': true,
  refused: true,
  crossed: true,
  disabled: true,
  'peer-disabled': true,
  'not-tuned': true,
  failed: true,
  'peer-failed': true,
  'timed-out': true,
  'media-failed': true,
  'media-lost': true,
  'session-ended': true,
  busy: true,
  'peer-not-tuned': true,
});
export const PROBLEMS = namesOf<VoiceProblem>({
  'no-microphone': true,
  denied: true,
  busy: true,
  unsupported: true,
  failed: true,
  proof: true,
  unanswered: true,
});
export const BLOCKS = namesOf<VoiceBlock>({
  'own-tuning': true,
  'own-untried': true,
  'peer-tuning': true,
  'peer-disabled': true,
});

/** The wizard's first step; the others come after it. */
const wizard = (presses: readonly AppKey[], sound: FakeSoundOptions = {}): VoiceState => ({
  view: { ...novice, voice: { name: 'off' } },
  sound: { ...sound, view: { tuning: 'unknown', ...sound.view } },
  presses: ['voice.talk-with', ...presses],
});
const HEARD: readonly AppKey[] = ['wizard.next', 'wizard.record', 'wizard.hear-yes'];

const unsorted = {
  'voice-novice-off': off(novice, {}),
  'voice-novice-untuned': { ...off(novice, {}), sound: untuned },
  'voice-novice-asking': { view: { ...novice, voice: { name: 'asking' } } },
  'voice-novice-ringing': {
    view: { ...novice, voice: { name: 'ringing' }, question: { id: 8, kind: 'voice', possible: 'yes' } },
  },
  'voice-novice-connecting': {
    view: { ...novice, voice: { name: 'connecting' } },
    sound: { view: { microphone: 'opening', use: 'try' } },
  },
  'voice-novice-on': talking(novice, { speaking: { mine: false, theirs: true } }),
  'voice-novice-settings': { ...talking(novice), presses: ['sound.summary'] },
  'voice-novice-muted-speech': talking(novice, { muted: true, mutedSpeech: true }),
  'voice-novice-hold': talking(novice, { pushToTalk: true }),
  'voice-novice-holding': talking(novice, {
    pushToTalk: true,
    talking: true,
    speaking: { mine: true, theirs: false },
  }),
  'voice-novice-not-held': talking(novice, { pushToTalk: true, mutedSpeech: true }),
  'voice-novice-lost': talking(novice, { microphone: 'closed', use: 'none', notice: 'microphone-lost' }),
  'voice-novice-changed': talking(novice, { notice: 'microphone-changed' }),
  'voice-novice-controlled': {
    ...talking(novice),
    view: { ...VIEWS['novice-controlled'], voice: { ...on, unstable: true } },
  },
  'voice-controlled-off': { view: { ...VIEWS['novice-controlled'], voice: { name: 'off' } } },
  'voice-controlled-muted': {
    view: { ...VIEWS['novice-controlled'], voice: on },
    sound: { view: { ...inCall, muted: true, mutedSpeech: true } },
  },
  'voice-controlled-hold': {
    view: { ...VIEWS['novice-controlled'], voice: on },
    sound: { view: { ...inCall, pushToTalk: true } },
  },
  'voice-resting-hold': {
    view: { ...VIEWS['novice-resting'], voice: on },
    sound: { view: { ...inCall, pushToTalk: true } },
  },
  'voice-own-hand': {
    view: { ...VIEWS['novice-controlled'], voice: { name: 'off' } },
    presses: ['voice.talk-with'],
  },
  'voice-novice-reached-late': { view: { ...VIEWS['novice-connecting'], voice: { name: 'off' } } },
  'voice-expert-off': off(expert, {}),
  'voice-expert-ringing-untuned': {
    view: { ...expert, voice: { name: 'ringing' }, question: { id: 9, kind: 'voice', possible: 'yes' } },
    sound: untuned,
  },
  'voice-expert-asking': { view: { ...expert, voice: { name: 'asking' } } },
  'voice-expert-on': talking(VIEWS['expert-in-control'], { speaking: { mine: true, theirs: false } }),
  'voice-expert-blocked-playback': talking(expert, { notice: 'blocked-playback' }),
  'voice-expert-low': {
    view: { ...expert, voice: { ...on, receiving: 'low', sending: 'low' }, voiceRate: 'low' },
    sound: { view: inCall },
  },
  'voice-unavailable': { view: { ...novice, voice: { name: 'unavailable' } } },
  'wizard-opening': wizard([], { wizard: 'waits' }),
  'wizard-denied': wizard([], { wizard: 'denied' }),
  'wizard-microphone': wizard([]),
  'wizard-hear': wizard(['wizard.next']),
  'wizard-recording': wizard(['wizard.next', 'wizard.record'], { lastsMs: 600_000 }),
  'wizard-heard': wizard(['wizard.next', 'wizard.record']),
  'wizard-heard-nothing': wizard(['wizard.next', 'wizard.record'], { heard: false }),
  'wizard-speaker': wizard([...HEARD, 'wizard.tone']),
  'wizard-speaker-silent': wizard([...HEARD, 'wizard.tone', 'wizard.tone-no']),
  'wizard-no-speakers': wizard(HEARD, { view: { speakers: [] } }),
  'wizard-options': wizard([...HEARD, 'wizard.tone', 'wizard.tone-yes']),
  'wizard-good': wizard([...HEARD, 'wizard.tone', 'wizard.tone-yes', 'wizard.works']),
  'wizard-bad': wizard(['wizard.fails']),
  'wizard-in-call': {
    ...talking(novice),
    presses: ['sound.summary', 'sound.settings'],
  },
  'small-bar-call': talking(novice),
} satisfies Record<string, VoiceState>;

/** One state for each reason why there is no call: what must have words, and a way on. */
const reasons: Readonly<Record<string, VoiceState>> = Object.fromEntries([
  ...ENDINGS.map(last => [`voice-end-${last}`, off(expert, { last })] as const),
  ...PROBLEMS.map(problem => [`voice-problem-${problem}`, off(novice, { last: 'failed', problem })] as const),
  ...BLOCKS.map(blocked => [`voice-blocked-${blocked}`, off(novice, { blocked })] as const),
]);

export const VOICE_STATES: Readonly<Record<string, VoiceState>> = { ...unsorted, ...reasons };
export const VOICE_STATE_NAMES = Object.keys(unsorted) as readonly (keyof typeof unsorted)[];
export const REASON_NAMES = Object.keys(reasons);
