import {
  type ExpertShareControlInput,
  initialExpertShareControlState,
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type ParticipantPdu,
  type RcCommand,
  stepExpertShareControl,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

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
