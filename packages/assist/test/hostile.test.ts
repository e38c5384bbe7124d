import { encodeCommand, encodeFileCommand, FILE_COMMANDS, type RcCommand } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { LINK_CHANNELS, type LinkChannelName } from '../src/link.ts';
import { ContextSignal, parseSignal, StatusMessage } from '../src/signals.ts';
import { settled, until } from './support/clock.ts';
import { World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const names = LINK_CHANNELS.map(({ name }) => name);
const noise: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.string(),
  fc.json(),
  fc.uint8Array({ maxLength: 200 }).map(bytes => new Uint8Array(bytes)),
  fc.constant('x'.repeat(LIMITS.signalLength + 1)),
  fc.constant(new Uint8Array(LIMITS.packetBytes + 1)),
  fc.constantFrom(
    '{"type":"screen","screen":{"name":"shown","surface":"moon"}}',
    '{"type":"control","control":{"name":"on","leftMs":-1,"resting":false}}',
    '{"type":"bye","why":"because"}',
    '{"type":"candidates","candidates":"many"}',
    '{"type":"unheard-of"}',
    '{"type":"screen","screen":{"name":"shown","surface":"monitor"}}',
    '{"type":"control","control":{"name":"on","leftMs":1000,"resting":false}}',
    '{"type":"file-progress","file":1,"bytes":9007199254740991}',
    `{"type":"file-hash","file":1,"sha256":"${'0'.repeat(64)}"}`,
    `{"type":"file-result","file":1,"result":"kept","sha256":"${'0'.repeat(64)}"}`,
    '{"type":"contact-proof","signature":"AAAA"}',
    `{"type":"voice-description","sdp":"v=0","proof":"${'A'.repeat(43)}="}`,
    '{"type":"voice-description","sdp":"v=0","proof":"AAAA"}',
  ),
  fc.constantFrom(...FILE_COMMANDS.map(word => new Uint8Array(encodeFileCommand(word)))),
  fc.constantFrom(
    ...(
      [
        { name: 'FILEXFER', fileName: '../x', fileSize: 3, channelId: 'RA_FX' },
        { name: 'FILEXFER', fileName: 'x', fileSize: 2 ** 53 - 1, channelId: 'RA_FX' },
        { name: 'FILEXFER', fileName: 'x', fileSize: 3, channelId: 'RA_FX', internalData: 1 },
        { name: 'FILEXFER', fileName: 'x', fileSize: 3, channelId: '1000.1' },
        { name: 'FILEXFER', fileName: 'x', fileSize: 3, channelId: '71' },
        { name: 'SETTINGANNOUNCE', property: 'CONTACTEXCHANGE', value: '1' },
        { name: 'PRESTART' },
        { name: 'PRESTARTYES' },
        { name: 'VOIPPREGO' },
        { name: 'VOIPPREGO2' },
        { name: 'VOIPGO', voipVersion: 'x', voipGoKey: 'y', voipIpList: ['z'] },
        { name: 'VOIPGONO' },
        { name: 'DISABLEVOICE' },
        { name: 'WIZARDBAD' },
        { name: 'BANDWTOLOW' },
      ] as const satisfies readonly RcCommand[]
    ).map(command => new Uint8Array(encodeCommand(command))),
  ),
);

