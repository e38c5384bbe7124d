import type { VoiceStats } from '@rendezvous/peer';
import { describe, expect, it, vi } from 'vitest';
import { settled, until } from './support/clock.ts';
import { agree, answer, otherThan, said, say, silentAndWell, talk, talking, voice } from './support/talk.ts';
import { NOTHING_MEASURED } from './support/voice-connection.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

/** How much each side sends at most, the novice first. */
const sending = (world: World): readonly number[] => world.sides.map(({ link }) => link.voice.maxBitRate);

const POOR_PATH: VoiceStats = { ...NOTHING_MEASURED, roundTripMs: 40, loss: 0.5, concealed: 0.4 };
const FINE_PATH: VoiceStats = { ...NOTHING_MEASURED, roundTripMs: 40, loss: 0, concealed: 0, remoteLoss: 0 };

/** One second after the other, on both sides. */
async function seconds(world: World, count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await world.clock.advance(1_000);
}

/** The words about bit rates that `side` has said. */
const wishes = (side: Side): readonly string[] => said(side).filter(name => name.startsWith('BANDW'));

describe('how much somebody wishes to hear', () => {
  it('is what the other sends at most, at once and without another call', async () => {
    const world = await talking('expert');
    expect(world.novice.session.view.voiceRate).toBe('auto');
    world.expert.session.setVoiceRate('low');
    expect(world.expert.session.view).toMatchObject({
      voiceRate: 'low',
      voice: { receiving: 'low', sending: 'high' },
    });
    await until('the novice sends less', () => world.novice.link.voice.maxBitRate === 6_400);
    expect(world.novice.session.view.voice).toMatchObject({ receiving: 'high', sending: 'low' });
    expect(sending(world)).toEqual([6_400, 64_000]);
    world.expert.session.setVoiceRate('high');
    await until('the novice sends more', () => world.novice.link.voice.maxBitRate === 64_000);
    expect(world.novice.link.voices).toHaveLength(1);
    expect(wishes(world.expert)).toEqual(['BANDWTOLOW', 'BANDWTOHIGH']);
  });

  it('counts for the next call when it was said before, and is said again when it begins', async () => {
    const world = await new World().verified();
    world.novice.session.setVoiceRate('low');
    await settled();
    expect(wishes(world.novice)).toEqual(['BANDWTOLOW']);
    await talk(world);
    expect(sending(world)).toEqual([64_000, 6_400]);
    expect(wishes(world.novice)).toEqual(['BANDWTOLOW', 'BANDWTOLOW']);
    world.novice.session.stopVoice();
    await silentAndWell(world);
    expect(sending(world)).toEqual([64_000, 6_400]);
    expect(wishes(world.novice)).toHaveLength(3);
    expect(wishes(world.expert)).toEqual([]);
  });

  it('before the other side is verified is said when it is', async () => {
    const world = new World();
    world.expert.session.setVoiceRate('low');
    await settled();
    expect(world.expert.link.channel('71').sent).toEqual([]);
    await world.verified();
    expect(wishes(world.expert)).toEqual(['BANDWTOLOW']);
    await talk(world);
    expect(sending(world)).toEqual([6_400, 64_000]);
  });

  it('is heeded whatever the other says, in every state', async () => {
    const world = await new World().verified();
    say(world.expert, { name: 'BANDWTOLOW' });
    await settled();
    expect(world.novice.link.voices).toEqual([]);
    await talk(world);
    expect(world.novice.link.voice.maxBitRate).toBe(6_400);
    for (const rate of [64_000, 6_400, 64_000] as const) {
      say(world.expert, { name: rate === 6_400 ? 'BANDWTOLOW' : 'BANDWTOHIGH' });
      await until('it is heeded', () => world.novice.link.voice.maxBitRate === rate);
    }
  });
});

