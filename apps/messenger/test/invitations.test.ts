import { InvitationStage } from '@rendezvous/im';
import { END_REASONS, type SessionOutcome } from '@rendezvous/rendezvous';
import { describe, expect, it } from 'vitest';
import { type LiveSession, phaseOf, phaseOfSession, toneOf } from '../src/invitations/phase.ts';
import { phaseWords, reasonWords } from '../src/invitations/phase-words.ts';
import { en } from '../src/strings/en.ts';
import type { T } from '../src/strings/use-strings.ts';

/** The English catalogue without a library. */
const t: T = (key, ...params) => {
  const values: Readonly<Record<string, string | number>> = params[0] ?? {};
  const sentence: string = (en as Readonly<Record<string, string>>)[key] ?? `missing ${key}`;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};

const live = (part: Partial<LiveSession>): LiveSession => ({
  inviter: true,
  stage: 'asking',
  applicationRunning: false,
  ...part,
});
const ended = (reason: SessionOutcome['reason'], applicationRunning = false): LiveSession =>
  live({
    stage: 'ended',
    applicationRunning,
    outcome: { state: 'cancelled', reason, hr: 0, appData: '', by: 'remote' },
  });

describe('the phase of an invitation', () => {
  it('is what this tab knows of its session rather than the older record', () => {
    expect(phaseOf('asking', live({ stage: 'ringing' }))).toBe('ringing');
    expect(phaseOf('ringing', live({ stage: 'launching' }))).toBe('accepted');
    expect(phaseOf('accepted', live({ stage: 'waiting' }))).toBe('connecting');
  });

  it('can be answered only where a session of this tab waits for the answer', () => {
    expect(phaseOf('ringing', live({ inviter: false, stage: 'ringing' }))).toBe('answerable');
    expect(phaseOf('ringing', undefined)).toBe('ringing');
  });

  it('follows the record when another window has answered', () => {
    expect(phaseOf('ringing', ended('answered-elsewhere'))).toBe('answered-elsewhere');
    expect(phaseOf('connected', ended('answered-elsewhere'))).toBe('connected');
    expect(phaseOf('declined', ended('answered-elsewhere'))).toBe('declined');
  });

  it('says that an application runs on after the session has ended, and that it ran when it has finished', () => {
    expect(phaseOfSession(ended('success', true))).toBe('running');
    expect(phaseOfSession(ended('success', false))).toBe('met');
  });

  it('has words for both sides at every stage of the record', () => {
    for (const stage of InvitationStage.options) {
      for (const inviter of [true, false]) {
        const phase = phaseOf(stage, undefined);
        expect(phaseWords(t, { phase, inviter, name: 'Bob' })).not.toMatch(/missing|undefined|\{/);
        expect(toneOf(phase)).toMatch(/busy|good|over|bad/);
      }
    }
  });

  it('has words for every reason that a session can end with', () => {
    for (const reason of END_REASONS) {
      const phase = phaseOfSession(ended(reason));
      const words = [phaseWords(t, { phase, inviter: true, name: 'Bob' }), reasonWords(t, reason) ?? ''].join(
        ' ',
      );
      expect(words).not.toMatch(/missing|undefined|\{/);
      if (toneOf(phase) === 'bad' && phase === 'failed') expect(reasonWords(t, reason)).toBeDefined();
    }
  });

  it('tells the two sides apart', () => {
    expect(phaseWords(t, { phase: 'declined', inviter: true, name: 'Bob' })).toBe('Bob declined');
    expect(phaseWords(t, { phase: 'declined', inviter: false, name: 'Bob' })).toBe('You declined');
    expect(phaseWords(t, { phase: 'cancelled', inviter: true, name: 'Bob' })).toBe(
      'You took the invitation back',
    );
  });
});
