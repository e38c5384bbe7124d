import { describe, expect, it } from 'vitest';
import { FILE_RECEIVER, FILE_SENDER } from '../machines/file-transfer.ts';
import { labelOf } from '../machines/label.ts';
import type { Sample, Typed } from '../machines/sample.ts';
import { NOVICE_SHARE_CONTROL, NOVICE_SHARE_CONTROL_1 } from '../machines/share-control.ts';
import { EXPERT_VOICE, NOVICE_VOICE } from '../machines/voice.ts';
import { type Taken, walkAtRandom } from '../machines/walk.ts';

const WALKS = 600;
const STEPS = 60;

/** Walks a machine and hands over every walk; says how often `seen` was true, so that nothing holds by never happening. */
function walks(machine: Sample, check: (walk: readonly Taken[]) => number): void {
  let seen = 0;
  for (let seed = 0; seed < WALKS; seed += 1) seen += check(walkAtRandom(machine, seed, STEPS));
  expect(seen).toBeGreaterThan(50);
}

const isBlock = (value: Typed): value is Typed & { readonly block: Uint8Array } => 'block' in value;
const wordOf = (value: Typed): string | undefined =>
  isBlock(value) ? Buffer.from(value.block).toString('utf16le').replace(/\0$/, '') : undefined;
const saysReject = (value: Typed): boolean => wordOf(value) === 'FILEXFERREJECT';

for (const machine of [FILE_SENDER, FILE_RECEIVER]) {
  describe(machine.title, () => {
    it('sends nothing on its channel after FILEXFERREJECT in either direction', () => {
      walks(machine, walk => {
        let rejected = false;
        let seen = 0;
        for (const { before, input, outputs } of walk) {
          // What comes while nothing is under way comes on no channel of this machine's.
          if (input.type === 'received' && saysReject(input) && before.name !== 'idle') rejected = true;
          for (const output of outputs) {
            if (output.type === 'open-channel') rejected = false;
            if (output.type !== 'send-block') continue;
            expect([rejected, labelOf(output)]).toEqual([false, labelOf(output)]);
            if (saysReject(output)) rejected = true;
          }
          if (rejected) seen += 1;
        }
        return seen;
      });
    });
  });
}

for (const machine of [NOVICE_SHARE_CONTROL_1, NOVICE_SHARE_CONTROL]) {
  describe(machine.title, () => {
    it('lets input through from the yes of the user at the earliest, and says ACCEPTRC only while it does', () => {
      walks(machine, walk => {
        let enabled = false;
        let granted = 0;
        for (const { before, input, after, outputs } of walk) {
          for (const output of outputs) {
            if (output.type === 'enable-input') {
              expect([before.name, input.type]).toEqual(['deciding', 'user-accepts']);
              enabled = true;
            }
            if (output.type === 'disable-input') enabled = false;
            if (labelOf(output) === 'ACCEPTRC') {
              expect([enabled, input.type]).toEqual([true, 'input-enabled']);
              granted += 1;
            }
            if (['ESCRC', 'TAKECONTROL'].includes(labelOf(output))) expect(enabled).toBe(false);
          }
          expect(enabled).toBe(after.name === 'enabling' || after.name === 'sharing');
        }
        return granted;
      });
    });

    it('answers a request once, and never with both DENIEDRC and REJECTRC', () => {
      walks(machine, walk => {
        let open = false;
        let answered = 0;
        for (const { before, after, outputs } of walk) {
          const answers = outputs.map(labelOf).filter(label => /^(ACCEPT|REJECT|DENIED)RC$/.test(label));
          expect(answers.length).toBeLessThanOrEqual(1);
          // A request that a setting forbids is answered at once, and one is open at a time.
          if (answers.length === 1 && before.name !== 'viewing') {
            expect(open).toBe(true);
            open = false;
            answered += 1;
          }
          if (after.name === 'deciding' && before.name !== 'deciding') open = true;
          if (after.name === 'viewing' || after.name === 'sharing') expect(open).toBe(false);
        }
        return answered;
      });
    });
  });
}

describe('VOIPGO', () => {
  it('is sent by a novice whose voice server is ready', () => {
    walks(NOVICE_VOICE, walk => {
      const going = walk.filter(({ outputs }) => outputs.some(output => labelOf(output) === 'VOIPGO'));
      for (const { before, input } of going)
        expect([before.name, input.type]).toEqual(['creating-server', 'server-ready']);
      return going.length;
    });
  });

  it('is never sent by an expert', () => {
    walks(EXPERT_VOICE, walk => {
      const sent = walk.flatMap(({ outputs }) => outputs.map(labelOf));
      expect(sent).not.toContain('VOIPGO');
      return sent.length;
    });
  });
});
