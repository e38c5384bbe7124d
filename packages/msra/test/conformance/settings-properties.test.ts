import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialExpertSettingsState, stepExpertSettings } from '../../src/settings/expert.ts';
import { initialNoviceSettingsState, stepNoviceSettings } from '../../src/settings/novice.ts';
import {
  changed,
  ENDED,
  ESTABLISHED,
  expert,
  FAILED,
  got,
  novice,
  RECEIVED,
  SENT,
} from './settings-steps.ts';

describe('[MS-RA] 3.13, 3.14 what is ignored', () => {
  const inputs = [
    ESTABLISHED,
    got('1'),
    got('0'),
    got('x', 'y'),
    { type: 'received', command: { name: 'TYPINGSTART' } },
    SENT,
    RECEIVED,
    FAILED,
    changed(true),
    changed(false),
    ENDED,
  ] as const;
  const input = fc.constantFrom(...inputs, ESTABLISHED, got('1'), SENT, RECEIVED);
  const walks = fc.array(input, { maxLength: 15 });

  it('leaves the same state object behind wherever the state is equal', () => {
    fc.assert(
      fc.property(fc.boolean(), walks, (own, all) => {
        let here = initialExpertSettingsState({ contactExchange: own });
        let there = initialNoviceSettingsState({ contactExchange: own });
        for (const one of all) {
          const [nextHere, saidHere] = stepExpertSettings(here, one);
          if (saidHere.length === 0 && JSON.stringify(nextHere) === JSON.stringify(here))
            expect(nextHere).toBe(here);
          const [nextThere, saidThere] = stepNoviceSettings(there, one);
          if (saidThere.length === 0 && JSON.stringify(nextThere) === JSON.stringify(there)) {
            expect(nextThere).toBe(there);
          }
          [here, there] = [nextHere, nextThere];
        }
      }),
    );
  });

  it('sends a contact only where both have said 1, and after the expert’s only the novice’s', () => {
    fc.assert(
      fc.property(fc.boolean(), walks, (own, all) => {
        let here = initialExpertSettingsState({ contactExchange: own });
        let there = initialNoviceSettingsState({ contactExchange: own });
        let saidOne = false;
        let heardOne = false;
        let exchanged = 0;
        for (const one of all) {
          const [nextHere, saidHere] = stepExpertSettings(here, one);
          if (
            one.type === 'received' &&
            one.command.name === 'SETTINGANNOUNCE' &&
            one.command.value === '1'
          ) {
            heardOne = true;
          }
          for (const output of saidHere) {
            if (output.type === 'send-command') {
              saidOne = output.command.name === 'SETTINGANNOUNCE' && output.command.value === '1';
            }
            if (output.type === 'send-contact') expect([saidOne, heardOne]).toEqual([true, true]);
            if (output.type === 'exchanged') exchanged += 1;
          }
          const [nextThere, saidThere] = stepNoviceSettings(there, one);
          for (const output of saidThere) {
            if (output.type === 'send-contact') expect(one.type).toBe('contact-received');
            if (output.type === 'send-command') expect(['received', 'changed']).toContain(one.type);
          }
          [here, there] = [nextHere, nextThere];
        }
        expect(exchanged).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is every command but SETTINGANNOUNCE', () => {
    const other = { type: 'received', command: { name: 'ACCEPTRC' } } as const;
    for (const before of [[], [ESTABLISHED], [ESTABLISHED, got('1')]]) {
      const here = expert(true, ...before);
      expect(stepExpertSettings(here.state, other)).toEqual([here.state, []]);
      expect(stepExpertSettings(here.state, other)[0]).toBe(here.state);
      const there = novice(true, ...before);
      expect(stepNoviceSettings(there.state, other)).toEqual([there.state, []]);
      expect(stepNoviceSettings(there.state, other)[0]).toBe(there.state);
    }
  });
});
