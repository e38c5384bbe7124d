/** Nobody but this side's own person opens its microphone. */
import { type RcCommand, type RcCommandName, VOICE_TIMES } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SoundError } from '../src/index.ts';
import { settled } from './support/clock.ts';
import { describeTo, otherThan, say, voice } from './support/talk.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

type Act =
  /** What a person does. */
  | {
      readonly by: 'victim' | 'other';
      readonly act: 'start' | 'stop' | 'yes' | 'no' | 'tune' | 'mistune' | 'low';
    }
  /** One asks and the other says yes. */
  | { readonly by: 'both'; readonly asks: 'victim' | 'other' }
  /** What the other side sends although its program would not. */
  | { readonly by: 'hostile'; readonly command: RcCommand }
  | { readonly by: 'hostile'; readonly description: 'empty' | 'last' | 'own' }
  /** What the platform and the network do. */
  | { readonly by: 'platform'; readonly does: 'fail' | 'hang' | 'work' | 'break' }
  | { readonly by: 'time'; readonly ms: number };

const WORDS = [
  'PRESTART',
  'PRESTARTYES',
  'PRESTARTNO',
  'VOIPQNO',
  'VOIPPREGO',
  'VOIPPREGO2',
  'VOIPGONO',
  'BANDWTOLOW',
  'DISABLEVOICE',
  'WIZARDBAD',
  'WIZARDGOOD',
] as const satisfies readonly RcCommandName[];

const command: fc.Arbitrary<RcCommand> = fc.oneof(
  fc.constantFrom(...WORDS.map(name => ({ name }))),
  fc.constantFrom('x', btoa('x'.repeat(32))).map(voipGoKey => ({
    name: 'VOIPGO' as const,
    voipVersion: 'VOIPVER2',
    voipGoKey,
    voipIpList: ['192.0.2.1:5004'],
  })),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constantFrom('victim', 'other'),
      act: fc.constantFrom('start', 'start', 'stop', 'yes', 'yes', 'no', 'tune', 'tune', 'mistune', 'low'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ by: fc.constant('both'), asks: fc.constantFrom('victim', 'other') }),
  },
  { weight: 4, arbitrary: fc.record({ by: fc.constant('hostile'), command }) },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('hostile'),
      description: fc.constantFrom('empty', 'last', 'own'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('platform'),
      does: fc.constantFrom('fail', 'hang', 'work', 'break'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('time'),
      ms: fc.constantFrom(1_000, VOICE_TIMES.own, VOICE_TIMES.answer),
    }),
  },
);

/** Watches one side: whether its person wants a call, and what its microphone does. */
class Watch {
  readonly side: Side;
  /** The person has asked, or has said yes, and the call that came of it is not over. */
  wanted = false;
  opened = 0;
  readonly faults: string[] = [];

  constructor(side: Side) {
    this.side = side;
    const { sound } = side.platform;
    const tryMicrophone = sound.tryMicrophone.bind(sound);
    sound.tryMicrophone = () => {
      this.#count();
      return tryMicrophone();
    };
    const openMicrophone = sound.openMicrophone.bind(sound);
    sound.openMicrophone = changed => {
      this.#count();
      return openMicrophone(changed);
    };
    side.session.addEventListener('change', () => {
      if (this.#name !== 'off') return;
      this.wanted = false;
      if (sound.live) this.faults.push('open although it is over');
      if (sound.playing) this.faults.push('heard although it is over');
    });
  }

  start(): void {
    this.side.session.startVoice();
    if (this.#name === 'asking') this.wanted = true;
  }

  answer(yes: boolean): void {
    const { question } = this.side.session.view;
    if (question?.kind !== 'voice') return;
    // Before: the answer may open it at once.
    this.wanted = yes;
    this.side.session.answer(question.id, yes);
  }

  #count(): void {
    this.opened += 1;
    if (!this.wanted) this.faults.push('opened although nobody wanted to talk');
  }

  get #name(): string {
    return this.side.session.view.voice.name;
  }
}

