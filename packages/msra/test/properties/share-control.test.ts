import {
  CONTROL_LEVEL,
  type ExpertShareControlInput,
  initialExpertShareControlState,
  initialNoviceShareControlState,
  maySend,
  type NoviceShareControlInput,
  PARTICIPANT_PDUS,
  RC_COMMANDS,
  type RcCommand,
  stepExpertShareControl,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { participantPdu, rcCommand } from './arbitraries.ts';
import { event, RUNS, walk } from './walk.ts';

const change = fc
  .record({ flags: fc.constantFrom(0, 1, 2, 3, 8, 11), participantId: fc.constantFrom(0, 1) })
  .map(fields => ({ name: 'PARTICIPANT_CTRL_CHANGE', ...fields }) as const);
const answers = fc
  .constantFrom('ACCEPTRC', 'REJECTRC', 'DENIEDRC', 'ESCRC', 'TAKECONTROL', 'REMOTECTRLEND', 'ABORTRC')
  .map((name): RcCommand => ({ name }));
const commands = fc
  .oneof(answers, answers, rcCommand)
  .map(command => ({ type: 'received', command }) as const);

const noviceControl: fc.Arbitrary<NoviceShareControlInput> = fc.oneof(
  fc
    .record({
      pdu: fc.oneof(change, change, participantPdu),
      allowed: fc.constantFrom(true, true, true, false),
    })
    .map(fields => ({ type: 'received', ...fields }) as const),
  commands,
  event('user-accepts', 'input-enabled', 'user-accepts', 'input-enabled'),
  event('user-refuses', 'policy-forbids', 'input-failed', 'panic', 'stop', 'stop', 'stop', 'session-ended'),
);

describe('share control of the novice', () => {
  it('has input enabled only between the user’s yes and the end of control', () => {
    fc.assert(
      fc.property(fc.array(noviceControl, { maxLength: 25 }), inputs => {
        let enabled = false;
        walk(
          initialNoviceShareControlState,
          stepNoviceShareControl,
          inputs,
          (before, input, after, outputs) => {
            for (const output of outputs) {
              if (output.type === 'enable-input') {
                expect([before.name, input.type]).toEqual(['deciding', 'user-accepts']);
                enabled = true;
              }
              if (output.type === 'disable-input') enabled = false;
            }
            expect(enabled).toBe(after.name === 'enabling' || after.name === 'sharing');
          },
        );
      }),
      RUNS,
    );
  });

  it('sends ACCEPTRC only when input is enabled, and closes the gate before it says so', () => {
    fc.assert(
      fc.property(fc.array(noviceControl, { maxLength: 25 }), inputs => {
        walk(
          initialNoviceShareControlState,
          stepNoviceShareControl,
          inputs,
          (before, input, after, outputs) => {
            const sent = outputs.flatMap(output =>
              output.type === 'send-command' ? [output.command.name] : [],
            );
            if (sent.includes('ACCEPTRC')) {
              expect([before.name, input.type, after.name]).toEqual(['enabling', 'input-enabled', 'sharing']);
            }
            if (before.name === 'sharing' && after !== before) expect(outputs[0]?.type).toBe('disable-input');
            if (sent.includes('ESCRC') || sent.includes('TAKECONTROL')) expect(before.name).toBe('sharing');
          },
        );
      }),
      RUNS,
    );
  });

  it('answers every request exactly once, never with both DENIEDRC and REJECTRC', () => {
    fc.assert(
      fc.property(fc.array(noviceControl, { maxLength: 25 }), inputs => {
        let open = 0;
        const last = walk(
          initialNoviceShareControlState,
          stepNoviceShareControl,
          inputs,
          (before, input, after, outputs) => {
            const isRequest =
              input.type === 'received' &&
              'pdu' in input &&
              input.pdu.name === 'PARTICIPANT_CTRL_CHANGE' &&
              (input.pdu.flags & CONTROL_LEVEL.REQUEST_INTERACT) !== 0;
            if (before.name === 'viewing' && isRequest) open += 1;
            const answered = outputs.filter(
              output =>
                output.type === 'send-command' &&
                ['ACCEPTRC', 'REJECTRC', 'DENIEDRC'].includes(output.command.name),
            ).length;
            open -= answered;
            expect(answered).toBeLessThanOrEqual(1);
            if (after.name !== 'ended')
              expect(open).toBe(after.name === 'deciding' || after.name === 'enabling' ? 1 : 0);
          },
        );
        expect(stepNoviceShareControl(last, { type: 'session-ended' })[0].name).toBe('ended');
      }),
      RUNS,
    );
  });

  it('sends only what a novice may send, and nothing after the end', () => {
    fc.assert(
      fc.property(fc.array(noviceControl, { maxLength: 25 }), inputs => {
        walk(
          initialNoviceShareControlState,
          stepNoviceShareControl,
          inputs,
          (before, _input, after, outputs) => {
            for (const output of outputs) {
              if (output.type === 'send-command') {
                expect(maySend(RC_COMMANDS[output.command.name], 'novice', 3)).toBe(true);
              }
              if (output.type === 'send-participant') {
                expect(maySend(PARTICIPANT_PDUS[output.pdu.name], 'novice', 3)).toBe(true);
              }
              if (before.name === 'ended') expect(output.type).toBe('disable-input');
            }
            if (after.name === before.name && outputs.length === 0) expect(after).toBe(before);
          },
        );
      }),
      RUNS,
    );
  });
});

const expertControl: fc.Arbitrary<ExpertShareControlInput> = fc.oneof(
  event('request', 'request', 'release', 'input-failed'),
  commands,
  fc.oneof(change, participantPdu).map(pdu => ({ type: 'received', pdu }) as const),
  fc.constantFrom(4, 5, 7).map(flags => {
    const pdu = {
      name: 'PARTICIPANT_CREATED',
      participantId: 3,
      groupId: 0,
      flags,
      friendlyName: '',
    } as const;
    return { type: 'received', pdu } as const;
  }),
);

describe('share control of the expert', () => {
  it('has one end for every request, and a grant only after a request', () => {
    fc.assert(
      fc.property(fc.array(expertControl, { maxLength: 25 }), inputs => {
        let requested = false;
        let granted = false;
        const last = walk(
          initialExpertShareControlState,
          stepExpertShareControl,
          inputs,
          (before, input, after, outputs) => {
            if (input.type === 'request' && after !== before) requested = true;
            for (const output of outputs) {
              if (output.type === 'control-granted') {
                expect([requested, granted]).toEqual([true, false]);
                granted = true;
              }
              if (output.type === 'control-ended') {
                expect(requested).toBe(true);
                requested = false;
                granted = false;
              }
              if (output.type === 'send-command') {
                expect(maySend(RC_COMMANDS[output.command.name], 'expert', 3)).toBe(true);
              }
            }
            expect(granted).toBe(after.name === 'controlling');
            expect(requested).toBe(after.name !== 'viewing');
          },
        );
        const [end, outputs] = stepExpertShareControl(last, { type: 'session-ended' });
        expect(end.name).toBe('ended');
        expect(outputs).toHaveLength(requested ? 1 : 0);
      }),
      RUNS,
    );
  });
});
