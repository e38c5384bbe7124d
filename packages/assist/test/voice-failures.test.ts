import { describe, expect, it, vi } from 'vitest';
import { SoundError, type SoundProblem, type VoiceEnding } from '../src/index.ts';
import type { VoicePort } from '../src/voice/voice-port.ts';
import { VoiceWork } from '../src/voice/voice-work.ts';
import { settled, until } from './support/clock.ts';
import { agree, answer, otherThan, said, silentAndWell, talk, voice } from './support/talk.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const PROBLEMS = ['no-microphone', 'denied', 'busy', 'unsupported', 'failed'] as const;

/** Where a microphone fails, and what each side reads then. */
const FAILURES: readonly (readonly ['novice' | 'expert', 'trying' | 'opening', VoiceEnding, VoiceEnding])[] =
  [
    ['novice', 'trying', 'failed', 'peer-failed'],
    ['expert', 'trying', 'failed', 'peer-failed'],
    ['novice', 'opening', 'media-failed', 'peer-stopped'],
    ['expert', 'opening', 'media-failed', 'peer-stopped'],
  ];

describe('a microphone that fails', () => {
  const cases = FAILURES.flatMap(failure =>
    (['novice', 'expert'] as const).flatMap(by =>
      PROBLEMS.map(problem => [...failure, by, problem] as const),
    ),
  );
  it.each(cases)(
    'at the %s, %s it, ends on both sides with its cause (%s, %s; the %s asked, %s)',
    async (whose, when, here, there, by, problem: SoundProblem) => {
      const world = await new World().verified();
      const side: Side = world[whose];
      const { sound } = side.platform;
      sound[when] = () => Promise.reject(new SoundError(problem));
      await agree(world, world[by]);
      for (const one of world.sides) await voice(one, 'off');
      await settled();
      expect(side.session.view.voice).toEqual({ name: 'off', last: here, problem });
      expect(otherThan(world, side).session.view.voice).toEqual({ name: 'off', last: there });
      const gone = when === 'trying' ? 'VOIPGONO' : 'PRESTART';
      expect(said(side)).toContain(gone);
      sound[when] = () => Promise.resolve();
      await silentAndWell(world);
    },
  );

  it('is no longer spoken of once the next call is wished for', async () => {
    const world = await new World().verified();
    world.novice.platform.sound.trying = () => Promise.reject(new SoundError('denied'));
    await agree(world, world.expert);
    await voice(world.expert, 'off');
    expect(world.novice.session.view.voice).toMatchObject({ problem: 'denied' });
    world.expert.session.startVoice();
    await answer(world.novice, false);
    await voice(world.expert, 'off');
    expect(world.novice.session.view.voice).toEqual({ name: 'off' });
    await agree(world, world.expert);
    await voice(world.novice, 'off');
    expect(world.novice.session.view.voice).toMatchObject({ problem: 'denied' });
    await settled();
    world.novice.session.startVoice();
    await answer(world.expert, false);
    await voice(world.novice, 'off');
    expect(world.novice.session.view.voice).toEqual({ name: 'off', last: 'refused' });
  });

  it('by never answering is given up after a while, in words, and what still comes of it is closed', async () => {
    for (const whose of ['novice', 'expert'] as const) {
      const world = await new World().verified();
      const { sound } = world[whose].platform;
      const asked = Promise.withResolvers<void>();
      sound.trying = () => asked.promise;
      await agree(world, world.expert);
      await until('the microphone is tried', () => sound.log.includes('try'));
      await world.clock.advance(25_000);
      // It is this side that was too slow, and it does not read that it was the other.
      expect(world[whose].session.view.voice).toEqual({
        name: 'off',
        last: 'timed-out',
        problem: 'unanswered',
      });
      expect(otherThan(world, world[whose]).session.view.voice).toEqual({ name: 'off', last: 'peer-failed' });
      asked.resolve();
      sound.trying = () => Promise.resolve();
      await silentAndWell(world);
    }
  });

  it('that takes long to close is closed before the next call looks at it', async () => {
    const world = await new World().verified();
    const { sound } = world.expert.platform;
    await talk(world);
    const closing = Promise.withResolvers<void>();
    sound.closing = () => closing.promise;
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await agree(world, world.novice);
    await settled();
    expect(sound.log.slice(-1)).toEqual(['close']);
    expect(world.expert.session.view.voice).toEqual({ name: 'connecting' });
    closing.resolve();
    for (const side of world.sides) await voice(side, 'on');
  });

  it('is not heard of when the call was given up before', async () => {
    const world = await new World().verified();
    const { sound } = world.expert.platform;
    const microphone = Promise.withResolvers<void>();
    sound.opening = () => microphone.promise;
    await agree(world, world.expert);
    await until('the microphone is asked for', () => sound.log.includes('open'));
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    microphone.reject(new SoundError('denied'));
    await settled();
    expect(sound.log).toEqual(['try', 'open', 'close']);
    expect(world.expert.session.view.voice).toEqual({ name: 'off', last: 'stopped' });
  });
});

describe('a microphone that the platform may ask for again, for the call itself', () => {
  it("lets the expert's hand rest until it is open", async () => {
    const world = await new World().controlling();
    const microphone = Promise.withResolvers<void>();
    const { sound } = world.novice.platform;
    sound.opening = () => microphone.promise;
    await agree(world, world.expert);
    await until('it is opened', () => sound.log.includes('open'));
    expect(world.novice.session.view.control).toMatchObject({ resting: true });
    microphone.resolve();
    await voice(world.novice, 'on');
    expect(world.novice.session.view.control).toMatchObject({ resting: false });
  });
});

describe('a call that fails as soon as it is listened for', () => {
  it('is heard of only after it is, so that the word for it is the right one', async () => {
    const heard: string[] = [];
    const port = { createServer: vi.fn<VoicePort['createServer']>() };
    port.createServer.mockImplementation(events => {
      events.failed(new SoundError('busy'));
      return Promise.resolve({ key: 'a key', addresses: [] });
    });
    const work = new VoiceWork({
      port: port as Partial<VoicePort> as VoicePort,
      feed: ({ type }) => heard.push(type),
      failed: error => heard.push(String(error)),
      unstable: () => undefined,
    });
    work.begin(
      async (voicePort, events) => ({ type: 'server-ready', ...(await voicePort.createServer(events)) }),
      'server-failed',
    );
    await until('both are heard', () => heard.length === 3);
    expect(heard).toEqual(['server-ready', 'SoundError: the microphone could not be opened', 'media-failed']);
  });
});

describe('a side without voice', () => {
  it('says so, on both sides, and nobody is asked', async () => {
    const world = await new World(undefined, ({ sound }, role) =>
      role === 'expert' ? { sound } : {},
    ).showing();
    expect(world.novice.session.view.voice).toEqual({ name: 'unavailable' });
    world.expert.session.startVoice();
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toEqual({
      name: 'off',
      last: 'peer-disabled',
      blocked: 'peer-disabled',
    });
    expect(world.novice.session.view.question).toBeUndefined();
    expect(world.expert.platform.sound.log).toEqual([]);
    world.novice.session.startVoice();
    world.novice.session.tuned(false);
    world.novice.session.setVoiceRate('low');
    await settled();
    expect(world.novice.session.view.voice).toEqual({ name: 'unavailable' });
    expect(world.expert.session.view.question).toBeUndefined();
    expect(said(world.novice)).toEqual(['DISABLEVOICE']);
  });
});
