import {
  type CtlPacket,
  type ExpertInit3Input,
  initialExpertInit3State,
  initialNoviceInit3State,
  type NoviceInit3Input,
  stepExpertInit3,
  stepNoviceInit3,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctlPacket } from './arbitraries.ts';
import { event, RUNS, walk } from './walk.ts';

const token = (seed: number): Uint8Array => new Uint8Array(20).fill(seed);
const TOKENS = fc.constantFrom(1, 2, 3).map((seed): CtlPacket => ({ name: 'TOKEN', token: token(seed) }));
const received = fc.oneof(TOKENS, TOKENS, ctlPacket).map(packet => ({ type: 'received', packet }) as const);
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
