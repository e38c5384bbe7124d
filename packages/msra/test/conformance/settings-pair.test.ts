import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RcCommand } from '../../src/messages/rc-command.ts';
import type { SettingsInput } from '../../src/settings/contact-exchange.ts';
import { initialExpertSettingsState, stepExpertSettings } from '../../src/settings/expert.ts';
import { initialNoviceSettingsState, stepNoviceSettings } from '../../src/settings/novice.ts';

type Letter = { readonly command: RcCommand } | { readonly contact: Uint8Array };

const OF_EXPERT = Uint8Array.of(1);
const OF_NOVICE = Uint8Array.of(2);

/** Both sides over a link that keeps the order, with whole contact files in place of their transfer. */
class SettingsPair {
  expert = initialExpertSettingsState({ contactExchange: false });
  novice = initialNoviceSettingsState({ contactExchange: false });
  readonly got: Record<'expert' | 'novice', Uint8Array[]> = { expert: [], novice: [] };
  readonly #to: Record<'expert' | 'novice', Letter[]> = { expert: [], novice: [] };
  #expected = { expert: false, novice: false };

  constructor(expert: boolean, novice: boolean) {
    this.expert = initialExpertSettingsState({ contactExchange: expert });
    this.novice = initialNoviceSettingsState({ contactExchange: novice });
  }

  feed(side: 'expert' | 'novice', input: SettingsInput): void {
    const outputs = side === 'expert' ? this.#stepExpert(input) : this.#stepNovice(input);
    const [peer, own] =
      side === 'expert' ? (['novice', OF_EXPERT] as const) : (['expert', OF_NOVICE] as const);
    for (const output of outputs) {
      if (output.type === 'send-command') this.#to[peer].push({ command: output.command });
      if (output.type === 'expect-contact') this.#expected[side] = true;
      if (output.type === 'exchanged') this.got[side].push(output.bytes);
      if (output.type === 'not-exchanged') this.#expected[side] = false;
      if (output.type === 'send-contact') this.#to[peer].push({ contact: own });
    }
  }

  #stepExpert(input: SettingsInput) {
    const [state, outputs] = stepExpertSettings(this.expert, input);
    this.expert = state;
    return outputs;
  }

  #stepNovice(input: SettingsInput) {
    const [state, outputs] = stepNoviceSettings(this.novice, input);
    this.novice = state;
    return outputs;
  }

  deliver(side: 'expert' | 'novice'): boolean {
    const letter = this.#to[side].shift();
    if (letter === undefined) return false;
    if ('command' in letter) this.feed(side, { type: 'received', command: letter.command });
    else {
      const wanted = this.#expected[side];
      this.#expected[side] = false;
      if (wanted) this.feed(side, { type: 'contact-received', bytes: letter.contact });
      this.feed(side === 'expert' ? 'novice' : 'expert', {
        type: wanted ? 'contact-sent' : 'transfer-failed',
      });
    }
    return true;
  }

  settle(): void {
    while (this.deliver('novice') || this.deliver('expert'));
  }
}

describe('[MS-RA] 3.13, 3.14 settings between two of our own', () => {
  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('exchanges contacts where both want it: expert %s, novice %s', (expert, novice) => {
    const pair = new SettingsPair(expert, novice);
    pair.feed('novice', { type: 'session-established' });
    pair.feed('expert', { type: 'session-established' });
    pair.settle();
    const both = expert && novice;
    expect(pair.got).toEqual({ expert: both ? [OF_NOVICE] : [], novice: both ? [OF_EXPERT] : [] });
    const name = both ? 'exchanged' : 'not-exchanged';
    expect([pair.expert.name, pair.novice.name]).toEqual([name, name]);
  });

  it('comes to rest with both contacts exchanged or none, however often either side changes its mind', () => {
    const changes = fc.constantFrom(
      ...(['expert', 'novice'] as const).flatMap(side => [
        (pair: SettingsPair) => pair.feed(side, { type: 'changed', contactExchange: true }),
        (pair: SettingsPair) => pair.feed(side, { type: 'changed', contactExchange: false }),
        (pair: SettingsPair) => void pair.deliver(side),
        (pair: SettingsPair) => void pair.deliver(side),
      ]),
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        fc.array(changes, { maxLength: 20 }),
        (expert, novice, acts) => {
          const pair = new SettingsPair(expert, novice);
          pair.feed('novice', { type: 'session-established' });
          pair.feed('expert', { type: 'session-established' });
          for (const act of acts) act(pair);
          pair.settle();
          expect(['exchanged/exchanged', 'not-exchanged/not-exchanged']).toContain(
            `${pair.expert.name}/${pair.novice.name}`,
          );
          expect(pair.got.expert).toEqual(pair.got.novice.map(() => OF_NOVICE));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