async function carryOut(world: World, victim: Watch, other: Watch, step: Act): Promise<void> {
  if (step.by === 'time') return world.clock.advance(step.ms);
  if (step.by === 'both') {
    const [asks, answers] = step.asks === 'victim' ? [victim, other] : [other, victim];
    asks.start();
    await settled();
    answers.answer(true);
    return settled();
  }
  if (step.by === 'platform') {
    const { sound } = victim.side.platform;
    if (step.does === 'break') return victim.side.link.voices.at(-1)?.setState('failed');
    const how = {
      fail: () => Promise.reject(new SoundError('denied')),
      hang: () => new Promise<void>(() => undefined),
      work: () => Promise.resolve(),
    }[step.does];
    sound.trying = how;
    sound.opening = how;
    return;
  }
  if (step.by === 'hostile') {
    if ('command' in step) return say(other.side, step.command);
    const from = step.description === 'own' ? victim.side : otherThan(world, victim.side);
    const last = from.link.channel('status').sent.findLast(message => {
      return typeof message === 'string' && message.includes('voice-description');
    });
    if (step.description === 'empty' || last === undefined) {
      return describeTo(other.side, { sdp: '', proof: `${'A'.repeat(43)}=` });
    }
    return other.side.link.channel('status').send(last);
  }
  const watch = step.by === 'victim' ? victim : other;
  switch (step.act) {
    case 'start':
      return watch.start();
    case 'stop':
      return watch.side.session.stopVoice();
    case 'yes':
    case 'no':
      return watch.answer(step.act === 'yes');
    case 'low':
      return watch.side.session.setVoiceRate('low');
    case 'tune':
    case 'mistune':
      watch.side.platform.sound.tuned = step.act === 'tune' ? 'good' : 'bad';
      return watch.side.session.tuned(step.act === 'tune');
  }
}

/** Whatever has happened: the people hang up, wait, and are on good terms with their devices and with each other again. */
async function recover(world: World): Promise<void> {
  for (const { session, platform } of world.sides) {
    session.stopVoice();
    const work = (): Promise<void> => Promise.resolve();
    Object.assign(platform.sound, { tuned: 'good', trying: work, opening: work });
  }
  await world.clock.advance(3 * VOICE_TIMES.answer);
  for (const side of world.sides) {
    expect(side.session.view.voice.name).toBe('off');
    expect(side.platform.sound.live).toBe(false);
    // What a hostile side has said of itself.
    say(side, { name: 'WIZARDGOOD' });
    side.session.tuned(true);
  }
  await settled();
  for (const side of world.sides) {
    // Who has said DISABLEVOICE takes it back by asking.
    say(side, { name: 'PRESTART' });
    await settled();
    const { session } = otherThan(world, side);
    session.answer(session.view.question?.id ?? 0, false);
    await world.clock.advance(VOICE_TIMES.answer);
  }
}

describe.each(['novice', 'expert'] as const)('the microphone of the %s', role => {
  it('opens only after its own person has asked or said yes, is closed after every end, and can be opened again', async () => {
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async steps => {
        const world = await new World().showing();
        const victim = new Watch(world[role]);
        const other = new Watch(otherThan(world, world[role]));
        for (const step of steps) {
          await carryOut(world, victim, other, step);
          await settled(3);
        }
        await settled();
        for (const { faults } of [victim, other]) expect(faults).toEqual([]);
        opened += victim.opened;
        await recover(world);
        await carryOut(world, victim, other, { by: 'both', asks: 'other' });
        for (const { side } of [victim, other]) {
          await voice(side, 'on');
          expect(side.link.voice.heard).not.toBeNull();
        }
        await world.novice.session.end();
        await world.ended();
        await settled();
        for (const { side, faults } of [victim, other]) {
          expect(faults).toEqual([]);
          expect(side.platform.sound.live).toBe(false);
          expect(side.link.voices.every(({ released }) => released)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
    // Often enough for the law to mean something.
    expect(opened).toBeGreaterThan(50);
  }, 60_000);
});
