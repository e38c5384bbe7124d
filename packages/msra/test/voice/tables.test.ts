import { describe, expect, it } from 'vitest';
import { initialExpertVoiceState, stepExpertVoice } from '../../src/voice/expert.ts';
import { initialNoviceVoiceState, stepNoviceVoice } from '../../src/voice/novice.ts';
import { EXPERT_INPUTS, NOVICE_INPUTS, stateText, stepText } from './notation.ts';
import { EXPERT_TABLE, everywhere, NOVICE_TABLE } from './tables.ts';

const NOTHING_KNOWN = { enabled: true, ownWizard: 'unknown', peerWizard: 'unknown', peerDisabled: false };

function holds<S extends (typeof EXPERT_TABLE)[number]['state'] | (typeof NOVICE_TABLE)[number]['state'], I>(
  { state, steps }: { readonly state: S; readonly steps: Readonly<Record<string, string>> },
  inputs: ReadonlyMap<string, I>,
  step: (state: S, input: I) => Parameters<typeof stepText>[0],
): void {
  const row: Readonly<Record<string, string>> = { ...everywhere(state), ...steps };
  expect(Object.keys(row).filter(label => !inputs.has(label))).toEqual([]);
  const ignored = `> ${stateText(state)}`;
  const expected = [...inputs.keys()].map(label => `${label}: ${row[label] ?? ignored}`);
  const found = [...inputs].map(([label, input]) => `${label}: ${stepText(step(state, input))}`);
  expect(found).toEqual(expected);
  for (const input of inputs.values()) {
    const [after, outputs] = step(state, input);
    if (outputs.length === 0 && stateText(after) === stateText(state)) expect(after).toBe(state);
  }
}

describe('every input in every state', () => {
  it.each(EXPERT_TABLE.map(row => [stateText(row.state), row] as const))('expert: %s', (_, row) => {
    holds(row, EXPERT_INPUTS, stepExpertVoice);
  });

  it.each(NOVICE_TABLE.map(row => [stateText(row.state), row] as const))('novice: %s', (_, row) => {
    holds(row, NOVICE_INPUTS, stepNoviceVoice);
  });

  it('begins idle and knows nothing against voice', () => {
    expect(initialExpertVoiceState).toEqual({ name: 'idle', known: NOTHING_KNOWN });
    expect(initialNoviceVoiceState).toEqual({ name: 'idle', known: NOTHING_KNOWN });
  });

  it('says the outcome of an own wizard again even if it is known', () => {
    expect(stepText(stepExpertVoice(initialExpertVoiceState, { type: 'tuned', good: true }))).toBe(
      'WIZARDGOOD > idle peer-unknown',
    );
  });
});
