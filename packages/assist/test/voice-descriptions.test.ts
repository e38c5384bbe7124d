import { decodeCommand, encodeCommand, type RcCommand } from '@rendezvous/msra';
import { describe, expect, it, vi } from 'vitest';
import { DescriptionProver, type VoiceDescription } from '../src/voice/description-proof.ts';
import { settled, until } from './support/clock.ts';
import {
  agree,
  describeTo,
  onTheWay,
  otherThan,
  silentAndWell,
  talk,
  talking,
  voice,
} from './support/talk.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

/** The call that is being set up ends at `side`, because of what came from the other; nothing was opened for it. */
async function notProven(world: World, side: Side): Promise<void> {
  for (const one of world.sides) await voice(one, 'off');
  await settled();
  expect(side.session.view.voice).toEqual({ name: 'off', last: 'media-failed', problem: 'proof' });
  expect(otherThan(world, side).session.view.voice).toEqual({ name: 'off', last: 'peer-stopped' });
  expect(side.platform.sound.log).toEqual(['try', 'close']);
  for (const { applied } of side.link.voices) expect(applied).toEqual([]);
  // The expert opens no connection at all, the novice has the one on which it listens.
  expect(side.link.voices.length).toBe(side === world.novice ? 1 : 0);
}

describe.each(['novice', 'expert'] as const)('a description that comes to the %s and', role => {
  const changes: readonly (readonly [
    string,
    (description: VoiceDescription) => Promise<VoiceDescription> | VoiceDescription,
  ])[] = [
    ['was changed on its way', ({ sdp, proof }) => ({ sdp: sdp.replace('v=0', 'v=1'), proof })],
    ['has the proof of another', ({ sdp }) => ({ sdp, proof: `${'A'.repeat(43)}=` })],
    [
      'is proven by another key',
      async ({ sdp }) => {
        const prover = await DescriptionProver.open(DescriptionProver.newKey(crypto), crypto);
        return await prover.prove(role === 'novice' ? 'expert' : 'novice', sdp);
      },
    ],
  ];
  it.each(changes)('%s opens no microphone and ends the call in words', async (_, change) => {
    const world = await new World().verified();
    const side = world[role];
    let spoiled = false;
    onTheWay(side, description => {
      if (spoiled) return [description];
      spoiled = true;
      void Promise.resolve(change(description)).then(changed => describeTo(otherThan(world, side), changed));
      return [];
    });
    await agree(world, world.expert);
    await notProven(world, side);
    await silentAndWell(world);
  });

  it('is of an earlier call opens no microphone and ends the call in words', async () => {
    const world = await new World().verified();
    const side = world[role];
    const heard: VoiceDescription[] = [];
    onTheWay(side, description => {
      heard.push(description);
      return [description];
    });
    await talk(world);
    world.novice.session.stopVoice();
    for (const one of world.sides) await voice(one, 'off');
    await world.clock.advance(1_000);
    const opened = side.platform.sound.log.filter(word => word === 'open').length;
    const [old] = heard;
    if (!old) throw new Error('none came');
    onTheWay(side, () => [old]);
    await agree(world, world.novice);
    for (const one of world.sides) await voice(one, 'off');
    expect(side.session.view.voice).toMatchObject({ last: 'media-failed', problem: 'proof' });
    expect(side.platform.sound.log.filter(word => word === 'open')).toHaveLength(opened);
    expect(side.platform.sound.live).toBe(false);
  });

  it('never comes ends the call in words, after a while', async () => {
    const world = await new World().verified();
    const side = world[role];
    let lost = false;
    onTheWay(side, description => {
      if (lost) return [description];
      lost = true;
      return [];
    });
    await agree(world, world.expert);
    await until('it is lost', () => lost);
    await settled();
    expect(side.platform.sound.log).toEqual(['try']);
    expect(side.session.view.voice).toEqual({ name: 'connecting' });
    await world.clock.advance(35_000);
    for (const one of world.sides) expect(one.session.view.voice.name).toBe('off');
    const lasts = world.sides.map(({ session: { view } }) => view.voice.name === 'off' && view.voice.last);
    expect(lasts).toContain('timed-out');
    await silentAndWell(world);
  });

  it('comes although nobody talks is dropped', async () => {
    const world = await new World().verified();
    const side = world[role];
    const proof = `${'A'.repeat(43)}=`;
    for (let i = 0; i < 30; i += 1) describeTo(otherThan(world, side), { sdp: 'v=0', proof });
    await settled();
    expect(side.session.view.voice).toEqual({ name: 'off' });
    expect(side.link.voices).toEqual([]);
    await talk(world);
    describeTo(otherThan(world, side), { sdp: 'v=0', proof });
    await settled();
    expect(side.session.view.voice.name).toBe('on');
    expect(side.link.voice.applied).toHaveLength(1);
  });
});

describe("a description of the novice's own", () => {
  it('that is sent back to it as an answer opens no microphone and ends the call in words', async () => {
    const world = await new World().verified();
    // The expert never hears of it, so that the reflection is the first answer.
    onTheWay(world.expert, description => {
      describeTo(world.expert, description);
      return [];
    });
    await agree(world, world.expert);
    await notProven(world, world.novice);
  });
});

