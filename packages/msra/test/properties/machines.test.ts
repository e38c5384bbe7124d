import {
  CONTROL_LEVEL,
  type CtlPacket,
  type ExpertInit3Input,
  type ExpertShareControlInput,
  initialExpertInit3State,
  initialExpertShareControlState,
  initialNoviceInit3State,
  initialNoviceShareControlState,
  maySend,
  type NoviceInit3Input,
  type NoviceShareControlInput,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  RC_COMMANDS,
  type RcCommand,
  stepExpertInit3,
  stepExpertShareControl,
  stepNoviceInit3,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctlPacket, participantPdu, rcCommand } from './arbitraries.ts';

const token = (seed: number): Uint8Array => new Uint8Array(20).fill(seed);
const TOKENS = fc.constantFrom(1, 2, 3).map((seed): CtlPacket => ({ name: 'TOKEN', token: token(seed) }));
const received = fc.oneof(TOKENS, TOKENS, ctlPacket).map(packet => ({ type: 'received', packet }) as const);
const event = <T extends string>(...types: T[]) => fc.constantFrom(...types.map(type => ({ type })));

const noviceInit: fc.Arbitrary<NoviceInit3Input> = fc.oneof(
  fc.constant({ type: 'channel-open', noviceToken: token(1), expectedExpertToken: token(2) } as const),
  received,
  event('user-accepts', 'user-refuses', 'user-accepts', 'link-closed', 'local-end'),
);
const expertInit: fc.Arbitrary<ExpertInit3Input> = fc.oneof(
  fc.constant({ type: 'channel-open', expectedNoviceToken: token(1), expertToken: token(2) } as const),
  received,
  event('view-begins', 'view-begins', 'link-closed', 'local-end'),
);

/** Runs a machine and hands every step to a check. */
function walk<S, I, O>(
  initial: S,
  step: (state: S, input: I) => readonly [S, readonly O[]],
  inputs: readonly I[],
  check: (before: S, input: I, after: S, outputs: readonly O[]) => void,
): S {
  let state = initial;
  for (const input of inputs) {
    const [after, outputs] = step(state, input);
    check(state, input, after, outputs);
    state = after;
  }
  return state;
}

const RUNS = { numRuns: 2_000 };

