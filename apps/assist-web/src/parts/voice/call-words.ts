/** Why there is no call, and what to do next: a sentence for everything that can be the reason. Pure. */
import type { VoiceBlock, VoiceEnding, VoiceProblem, VoiceView } from '@rendezvous/assist';
import type { T } from '../../strings/index.ts';

export type OffVoice = Extract<VoiceView, { name: 'off' }>;
type Say = (t: T, name: string) => string;

/** Why the last call or attempt is over, or why none began. */
export const ENDING_WORDS: Readonly<Record<VoiceEnding, Say>> = {
  stopped: t => t('voice-end.stopped'),
  'peer-stopped': (t, name) => t('voice-end.peer-stopped', { name }),
  refused: (t, name) => t('voice-end.refused', { name }),
  crossed: t => t('voice-end.crossed'),
  disabled: t => t('voice-end.disabled'),
  'peer-disabled': (t, name) => t('voice-end.peer-disabled', { name }),
  'not-tuned': t => t('voice-end.not-tuned'),
  failed: t => t('voice-end.failed'),
  'peer-failed': (t, name) => t('voice-end.peer-failed', { name }),
  'timed-out': (t, name) => t('voice-end.timed-out', { name }),
  'media-failed': t => t('voice-end.media-failed'),
  'media-lost': t => t('voice-end.media-lost'),
  'session-ended': t => t('voice-end.session-ended'),
  busy: t => t('voice-end.busy'),
  'peer-not-tuned': (t, name) => t('voice-end.peer-not-tuned', { name }),
};

/** What went wrong on this computer. */
export const PROBLEM_WORDS: Readonly<Record<VoiceProblem, Say>> = {
  'no-microphone': t => t('voice-problem.no-microphone'),
  denied: t => t('voice-problem.denied'),
  busy: t => t('voice-problem.busy'),
  unsupported: t => t('voice-problem.unsupported'),
  failed: t => t('voice-problem.failed'),
  proof: (t, name) => t('voice-problem.proof', { name }),
  unanswered: t => t('voice-problem.unanswered'),
};

/** Why a call would not begin now. */
export const BLOCKED_WORDS: Readonly<Record<VoiceBlock, Say>> = {
  'own-tuning': t => t('voice-blocked.own-tuning'),
  'own-untried': t => t('voice-blocked.own-untried'),
  'peer-tuning': (t, name) => t('voice-blocked.peer-tuning', { name }),
  'peer-disabled': (t, name) => t('voice-blocked.peer-disabled', { name }),
};

export interface OffWords {
  readonly words: string;
  /** `quiet`: somebody has hung up, nothing is wrong. */
  readonly tone: 'quiet' | 'warn';
  /** The sound is to be set up before anything else. */
  readonly setUp: boolean;
}

/** What there is to say while there is no call; nothing before the first. */
export function offWords({ last, problem, blocked }: OffVoice, name: string, t: T): OffWords | undefined {
  // Nothing has gone wrong yet; where something has, that says more.
  if (blocked === 'own-untried' && problem === undefined && last !== 'not-tuned')
    return { words: BLOCKED_WORDS[blocked](t, name), tone: 'quiet', setUp: true };
  // What stands in the way now counts more than what has happened; a cause counts more than its effect.
  if (blocked !== undefined && blocked !== 'own-untried')
    return { words: BLOCKED_WORDS[blocked](t, name), tone: 'warn', setUp: blocked === 'own-tuning' };
  if (problem !== undefined) return { words: PROBLEM_WORDS[problem](t, name), tone: 'warn', setUp: false };
  if (last === undefined) return undefined;
  const quiet = last === 'stopped' || last === 'peer-stopped';
  return {
    words: ENDING_WORDS[last](t, name),
    tone: quiet ? 'quiet' : 'warn',
    setUp: last === 'not-tuned' || last === 'failed',
  };
}
