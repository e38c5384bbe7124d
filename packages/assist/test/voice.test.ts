import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { settled, until } from './support/clock.ts';
import { agree, answer, otherThan, said, silentAndWell, talk, talking, voice } from './support/talk.ts';
import { World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const logs = (world: World): readonly string[][] =>
  world.sides.map(({ platform }) => [...platform.sound.log]);

describe('talking', () => {
  it.each(['novice', 'expert'] as const)(
    'begins when the %s asks and the other says yes, and only then is a microphone tried, and then opened',
    async by => {
      const world = await new World().verified();
      const asked = otherThan(world, world[by]);
      for (const side of world.sides) expect(side.session.view.voice).toEqual({ name: 'off' });
      world[by].session.startVoice();
      expect(world[by].session.view.voice).toEqual({ name: 'asking' });
      await voice(asked, 'ringing');
      expect(asked.session.view.question).toMatchObject({ kind: 'voice', possible: 'yes' });
      expect(logs(world)).toEqual([[], []]);
      await answer(asked, true);
      for (const side of world.sides) await voice(side, 'on');
      const on = {
        name: 'on',
        sinceMs: world.clock.now(),
        unstable: false,
        receiving: 'high',
        sending: 'high',
      };
      for (const { session, link, platform } of world.sides) {
        expect(session.view.voice).toEqual(on);
        expect(platform.sound.log).toEqual(['try', 'open', 'play']);
        expect(platform.sound.playing).toBe(link.voice.remoteStream);
      }
      expect(world.novice.link.voice.heard).toBe(world.expert.platform.sound.tracks[1]);
      expect(world.expert.link.voice.heard).toBe(world.novice.platform.sound.tracks[1]);
    },
  );

  it('has a connection and a key of its own for each call', async () => {
    const world = await talking('expert');
    world.novice.session.stopVoice();
    await silentAndWell(world);
    for (const { link } of world.sides) expect(link.voices).toHaveLength(2);
    const offers = world.expert.link.voices.flatMap(({ applied }) => applied);
    expect(new Set(offers).size).toBe(2);
  });

  it.each([
    ['novice', 'expert'],
    ['expert', 'novice'],
  ] as const)('ends when the %s stops, and both microphones are closed', async (by, other) => {
    const world = await talking('expert');
    world[by].session.stopVoice();
    expect(world[by].platform.sound.live).toBe(false);
    for (const side of world.sides) await voice(side, 'off');
    await settled();
    expect(world[by].session.view.voice).toEqual({ name: 'off', last: 'stopped' });
    expect(world[other].session.view.voice).toEqual({ name: 'off', last: 'peer-stopped' });
    for (const log of logs(world)) expect(log.at(-1)).toBe('close');
    await silentAndWell(world);
  });

  it.each(['novice', 'expert'] as const)('leaves no timer behind when the %s stops', async by => {
    const world = await new World().verified();
    const before = world.clock.pending;
    await talk(world);
    await world.clock.advance(5_000);
    expect(world.clock.pending).toBeGreaterThan(before);
    world[by].session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await settled();
    expect(world.clock.pending).toBe(before);
  });

  it('that is refused says so, and opens nothing', async () => {
    const world = await new World().verified();
    world.expert.session.startVoice();
    await answer(world.novice, false);
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'refused' });
    expect(logs(world)).toEqual([[], []]);
    await silentAndWell(world);
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

  it('that both ask for at once begins on neither side, says why, and leaves nothing half open', async () => {
    const world = await new World().verified();
    for (const { session } of world.sides) session.startVoice();
    for (const side of world.sides) await voice(side, 'off');
    for (const { session } of world.sides)
      expect(session.view.voice).toEqual({ name: 'off', last: 'crossed' });
    expect(logs(world)).toEqual([[], []]);
    await silentAndWell(world);
  });

  it('that breaks off ends on both sides', async () => {
    const world = await talking('novice');
    world.expert.link.voice.setState('failed');
    for (const side of world.sides) await voice(side, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'media-lost' });
    expect(world.novice.session.view.voice).toEqual({ name: 'off', last: 'peer-stopped' });
    await silentAndWell(world);
  });

  it('that the other side has left without a word ends after a moment', async () => {
    const world = await talking('novice');
    // Nothing comes through any more on `71`.
    world.expert.link.channel('71').receive = () => undefined;
    world.novice.session.stopVoice();
    await settled();
    expect(world.expert.session.view.voice).toMatchObject({ name: 'on', unstable: true });
    await world.clock.advance(2_000);
    expect(world.expert.session.view.voice.name).toBe('on');
    await world.clock.advance(1_000);
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'media-lost' });
    expect(world.expert.platform.sound.live).toBe(false);
  });

  it('that never comes up ends on both sides, in words', async () => {
    const world = await new World().verified();
    const openVoice = world.expert.link.openVoice.bind(world.expert.link);
    world.expert.link.openVoice = () => Object.assign(openVoice(), { reachable: false });
    await agree(world, world.expert);
    await until('both are on their way', () => world.novice.link.voices[0]?.state === 'connecting');
    world.novice.link.voice.setState('failed');
    for (const side of world.sides) await voice(side, 'off');
    expect(world.novice.session.view.voice).toEqual({ name: 'off', last: 'media-failed' });
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'peer-stopped' });
    await agree(world, world.expert);
    await until('both are on their way', () => world.novice.link.voices[1]?.state === 'connecting');
    world.expert.link.voice.setState('failed');
    for (const side of world.sides) await voice(side, 'off');
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'media-failed' });
    world.expert.link.openVoice = openVoice;
    await silentAndWell(world);
  });

  it('for which there is no address to listen on is not offered', async () => {
    const world = await new World().verified();
    const openVoice = world.novice.link.openVoice.bind(world.novice.link);
    world.novice.link.openVoice = () => {
      const connection = openVoice();
      connection.serve = () => Promise.resolve({ sdp: '', addresses: [] });
      return connection;
    };
    await agree(world, world.expert);
    await voice(world.novice, 'off');
    expect(world.novice.session.view.voice).toEqual({ name: 'off', last: 'failed' });
    expect(said(world.novice)).not.toContain('VOIPGO');
    world.novice.link.openVoice = openVoice;
    await silentAndWell(world);
  });

  it('that is shaky says so until it is steady', async () => {
    const world = await talking('novice');
    const { session, link } = world.novice;
    link.voice.setState('unstable');
    expect(session.view.voice).toMatchObject({ name: 'on', unstable: true });
    link.voice.setState('connected');
    expect(session.view.voice).toMatchObject({ name: 'on', unstable: false });
    link.voice.setState('unstable');
    world.novice.session.stopVoice();
    await silentAndWell(world);
    expect(session.view.voice).toMatchObject({ name: 'on', unstable: false });
  });

  it('goes on with another microphone, and without one', async () => {
    const world = await talking('novice');
    const { platform, link } = world.novice;
    const another = {} as MediaStreamTrack;
    platform.sound.change(another);
    await until('the other hears it', () => world.expert.link.voice.heard === another);
    platform.sound.change(null);
    await until('the other hears nothing', () => world.expert.link.voice.heard === null);
    expect(world.novice.session.view.voice.name).toBe('on');
    world.novice.session.stopVoice();
    await voice(world.expert, 'off');
    platform.sound.change(another);
    await settled();
    expect(link.voice.track).toBeNull();
  });

  it('takes the microphone that is there when another one goes while it is opened', async () => {
    const world = await new World().verified();
    const { sound } = world.novice.platform;
    const another = {} as MediaStreamTrack;
    sound.opening = () => {
      sound.change(another);
      return Promise.resolve();
    };
    await agree(world, world.expert);
    for (const side of world.sides) await voice(side, 'on');
    expect(world.expert.link.voice.heard).toBe(another);
  });

  it('ends with the assistance, microphone first', async () => {
    const world = await talking('novice');
    const ending = world.novice.session.end();
    expect(world.novice.platform.sound.live).toBe(false);
    await ending;
    await world.ended();
    await settled();
    for (const { platform, link } of world.sides) {
      expect(platform.sound.live).toBe(false);
      expect(link.voice.released).toBe(true);
    }
    expect(world.clock.pending).toBe(0);
  });

  it('is in the receipt, for how long', async () => {
    const world = await talking('novice');
    const fromMs = world.clock.now();
    await world.clock.advance(90_000);
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await world.clock.advance(5_000);
    await talk(world, world.novice);
    await world.clock.advance(30_000);
    await world.expert.session.end();
    await world.ended();
    for (const { session } of world.sides) {
      const { talked } = await session.ended;
      expect(talked.map(({ toMs, ...rest }) => toMs - rest.fromMs)).toEqual([90_000, 30_000]);
      expect(talked[0]?.fromMs).toBe(fromMs);
    }
  });

  it('does not begin before the other side is verified', async () => {
    const world = new World();
    world.expert.session.startVoice();
    await world.verified();
    expect(world.expert.session.view.voice).toEqual({ name: 'off' });
    expect(world.novice.session.view.question).toBeUndefined();
  });
});
