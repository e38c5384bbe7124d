/** Two people who talk, or try to. */
import { decodeCommand, encodeCommand, type RcCommand, type RcCommandName } from '@rendezvous/msra';
import { expect } from 'vitest';
import type { VoiceView } from '../../src/index.ts';
import type { VoiceDescription } from '../../src/voice/description-proof.ts';
import { until } from './clock.ts';
import { type Side, World } from './world.ts';

/** Waits until the view of `side` says so. */
export async function voice(side: Side, name: VoiceView['name']): Promise<void> {
  await until(`voice is ${name}`, () => side.session.view.voice.name === name);
}

export async function answer({ session }: Side, yes: boolean): Promise<void> {
  await until('the question is open', () => session.view.question?.kind === 'voice');
  session.answer(session.view.question?.id ?? 0, yes);
}

/** The other one of the two. */
export function otherThan(world: World, side: Side): Side {
  return side === world.novice ? world.expert : world.novice;
}

/** `by` asks, the other says yes. */
export async function agree(world: World, by: Side): Promise<void> {
  by.session.startVoice();
  await answer(otherThan(world, by), true);
}

/** `by` asks, and in the end both talk and hear each other. */
export async function talk(world: World, by: Side = world.expert): Promise<void> {
  await agree(world, by);
  for (const side of world.sides) await voice(side, 'on');
  for (const side of world.sides) {
    const { platform, link } = side;
    expect(platform.sound.playing).toBe(link.voice.remoteStream);
    expect(platform.sound.live).toBe(true);
    expect(link.voice.heard).toBe(otherThan(world, side).platform.sound.tracks.at(-1));
  }
}

/** Both talk; `by` asked. */
export async function talking(by: 'novice' | 'expert'): Promise<World> {
  const world = await new World().verified();
  await talk(world, world[by]);
  return world;
}

/** The call is over on both sides: nothing is open, and the next one works. */
export async function silentAndWell(world: World): Promise<void> {
  for (const side of world.sides) await voice(side, 'off');
  await world.clock.advance(60_000);
  for (const { platform, link } of world.sides) {
    expect(platform.sound.live).toBe(false);
    expect(platform.sound.playing).toBeUndefined();
    expect(link.voices.every(({ released }) => released)).toBe(true);
  }
  await talk(world);
}

/** The words on `71` that `side` has said, control and files apart. */
export function said({ link }: Side): RcCommandName[] {
  const commands = link.channel('71').sent.map(message => {
    if (typeof message === 'string') throw new Error('only bytes go there');
    return decodeCommand(message).name;
  });
  return commands.filter(name => name !== 'SETTINGANNOUNCE' && name !== 'FILEXFER');
}

/** A word that `side` says although its own machine does not. */
export function say(side: Side, command: RcCommand): void {
  side.link.channel('71').send(new Uint8Array(encodeCommand(command)));
}

/** A description that `side` sends although its own machine does not. */
export function describeTo(side: Side, { sdp, proof }: VoiceDescription): void {
  side.link.channel('status').send(JSON.stringify({ type: 'voice-description', sdp, proof }));
}

/** Has `change` say what becomes of the descriptions on their way to `side`; what it gives arrives. */
export function onTheWay(
  side: Side,
  change: (description: VoiceDescription) => readonly VoiceDescription[],
): void {
  const channel = side.link.channel('status');
  const through = channel.receive.bind(channel);
  channel.receive = message => {
    const parsed: unknown = typeof message === 'string' ? JSON.parse(message) : undefined;
    if (!isDescription(parsed)) return through(message);
    for (const { sdp, proof } of change(parsed)) {
      through(JSON.stringify({ type: 'voice-description', sdp, proof }));
    }
  };
}

function isDescription(value: unknown): value is VoiceDescription & { readonly type: 'voice-description' } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'voice-description';
}
