import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepWizard, WIZARD_START, type WizardInput } from '../../src/parts/voice/wizard-steps.ts';

const walk = (...inputs: readonly WizardInput[]) => inputs.reduce(stepWizard, WIZARD_START);

it('goes from the microphone over both ears to the end', () => {
  expect(walk('next').name).toBe('hear');
  expect(walk('next', 'yes').name).toBe('speaker');
  expect(walk('next', 'yes', 'yes').name).toBe('options');
  expect(walk('next', 'yes', 'yes', 'works')).toEqual({ name: 'done', good: true });
});

it('looks for the speaker first when nothing was heard, and then lets the person hear again', () => {
  expect(walk('next', 'no')).toEqual({ name: 'speaker', first: true });
  expect(walk('next', 'no', 'yes')).toEqual({ name: 'hear', speaker: true });
  expect(walk('next', 'no', 'yes', 'yes').name).toBe('options');
});

it('goes back one step at a time', () => {
  expect(walk('next', 'yes', 'yes', 'back', 'back', 'back')).toEqual(WIZARD_START);
});

it('ends badly from every step, and begins anew from there', () => {
  for (const way of [[], ['next'], ['next', 'yes'], ['next', 'yes', 'yes']] as const) {
    expect(walk(...way, 'fails')).toEqual({ name: 'done', good: false });
    expect(walk(...way, 'fails', 'start-over')).toEqual(WIZARD_START);
  }
});

const inputs = fc.constantFrom<WizardInput>('next', 'back', 'yes', 'no', 'works', 'fails', 'start-over');

it('never says that the sound works unless the person has heard both the voice and the tone', () => {
  fc.assert(
    fc.property(fc.array(inputs, { maxLength: 40 }), list => {
      let state = WIZARD_START;
      let [voice, tone] = [false, false];
      for (const input of list) {
        const next = stepWizard(state, input);
        if (state.name === 'hear' && input === 'yes') voice = true;
        if (state.name === 'speaker' && input === 'yes') tone = true;
        if (next.name === 'done' && next.good) expect([voice, tone]).toEqual([true, true]);
        state = next;
      }
    }),
  );
});