describe('a side that leaves it to the program', () => {
  it('asks for less on a poor path, for more again on a good one, and looks only while it talks', async () => {
    const world = await talking('novice');
    const { link, session } = world.expert;
    link.voice.sample = POOR_PATH;
    await seconds(world, 5);
    expect(session.view.voice).toMatchObject({ receiving: 'low' });
    expect(sending(world)).toEqual([6_400, 64_000]);
    link.voice.sample = FINE_PATH;
    await seconds(world, 14);
    expect(session.view.voice).toMatchObject({ receiving: 'low' });
    await seconds(world, 2);
    expect(session.view.voice).toMatchObject({ receiving: 'high' });
    expect(sending(world)).toEqual([64_000, 64_000]);
    expect(wishes(world.expert)).toEqual(['BANDWTOLOW', 'BANDWTOHIGH']);
    expect(wishes(world.novice)).toEqual([]);
    const stats = vi.spyOn(link.voice, 'stats');
    await seconds(world, 3);
    expect(stats).toHaveBeenCalledTimes(3);
    session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await seconds(world, 3);
    expect(stats).toHaveBeenCalledTimes(3);
  });

  it('begins the next call with what it has learned of the path', async () => {
    const world = await talking('novice');
    world.expert.link.voice.sample = POOR_PATH;
    await seconds(world, 5);
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await talk(world);
    expect(world.expert.session.view.voice).toMatchObject({ receiving: 'low' });
    expect(sending(world)).toEqual([6_400, 64_000]);
  });

  it('does as the person says instead, once the person says something', async () => {
    const world = await talking('novice');
    const { link, session } = world.expert;
    session.setVoiceRate('high');
    link.voice.sample = POOR_PATH;
    await seconds(world, 30);
    expect(wishes(world.expert)).toEqual([]);
    session.setVoiceRate('auto');
    expect(session.view).toMatchObject({ voiceRate: 'auto', voice: { receiving: 'high' } });
    await seconds(world, 5);
    expect(session.view.voice).toMatchObject({ receiving: 'low' });
    session.setVoiceRate('high');
    await until('the novice sends more', () => world.novice.link.voice.maxBitRate === 64_000);
  });

  it('sends its own voice twice while it gets lost, in this call only', async () => {
    const world = await talking('novice');
    const { link, session } = world.expert;
    link.voice.sample = { ...FINE_PATH, remoteLoss: 0.1 };
    await seconds(world, 3);
    expect(link.voice.redundancy).toBe(true);
    link.voice.sample = FINE_PATH;
    await seconds(world, 20);
    expect(link.voice.redundancy).toBe(false);
    link.voice.sample = { ...FINE_PATH, remoteLoss: 0.1 };
    await seconds(world, 3);
    session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await talk(world);
    expect(link.voice.redundancy).toBe(false);
  });
});

describe('the tuning of the devices', () => {
  it('is told to the other side once the session exists, whoever it is', async () => {
    const world = await new World(undefined, ({ sound }, role) => {
      sound.tuned = role === 'novice' ? 'bad' : 'good';
      return { sound };
    }).verified();
    expect(world.sides.map(said)).toEqual([[], []]);
    await world.novice.session.chooseScreen();
    await until('both have said so', () => world.sides.every(side => said(side).length === 1));
    expect(world.sides.map(said)).toEqual([['WIZARDBAD'], ['WIZARDGOOD']]);
  });

  it.each(['novice', 'expert'] as const)(
    'keeps the %s from asking when it is bad, on either side, until it is good, and says why',
    async whose => {
      const world = await new World().showing();
      const side = world[whose];
      const other = otherThan(world, side);
      side.platform.sound.tuned = 'bad';
      side.session.tuned(false);
      expect(side.session.view.voice).toEqual({ name: 'off', blocked: 'own-tuning' });
      await until('the other knows', () => said(side).includes('WIZARDBAD'));
      await settled();
      expect(other.session.view.voice).toEqual({ name: 'off', blocked: 'peer-tuning' });
      side.session.startVoice();
      other.session.startVoice();
      expect(side.session.view.voice).toEqual({ name: 'off', last: 'not-tuned', blocked: 'own-tuning' });
      expect(other.session.view.voice).toEqual({
        name: 'off',
        last: 'peer-not-tuned',
        blocked: 'peer-tuning',
      });
      await settled();
      for (const one of world.sides) expect(said(one)).not.toContain('PRESTART');
      side.platform.sound.tuned = 'good';
      side.session.tuned(true);
      await settled();
      expect(other.session.view.voice).toEqual({ name: 'off', last: 'peer-not-tuned' });
      await silentAndWell(world);
    },
  );

  it('that is not known keeps an expert from asking in vain, but not a novice', async () => {
    const world = await new World(undefined, ({ sound }, role) => {
      if (role === 'expert') sound.tuned = 'unknown';
      return { sound };
    }).verified();
    // Nobody has tried it: that it does not work is more than anybody knows.
    expect(world.expert.session.view.voice).toEqual({ name: 'off', blocked: 'own-untried' });
    world.expert.session.startVoice();
    await settled();
    expect(world.expert.session.view.voice).toMatchObject({ last: 'not-tuned' });
    expect(world.novice.session.view.question).toBeUndefined();
    await agree(world, world.novice);
    for (const side of world.sides) await voice(side, 'off');
    await settled();
    expect(said(world.expert)).toEqual(['PRESTARTYES', 'VOIPGONO']);
    expect(world.expert.session.view.voice).toMatchObject({ last: 'not-tuned' });
    expect(world.novice.session.view.voice).toEqual({ name: 'off', last: 'peer-failed' });
    expect(world.expert.platform.sound.log).not.toContain('try');
    world.expert.platform.sound.tuned = 'good';
    // It is looked at again when it was in the way.
    world.expert.session.startVoice();
    await settled();
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'not-tuned' });
    await silentAndWell(world);
  });

  it('that the person has just made good is not undone by an older look at it', async () => {
    const world = await new World().showing();
    const { sound } = world.novice.platform;
    const look = Promise.withResolvers<'bad'>();
    vi.spyOn(sound, 'tuning').mockReturnValueOnce(look.promise);
    world.expert.session.startVoice();
    await answer(world.novice, true);
    for (const side of world.sides) await voice(side, 'on');
    world.novice.session.stopVoice();
    world.novice.session.tuned(true);
    look.resolve('bad');
    await settled();
    expect(said(world.novice)).not.toContain('WIZARDBAD');
  });
});