describe('a hostile other side', () => {
  it.each(['novice', 'expert'] as const)(
    'that sends noise on every channel neither stops the %s nor gains anything',
    async victim => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom(...names, '71', 'RA_FX'), noise), { maxLength: 60 }),
          async messages => {
            const world = await new World().paired();
            const { link, session } = world[victim];
            const other = world[victim === 'novice' ? 'expert' : 'novice'];
            for (const [name, message] of messages) {
              if (name !== 'RA_FX') link.channel(name).receive(message);
              else if (link.opened.length === 0) other.link.openChannel('RA_FX');
              else link.newest.receive(message);
              await settled(1);
            }
            await settled();
            expect(other.platform.sound.log).toEqual([]);
            expect(world[victim].platform.sound.log).toEqual([]);
            expect(world[victim].platform.sinks).toEqual([]);
            expect(session.view.ended).toBeUndefined();
            expect(world.companion.injected).toEqual([]);
            expect(world.companion.types).not.toContain('arm');
            expect(session.view.control.name).toBe('off');
            world.expert.session.sendChat('still here');
            await until('chat works', () => {
              return world.novice.session.view.chat.some(({ text }) => text === 'still here');
            });
            await world.novice.session.end();
            await world.ended();
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it('cannot tell a novice what is shown, or that it is in control', async () => {
    const world = await new World().showing();
    const status = world.novice.link.channel('status');
    status.receive('{"type":"screen","screen":{"name":"paused","surface":"window"}}');
    status.receive('{"type":"control","control":{"name":"on","leftMs":1000,"resting":false}}');
    status.receive('{"type":"typing"}');
    await settled();
    expect(world.novice.session.view.screen).toEqual({ name: 'shown', surface: 'monitor' });
    expect(world.novice.session.view.control).toEqual({ name: 'off' });
    expect(world.novice.session.view.remoteTyping).toBe(false);
  });

  it('cannot make an expert believe that it is in control by words on the status channel', async () => {
    const world = await new World().showing();
    const text = '{"type":"control","control":{"name":"on","leftMs":1000,"resting":false}}';
    world.expert.link.channel('status').receive(text);
    await settled();
    expect(world.expert.session.view.control).toEqual({ name: 'off' });
  });

  it('is cut off when it sends nothing but nonsense', async () => {
    const world = await new World().showing();
    const chat = world.novice.link.channel('70');
    while (world.novice.session.view.ended === undefined) {
      for (let i = 0; i < 100; i += 1) chat.receive(new Uint8Array([1]));
      await world.clock.advance(5_000);
    }
    expect(world.novice.session.view.ended.cause).toBe('protocol-error');
  });

  it('cannot fill the memory before it is verified', async () => {
    const world = new World();
    world.expert.application.session.tamper = text => (text.includes('"hello"') ? [text] : []);
    world.connect();
    await settled();
    for (const name of names) {
      for (let i = 0; i < 1000; i += 1) world.novice.link.channel(name).receive('{"type":"typing"}');
    }
    await settled();
    expect(world.novice.session.view.chat).toEqual([]);
    expect(world.novice.session.view.ended).toBeUndefined();
  });

  it('keeps the chat bounded', async () => {
    const world = await new World().verified();
    for (let i = 0; i < 30; i += 1) {
      world.expert.session.sendChat('x'.repeat(10_000));
      await world.clock.advance(5_000);
    }
    expect(world.novice.session.view.chat).toHaveLength(LIMITS.chatLines);
    expect(world.expert.session.view.chat).toHaveLength(LIMITS.chatLines);
  });
});

describe('texts from outside', () => {
  it.each([
    ['context data', ContextSignal],
    ['status', StatusMessage],
  ] as const)('of the %s never throw, whatever they are', (_, schema) => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('null'), fc.constant('[]')), text => {
        const parsed =
          schema === ContextSignal ? parseSignal(ContextSignal, text) : parseSignal(StatusMessage, text);
        expect(['object', 'string']).toContain(typeof parsed);
      }),
    );
  });

  it('of an unknown type are told from malformed ones', () => {
    expect(parseSignal(StatusMessage, '{"type":"weather"}')).toBe('unknown-type');
    expect(parseSignal(StatusMessage, '{"type":"bye"}')).toBe('malformed');
    expect(parseSignal(StatusMessage, '{"type":7}')).toBe('malformed');
  });

  it('name every channel once, with the ids that both sides agree on', () => {
    const ids: Record<LinkChannelName, number> = {
      RC_CTL: 0,
      '70': 1,
      '71': 2,
      encomsp: 3,
      input: 4,
      status: 5,
    };
    expect(Object.fromEntries(LINK_CHANNELS.map(({ name, id }) => [name, id]))).toEqual(ids);
  });
});
