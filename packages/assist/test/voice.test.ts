import { encodeCommand, type RcCommandName } from '@rendezvous/msra';
import { describe, expect, it, vi } from 'vitest';
import type { VoiceEnding } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';
import { settled, until } from './support/clock.ts';
import type { MemoryVoice } from './support/platform.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

async function voice(side: Side, name: string): Promise<void> {
  await until(`voice is ${name}`, () => side.session.view.voice.name === name);
}

async function answer({ session }: Side, yes: boolean): Promise<void> {
  await until('the question is open', () => session.view.question?.kind === 'voice');
  session.answer(session.view.question?.id ?? 0, yes);
}

/** Both talk; `by` asked. */
async function talking(by: 'novice' | 'expert'): Promise<World> {
  const world = await new World().verified();
  world[by].session.startVoice();
  await answer(by === 'novice' ? world.expert : world.novice, true);
  await until('the novice listens', () => world.expert.session.view.voice.name === 'on');
  world.novice.platform.voice.events.connected?.();
  for (const side of world.sides) await voice(side, 'on');
  return world;
}

const logs = (world: World): readonly string[][] =>
  world.sides.map(({ platform }) => [...platform.voice.log]);

describe('talking', () => {
  it.each(['novice', 'expert'] as const)(
    'begins when the %s asks and the other says yes, and only then is a microphone opened',
    async by => {
      const world = await new World().verified();
      const asked = by === 'novice' ? world.expert : world.novice;
      for (const side of world.sides) expect(side.session.view.voice).toEqual({ name: 'off' });
      world[by].session.startVoice();
      expect(world[by].session.view.voice).toEqual({ name: 'asking' });
      await voice(asked, 'ringing');
      expect(asked.session.view.question).toMatchObject({ kind: 'voice', possible: 'yes' });
      expect(logs(world)).toEqual([[], []]);
      await answer(asked, true);
      await until('the call is made', () => world.expert.session.view.voice.name === 'on');
      expect(world.novice.session.view.voice).toEqual({ name: 'connecting' });
      world.novice.platform.voice.events.connected?.();
      await voice(world.novice, 'on');
      expect(world.novice.session.view.voice).toEqual({ name: 'on', sinceMs: world.clock.now() });
      expect(logs(world)).toEqual([['server'], ['client', 'connect a-key 192.0.2.1:5004']]);
    },
  );

  it.each([
    ['novice', 'expert'],
    ['expert', 'novice'],
  ] as const)('ends when the %s stops, and both microphones are closed', async (by, other) => {
    const world = await talking('expert');
    world[by].session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await settled();
    expect(world[by].session.view.voice).toEqual({ name: 'off', last: 'stopped' });
    expect(world[other].session.view.voice).toEqual({ name: 'off', last: 'peer-stopped' });
    for (const log of logs(world)) expect(log.at(-1)).toBe('release');
    await world.clock.advance(60_000);
    world[other].session.startVoice();
    await answer(world[by], true);
    await voice(world.expert, 'on');
  });

  it('that is refused says so, and opens nothing', async () => {
    const world = await new World().verified();
    world.expert.session.startVoice();
    await answer(world.novice, false);
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'refused' });
    expect(logs(world)).toEqual([[], []]);
  });

  it('is not asked for again and again: after three refusals nobody is asked for a while', async () => {
    const world = await new World().verified();
    for (let count = 1; count <= LIMITS.refusals; count += 1) {
      world.expert.session.startVoice();
      await answer(world.novice, false);
      await voice(world.expert, 'off');
    }
    world.expert.session.startVoice();
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'refused' });
    expect(world.novice.session.view.question).toBeUndefined();
  });

  it('that is taken back while it rings takes the question away', async () => {
    const world = await new World().verified();
    world.expert.session.startVoice();
    await voice(world.novice, 'ringing');
    world.expert.session.stopVoice();
    await voice(world.novice, 'off');
    expect(world.novice.session.view.question).toBeUndefined();
  });

  it('rings no longer than a telephone', async () => {
    const world = await new World().verified();
    world.expert.session.startVoice();
    await voice(world.novice, 'ringing');
    await world.clock.advance(45_000);
    for (const side of world.sides) expect(side.session.view.voice.name).toBe('off');
    expect(world.novice.session.view.question).toBeUndefined();
  });

  it('that both ask for at once begins on neither side, and says why', async () => {
    const world = await new World().verified();
    for (const { session } of world.sides) session.startVoice();
    for (const side of world.sides) await voice(side, 'off');
    for (const { session } of world.sides)
      expect(session.view.voice).toEqual({ name: 'off', last: 'crossed' });
  });

  const fail = (): Promise<never> => Promise.reject(new Error('no microphone'));
  const failures: readonly (readonly [
    string,
    'novice' | 'expert',
    (voice: MemoryVoice) => void,
    VoiceEnding,
    VoiceEnding,
  ])[] = [
    ["the novice's server", 'novice', voice => void (voice.server = fail), 'failed', 'peer-failed'],
    ["the expert's client", 'expert', voice => void (voice.client = fail), 'peer-failed', 'failed'],
    ['the tuning', 'expert', voice => void (voice.tuned = false), 'peer-failed', 'not-tuned'],
    ['the call', 'expert', voice => void (voice.call = fail), 'peer-stopped', 'media-failed'],
  ];
  it.each(failures)(
    'that fails at %s ends on both sides with its cause',
    async (_, side, spoil, novice, expert) => {
      const world = await new World().verified();
      spoil(world[side].platform.voice);
      world.expert.session.startVoice();
      await answer(world.novice, true);
      for (const one of world.sides) await voice(one, 'off');
      await settled();
      expect(world.novice.session.view.voice).toEqual({ name: 'off', last: novice });
      expect(world.expert.session.view.voice).toEqual({ name: 'off', last: expert });
    },
  );

  it('that breaks off ends on both sides', async () => {
    const world = await talking('novice');
    world.expert.platform.voice.events.lost?.();
    for (const side of world.sides) await voice(side, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'media-lost' });
    for (const log of logs(world)) expect(log.at(-1)).toBe('release');
  });

  it('heeds how much the other side wants to hear', async () => {
    const world = await new World().verified();
    for (const name of ['BANDWTOLOW', 'BANDWTOHIGH'] as const) say(world.expert, name);
    await settled();
    expect(world.novice.platform.voice.log).toEqual(['at most 6400', 'at most 64000']);
  });

  it('ends with the assistance, microphone first', async () => {
    const world = await talking('novice');
    await world.novice.session.end();
    await world.ended();
    await settled();
    for (const log of logs(world)) expect(log.at(-1)).toBe('release');
    expect(world.clock.pending).toBe(0);
  });

  it('hears nothing of what was begun before it was released', async () => {
    const world = await new World().verified();
    const { voice: port } = world.expert.platform;
    const microphone = Promise.withResolvers<void>();
    port.client = () => microphone.promise;
    world.expert.session.startVoice();
    await answer(world.novice, true);
    await until('the microphone is asked for', () => port.log.includes('client'));
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    microphone.resolve();
    await settled();
    expect(port.log).toEqual(['client', 'release']);
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'stopped' });
  });

  it('does not begin before the other side is verified', async () => {
    const world = new World();
    world.expert.session.startVoice();
    await world.verified();
    expect(world.expert.session.view.voice).toEqual({ name: 'off' });
    expect(world.novice.session.view.question).toBeUndefined();
  });
});

describe('a side without voice', () => {
  it('says so, on both sides, and nobody is asked', async () => {
    const world = await new World(undefined, ({ voice: port }, role) =>
      role === 'expert' ? { voice: port } : {},
    ).verified();
    expect(world.novice.session.view.voice).toEqual({ name: 'unavailable' });
    world.expert.session.startVoice();
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'peer-disabled' });
    expect(world.novice.session.view.question).toBeUndefined();
    expect(world.expert.platform.voice.log).toEqual([]);
    world.novice.session.startVoice();
    await settled();
    expect(world.novice.session.view.voice).toEqual({ name: 'unavailable' });
    expect(world.expert.session.view.question).toBeUndefined();
  });
});

function say(side: Side, name: Extract<RcCommandName, 'BANDWTOLOW' | 'BANDWTOHIGH'>): void {
  side.link.channel('71').send(new Uint8Array(encodeCommand({ name })));
}