describe('a description and the word that it belongs to', () => {
  it('may come in either order', async () => {
    for (const late of ['status', '71'] as const) {
      const world = await new World().verified();
      const channel = world.expert.link.channel(late);
      const through = channel.receive.bind(channel);
      const held: Parameters<typeof through>[0][] = [];
      world.expert.session.startVoice();
      await until('it rings', () => world.novice.session.view.question?.kind === 'voice');
      const { sound } = world.expert.platform;
      const trial = Promise.withResolvers<void>();
      sound.trying = () => trial.promise;
      world.novice.session.answer(world.novice.session.view.question?.id ?? 0, true);
      await until('the expert tries its microphone', () => sound.log.includes('try'));
      channel.receive = message => void held.push(message);
      trial.resolve();
      await until('it is on its way', () => 0 < held.length);
      await settled();
      expect(world.expert.session.view.voice).toEqual({ name: 'connecting' });
      expect(sound.log).toEqual(['try']);
      channel.receive = through;
      for (const message of held) through(message);
      for (const side of world.sides) await voice(side, 'on');
    }
  });

  it('may come behind one that is too late for its own call', async () => {
    const world = await talking('expert');
    const sent = world.novice.link.channel('status').sent.findLast(message => {
      return typeof message === 'string' && message.includes('voice-description');
    });
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await world.clock.advance(1_000);
    const { sound } = world.expert.platform;
    const trial = Promise.withResolvers<void>();
    sound.trying = () => trial.promise;
    const tries = sound.log.filter(word => word === 'try').length;
    await agree(world, world.expert);
    await until('it tries again', () => sound.log.filter(word => word === 'try').length > tries);
    world.expert.link.channel('status').receive(sent ?? '');
    await settled();
    trial.resolve();
    for (const side of world.sides) await voice(side, 'on');
  });
});

describe('an answer that comes before there is an offer', () => {
  it('is dropped, and the call comes up', async () => {
    const world = await talking('expert');
    const answer = world.expert.link.channel('status').sent.findLast(message => {
      return typeof message === 'string' && message.includes('voice-description');
    });
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    const { sound } = world.novice.platform;
    const trial = Promise.withResolvers<void>();
    sound.trying = () => trial.promise;
    const tries = sound.log.filter(word => word === 'try').length;
    await agree(world, world.expert);
    await until('it tries again', () => sound.log.filter(word => word === 'try').length > tries);
    world.expert.link.channel('status').send(answer ?? '');
    await settled();
    trial.resolve();
    for (const side of world.sides) await voice(side, 'on');
  });
});

describe('what the novice says in VOIPGO', () => {
  it('is a new key for each call, and the addresses on which it listens', async () => {
    const world = await new World().verified();
    const words: VoipGo[] = [];
    onVoipGo(world, word => {
      words.push(word);
      return word;
    });
    await talk(world);
    expect(words[0]?.voipIpList).toEqual((await world.novice.link.voice.serve()).addresses);
    world.expert.session.stopVoice();
    await silentAndWell(world);
    expect(words).toHaveLength(2);
    for (const { voipGoKey } of words) expect(voipGoKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(words[0]?.voipGoKey).not.toBe(words[1]?.voipGoKey);
  });

  it.each([
    ['no base64', '*'.repeat(44)],
    ['too short', btoa('x'.repeat(31))],
    ['too long', btoa('x'.repeat(33))],
    ['another', btoa('x'.repeat(32))],
  ])('with a key that is %s opens no microphone and ends the call in words', async (_, voipGoKey) => {
    const world = await new World().verified();
    let spoiled = false;
    onVoipGo(world, word => {
      if (spoiled) return word;
      spoiled = true;
      return { ...word, voipGoKey };
    });
    await agree(world, world.expert);
    await notProven(world, world.expert);
    await silentAndWell(world);
  });

  it('of an earlier call does not open this one', async () => {
    const world = await new World().verified();
    let first: VoipGo | undefined;
    onVoipGo(world, word => {
      first ??= word;
      return first;
    });
    await talk(world);
    world.expert.session.stopVoice();
    for (const side of world.sides) await voice(side, 'off');
    await agree(world, world.expert);
    await voice(world.expert, 'off');
    expect(world.expert.session.view.voice).toMatchObject({ last: 'media-failed', problem: 'proof' });
    expect(world.expert.platform.sound.live).toBe(false);
  });
});

type VoipGo = Extract<RcCommand, { name: 'VOIPGO' }>;

/** Has `change` say what the expert hears instead of VOIPGO. */
function onVoipGo({ expert }: World, change: (word: VoipGo) => VoipGo): void {
  const channel = expert.link.channel('71');
  const through = channel.receive.bind(channel);
  channel.receive = message => {
    const command = typeof message === 'string' ? undefined : decodeCommand(message);
    if (command?.name !== 'VOIPGO') return through(message);
    through(new Uint8Array(encodeCommand(change(command))));
  };
}