describe('session initialization of version 3', () => {
  it('grants the view only after the right expert token and the user’s yes', () => {
    fc.assert(
      fc.property(fc.array(noviceInit, { maxLength: 12 }), inputs => {
        let proven = false;
        let asked = false;
        walk(initialNoviceInit3State, stepNoviceInit3, inputs, (before, input, after, outputs) => {
          const rightToken =
            input.type === 'received' && input.packet.name === 'TOKEN' && input.packet.token[0] === 2;
          if (before.name === 'waiting-for-expert-token' && rightToken) proven = true;
          for (const output of outputs) {
            if (output.type === 'ask-user') asked = proven;
            if (output.type === 'established')
              expect([proven, asked, input.type]).toEqual([true, true, 'user-accepts']);
          }
          if (after.name === 'session') expect(asked).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it('sends the expert token only after the right novice token', () => {
    fc.assert(
      fc.property(fc.array(expertInit, { maxLength: 12 }), inputs => {
        let heard: number | undefined;
        walk(initialExpertInit3State, stepExpertInit3, inputs, (before, input, _after, outputs) => {
          const first = before.name === 'connected' || before.name === 'waiting-for-novice-token';
          if (first && input.type === 'received' && input.packet.name === 'TOKEN')
            heard ??= input.packet.token[0];
          if (outputs.some(output => output.type === 'send' && output.packet.name === 'TOKEN'))
            expect(heard).toBe(1);
        });
      }),
      RUNS,
    );
  });

  it('terminates once, does nothing afterwards, and every state ends with the link', () => {
    const once = <S extends { name: string }, I, O extends { type: string }>(
      initial: S,
      step: (state: S, input: I) => readonly [S, readonly O[]],
      closed: I,
    ) => {
      return (inputs: I[]) => {
        let ended = false;
        const check = (before: S, _input: I, after: S, outputs: readonly O[]): void => {
          if (ended) expect([after, outputs]).toEqual([before, []]);
          ended ||= outputs.some(output => output.type === 'terminate');
          expect(after.name === 'ended').toBe(ended);
          if (after === before) expect(outputs).toEqual([]);
        };
        const last = walk(initial, step, inputs, check);
        expect(step(last, closed)[0].name).toBe('ended');
      };
    };
    const novice = once(initialNoviceInit3State, stepNoviceInit3, { type: 'link-closed' });
    const expert = once(initialExpertInit3State, stepExpertInit3, { type: 'link-closed' });
    fc.assert(fc.property(fc.array(noviceInit, { maxLength: 12 }), novice), RUNS);
    fc.assert(fc.property(fc.array(expertInit, { maxLength: 12 }), expert), RUNS);
  });
});

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

type Sent = { readonly command: RcCommand } | { readonly pdu: ParticipantPdu };

/** Two machines over a link that keeps the order and takes as long as it likes. */
class Pair {
  novice = initialNoviceShareControlState;
  expert = initialExpertShareControlState;
  readonly #toNovice: Sent[] = [];
  readonly #toExpert: Sent[] = [];

  feedNovice(input: NoviceShareControlInput): void {
    const [state, outputs] = stepNoviceShareControl(this.novice, input);
    this.novice = state;
    for (const output of outputs) {
      if (output.type === 'send-command') this.#toExpert.push({ command: output.command });
      if (output.type === 'send-participant') this.#toExpert.push({ pdu: output.pdu });
      if (output.type === 'enable-input') this.feedNovice({ type: 'input-enabled' });
    }
  }

  feedExpert(input: ExpertShareControlInput): void {
    const [state, outputs] = stepExpertShareControl(this.expert, input);
    this.expert = state;
    for (const output of outputs) {
      if (output.type === 'send-command') this.#toNovice.push({ command: output.command });
      if (output.type === 'send-participant') this.#toNovice.push({ pdu: output.pdu });
    }
  }

  deliver(to: 'novice' | 'expert'): boolean {
    const sent = (to === 'novice' ? this.#toNovice : this.#toExpert).shift();
    if (sent === undefined) return false;
    if (to === 'expert') this.feedExpert({ type: 'received', ...sent });
    else if ('pdu' in sent) this.feedNovice({ type: 'received', pdu: sent.pdu, allowed: true });
    else this.feedNovice({ type: 'received', command: sent.command });
    return true;
  }

  settle(): void {
    while (this.deliver('novice') || this.deliver('expert'));
  }
}

describe('share control between two of our own', () => {
  const act = fc.constantFrom(
    ...(['request', 'release', 'input-failed'] as const).map(
      type => (pair: Pair) => pair.feedExpert({ type }),
    ),
    ...(['user-accepts', 'user-refuses', 'panic', 'stop', 'policy-forbids', 'input-failed'] as const).map(
      type => (pair: Pair) => pair.feedNovice({ type }),
    ),
    (pair: Pair) => void pair.deliver('novice'),
    (pair: Pair) => void pair.deliver('novice'),
    (pair: Pair) => void pair.deliver('expert'),
    (pair: Pair) => void pair.deliver('expert'),
  );

  it('comes to one view of who is in control whatever crosses on the way', () => {
    let controlled = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), acts => {
        const pair = new Pair();
        for (const one of acts) one(pair);
        pair.settle();
        const views = `${pair.novice.name}/${pair.expert.name}`;
        expect(['viewing/viewing', 'deciding/waiting', 'sharing/controlling']).toContain(views);
        if (pair.novice.name === 'sharing') controlled += 1;
      }),
      { numRuns: 5_000 },
    );
    expect(controlled).toBeGreaterThan(10);
  });
});
