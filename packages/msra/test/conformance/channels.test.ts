import {
  type CtlPacket,
  DecodeError,
  EncodeError,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  encodeParticipant,
  type ParticipantPdu,
  type RcCommand,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { type Binding, type Block, decodeBlock, encodeBlock } from '../../src/transport/binding.ts';
import {
  type ChannelSet,
  type ChannelSetInput,
  initialChannelSet,
  isUp,
  MAX_FILE_CHANNELS,
  stepChannelSet,
} from '../../src/transport/channel-set.ts';
import {
  blockOf,
  decodeMessages,
  encodeMessage,
  type Message,
  messagesOf,
} from '../../src/transport/message.ts';
import { channelsBesides, controlCarrier, virtualChannels } from '../../src/transport/virtual-channels.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
const COMMAND: RcCommand = { name: 'TYPINGSTART' };
const PDU: ParticipantPdu = { name: 'PARTICIPANT_CTRL_CHANGE', flags: 3, participantId: 0 };
const BYTES = Uint8Array.of(1, 2, 3);
const MESSAGES: readonly Message[] = [
  { type: 'control', packet: ANNOUNCE },
  { type: 'chat', text: 'Hi' },
  { type: 'command', command: COMMAND },
  { type: 'participant', pdu: PDU },
  { type: 'file', channelId: 'RA_FX', block: BYTES },
];
const [CONTROL, CHAT, COMMANDS, PARTICIPANTS, FILE] = MESSAGES as [
  Message,
  Message,
  Message,
  Message,
  Message,
];

const channels = (...inputs: ChannelSetInput[]) => run(initialChannelSet, stepChannelSet, inputs);
const opened = (channel: string) => ({ type: 'opened', channel }) as const;
const closed = (channel: string) => ({ type: 'closed', channel }) as const;
const open = (name: string, kind = 'dynamic') => ({ type: 'open', name, kind });
const close = (channel: string) => ({ type: 'close', channel });
const openFile = (channelId: string) => ({ type: 'open-file', channelId }) as const;
const fileOpened = (channelId: string) => ({ type: 'file-opened', channelId });
const fileClosed = (channelId: string) => ({ type: 'file-closed', channelId });

const NATIVE = { type: 'start', binding: 'native', besides: channelsBesides(3) } as const;
const MUX = { type: 'start', binding: 'mux', besides: channelsBesides(3) } as const;
const NATIVE_UP = [NATIVE, opened('encomsp'), opened('RC_CTL'), opened('70'), opened('71')] as const;
const MUX_UP = [MUX, opened('encomsp'), opened('remdesk')] as const;
const UP: Readonly<Record<Binding, readonly ChannelSetInput[]>> = { native: NATIVE_UP, mux: MUX_UP };
const carried = (binding: Binding): ChannelSet => channels(...UP[binding]).state;
const withFile = (binding: Binding): ChannelSet =>
  channels(...UP[binding], openFile('RA_FX'), opened('RA_FX')).state;

describe('[MS-RA] 2.1 the channels of a connection', () => {
  verifies(['C001', 'C002', 'C004', 'C005'], () => {
    expect(virtualChannels('native')).toEqual([
      { name: 'RC_CTL', kind: 'dynamic' },
      { name: '70', kind: 'dynamic' },
      { name: '71', kind: 'dynamic' },
    ]);
    expect(channels({ ...NATIVE, besides: [] }).last).toEqual([open('RC_CTL'), open('70'), open('71')]);
    expect(channels(NATIVE).last).toEqual([
      open('RC_CTL'),
      open('70'),
      open('71'),
      open('encomsp', 'static'),
    ]);
    expect(channels(NATIVE).state).toEqual({ name: 'opening', binding: 'native', up: [] });
    expect(channels(...NATIVE_UP).last).toEqual([{ type: 'up' }]);
    expect(channels(...NATIVE_UP).state).toEqual({
      name: 'open',
      binding: 'native',
      participants: true,
      files: [],
    });
    expect(channels(...NATIVE_UP, NATIVE).last).toEqual([]);
  });

  verifies('C003', () => {
    expect(virtualChannels('mux')).toEqual([{ name: 'remdesk', kind: 'static' }]);
    expect(channels(MUX).last).toEqual([open('remdesk', 'static'), open('encomsp', 'static')]);
    expect(channels({ ...MUX, besides: [] }, opened('remdesk')).last).toEqual([{ type: 'up' }]);
    expect([controlCarrier('mux'), controlCarrier('native')]).toEqual(['remdesk', 'RC_CTL']);
  });

  it('has encomsp in versions 2 and 3 only, and can do without it', () => {
    expect(channelsBesides(1)).toEqual([]);
    for (const version of [2, 3] as const) {
      expect(channelsBesides(version)).toEqual([{ name: 'encomsp', kind: 'static' }]);
    }
    const without = channels(NATIVE, opened('RC_CTL'), opened('70'), opened('71'));
    expect(without.last).toEqual([{ type: 'up' }]);
    expect(blockOf(without.state, PARTICIPANTS)).toBeUndefined();
    const late = channels(NATIVE, opened('RC_CTL'), opened('70'), opened('71'), opened('encomsp'));
    expect(late.last).toEqual([]);
    expect(blockOf(late.state, PARTICIPANTS)).toBeDefined();
    expect(stepChannelSet(late.state, opened('encomsp'))).toEqual([late.state, []]);
    const gone = channels(...NATIVE_UP, closed('encomsp'));
    expect(gone.last).toEqual([]);
    expect(gone.state).toEqual({ name: 'open', binding: 'native', participants: false, files: [] });
    expect(stepChannelSet(gone.state, closed('encomsp'))[0]).toBe(gone.state);
    const early = channels(NATIVE, opened('encomsp'), closed('encomsp'));
    expect(early.state).toEqual({ name: 'opening', binding: 'native', up: [] });
    expect(stepChannelSet(early.state, closed('encomsp'))[0]).toBe(early.state);
  });

  verifies('C006', () => {
    for (const binding of ['native', 'mux'] as const) {
      const state = withFile(binding);
      for (const { name } of virtualChannels(binding)) {
        const [ended, outputs] = stepChannelSet(state, closed(name));
        expect(ended).toEqual({ name: 'ended' });
        expect(outputs.at(-1)).toEqual({ type: 'lost' });
        const others = [...virtualChannels(binding).map(channel => channel.name), 'encomsp'];
        if (binding === 'native') others.push('RA_FX');
        expect(outputs.slice(0, -1)).toEqual(others.filter(other => other !== name).map(close));
      }
      // Nobody can close them as if they were a file's.
      for (const channelId of ['RC_CTL', '70', '71', 'remdesk', 'encomsp']) {
        expect(stepChannelSet(state, { type: 'close-file', channelId })).toEqual([state, []]);
      }
    }
    expect(channels(NATIVE, opened('70'), closed('71')).last).toEqual([close('70'), { type: 'lost' }]);
    expect(channels(...NATIVE_UP, { type: 'end' }).last).toEqual(
      ['RC_CTL', '70', '71', 'encomsp'].map(close),
    );
    expect(channels(NATIVE, opened('70'), { type: 'end' }).last).toEqual([close('70')]);
    expect(channels({ type: 'end' }).state).toEqual({ name: 'ended' });
    const ended = channels(...NATIVE_UP, { type: 'end' }).state;
    for (const input of [NATIVE, opened('70'), closed('70'), openFile('RA_FX')]) {
      expect(stepChannelSet(ended, input)).toEqual([ended, []]);
    }
  });

  verifies('C007', () => {
    const native = channels(...NATIVE_UP, openFile('RA_FX'));
    expect(native.last).toEqual([open('RA_FX')]);
    expect(blockOf(native.state, FILE)).toBeUndefined();
    expect(stepChannelSet(native.state, openFile('RA_FX'))).toEqual([native.state, []]);
    expect(channels(...NATIVE_UP, openFile('RA_FX'), opened('RA_FX')).last).toEqual([fileOpened('RA_FX')]);
    expect(blockOf(withFile('native'), FILE)).toEqual({ channel: 'RA_FX', bytes: BYTES });
    expect(stepChannelSet(withFile('native'), opened('RA_FX'))[1]).toEqual([]);
    const closing = stepChannelSet(withFile('native'), { type: 'close-file', channelId: 'RA_FX' });
    expect(closing[1]).toEqual([close('RA_FX')]);
    expect(blockOf(closing[0], FILE)).toBeUndefined();
    expect(stepChannelSet(closing[0], { type: 'close-file', channelId: 'RA_FX' })).toEqual([closing[0], []]);
    expect(stepChannelSet(closing[0], opened('RA_FX'))).toEqual([closing[0], []]);
    expect(stepChannelSet(closing[0], closed('RA_FX'))).toEqual([carried('native'), [fileClosed('RA_FX')]]);
    const cancelled = channels(...NATIVE_UP, openFile('RA_FX'), { type: 'close-file', channelId: 'RA_FX' });
    expect(cancelled.last).toEqual([close('RA_FX')]);

    // On one carrier a channel is a name.
    expect(channels(...MUX_UP, openFile('1000.7')).last).toEqual([fileOpened('1000.7')]);
    expect(stepChannelSet(withFile('mux'), { type: 'close-file', channelId: 'RA_FX' })).toEqual([
      carried('mux'),
      [fileClosed('RA_FX')],
    ]);
    // No file's channel before there is a connection.
    expect(channels(NATIVE, openFile('RA_FX')).last).toEqual([]);
    expect(stepChannelSet(initialChannelSet, openFile('RA_FX'))).toEqual([initialChannelSet, []]);
  });

  it('opens a file’s channel again when it is closed, where it was wanted before that', () => {
    const closeFile = { type: 'close-file', channelId: 'RA_FX' } as const;
    const path = [...NATIVE_UP, openFile('RA_FX'), opened('RA_FX'), closeFile, openFile('RA_FX')] as const;
    expect(channels(...path).last).toEqual([]);
    expect(blockOf(channels(...path).state, FILE)).toBeUndefined();
    const { state } = channels(...path);
    expect(stepChannelSet(state, openFile('RA_FX'))).toEqual([state, []]);
    expect(channels(...path, closed('RA_FX')).last).toEqual([open('RA_FX')]);
    expect(channels(...path, closed('RA_FX'), opened('RA_FX')).last).toEqual([fileOpened('RA_FX')]);
    // And not, where it is not wanted any more.
    expect(channels(...path, closeFile).last).toEqual([]);
    expect(channels(...path, closeFile, closed('RA_FX')).last).toEqual([fileClosed('RA_FX')]);
    expect(channels(...path, closeFile, closed('RA_FX')).state).toEqual(carried('native'));
  });

  it('lets a file’s receiver join the channel that the sender made', () => {
    const made = channels(...NATIVE_UP, opened('172.31.251.165.612009461'));
    expect(made.last).toEqual([]);
    expect(stepChannelSet(made.state, openFile('172.31.251.165.612009461'))).toEqual([
      made.state,
      [fileOpened('172.31.251.165.612009461')],
    ]);
  });

  it('has no channel of a file under another channel’s name, nor more than a few', () => {
    for (const binding of ['native', 'mux'] as const) {
      for (const channelId of ['RC_CTL', '70', '71', 'remdesk', 'encomsp', 'cliprdr']) {
        const state = carried(binding);
        const [next, outputs] = stepChannelSet(state, openFile(channelId));
        expect(next).toBe(state);
        expect(outputs).toEqual([fileClosed(channelId)]);
      }
      let state = carried(binding);
      for (let i = 0; i < MAX_FILE_CHANNELS; i += 1) [state] = stepChannelSet(state, openFile(`1000.${i}`));
      expect(stepChannelSet(state, openFile('1000.9'))).toEqual([state, [fileClosed('1000.9')]]);
      expect(stepChannelSet(state, opened('1000.9'))).toEqual([state, [close('1000.9')]]);
    }
    for (const channel of ['cliprdr', 'remdesk']) {
      expect(stepChannelSet(carried('native'), opened(channel))).toEqual([
        carried('native'),
        [close(channel)],
      ]);
      expect(channels(NATIVE, opened(channel)).last).toEqual([close(channel)]);
    }
    expect(stepChannelSet(carried('mux'), opened('RA_FX'))[1]).toEqual([close('RA_FX')]);
    expect(stepChannelSet(carried('native'), closed('cliprdr'))).toEqual([carried('native'), []]);
    expect(channels(NATIVE, closed('cliprdr')).last).toEqual([]);
  });
});

describe('[MS-RA] 2.2 each message on its channel', () => {
  const NAMES = ['RC_CTL', '70', '71', 'encomsp', 'RA_FX'];

  it('is put there by what it is, in both bindings, and read back', () => {
    for (const [index, message] of MESSAGES.entries()) {
      const named = encodeMessage(message);
      expect(named.channelName).toBe(NAMES[index]);
      expect(decodeMessages(named)).toEqual([message]);
      for (const binding of ['native', 'mux'] as const) {
        const block = encodeBlock(binding, named);
        expect(decodeBlock(binding, block)).toEqual(named);
        expect(blockOf(withFile(binding), message)).toEqual(block);
        expect(messagesOf(withFile(binding), block)).toEqual([message]);
      }
      expect(encodeBlock('native', named).channel).toBe(NAMES[index]);
      expect(encodeBlock('mux', named).channel).toBe(named.channelName === 'encomsp' ? 'encomsp' : 'remdesk');
    }
    expect(decodeMessages({ channelName: 'encomsp', data: new Uint8Array(0) })).toEqual([]);
  });

  it('has the header on RC_CTL in both bindings, and on everything of ours where one channel carries all', () => {
    expect(blockOf(withFile('native'), CHAT)?.bytes).toEqual(encodeChat('Hi'));
    expect(blockOf(withFile('native'), COMMANDS)?.bytes).toEqual(encodeCommand(COMMAND));
    for (const binding of ['native', 'mux'] as const) {
      expect(blockOf(withFile(binding), CONTROL)?.bytes).toEqual(encodeCtl(ANNOUNCE));
      expect(blockOf(withFile(binding), PARTICIPANTS)?.bytes).toEqual(encodeParticipant(PDU));
    }
    const chat = { channelName: '70', data: encodeChat('Hi') };
    expect(blockOf(withFile('mux'), CHAT)?.bytes).toEqual(encodeEnvelope(chat));
    const file = { channelName: 'RA_FX', data: BYTES };
    expect(blockOf(withFile('mux'), FILE)?.bytes).toEqual(encodeEnvelope(file));
  });

  verifies('C008', () => {
    const packet = encodeCtl(ANNOUNCE);
    // The same bytes anywhere else are that channel's: a wrong chat, a wrong command, a block of a file.
    expect(() => decodeMessages({ channelName: '70', data: packet })).toThrow(DecodeError);
    expect(() => decodeMessages({ channelName: '71', data: packet })).toThrow(DecodeError);
    expect(decodeMessages({ channelName: 'RA_FX', data: packet })).toEqual([
      { type: 'file', channelId: 'RA_FX', block: packet },
    ]);
    const hidden = encodeEnvelope({ channelName: '71', data: packet });
    expect(() => messagesOf(carried('mux'), { channel: 'remdesk', bytes: hidden })).toThrow(DecodeError);
    expect(blockOf(carried('native'), CONTROL)?.channel).toBe('RC_CTL');
  });

  verifies('C034', () => {
    expect(blockOf(carried('native'), COMMANDS)?.channel).toBe('71');
    const bytes = encodeCommand({ name: 'ACCEPTRC' });
    // Written into the chat it is a line of chat.
    expect(messagesOf(carried('native'), { channel: '70', bytes })).toEqual([
      { type: 'chat', text: '<RCCOMMAND NAME="ACCEPTRC"/>' },
    ]);
    expect(() => messagesOf(carried('native'), { channel: 'RC_CTL', bytes })).toThrow(DecodeError);
    expect(messagesOf(carried('native'), { channel: '71', bytes })).toEqual([
      { type: 'command', command: { name: 'ACCEPTRC' } },
    ]);
  });

  verifies(['C067', 'C083', 'C099', 'C106', 'C115', 'C122'], () => {
    const states = [
      initialChannelSet,
      channels(NATIVE).state,
      channels(NATIVE, opened('70'), opened('71')).state,
      channels(MUX).state,
      channels(...NATIVE_UP, { type: 'end' }).state,
    ];
    for (const state of states) {
      expect(blockOf(state, CONTROL)).toBeUndefined();
      const [binding, channel] =
        state === states[3] ? (['mux', 'remdesk'] as const) : (['native', 'RC_CTL'] as const);
      const block = encodeBlock(binding, encodeMessage(CONTROL));
      expect(block.channel).toBe(channel);
      expect(messagesOf(state, block)).toEqual([]);
    }
    const opening = channels(NATIVE, opened('RC_CTL'));
    expect(opening.last).toEqual([]);
    expect(stepChannelSet(opening.state, opened('RC_CTL'))).toEqual([opening.state, []]);
    expect(blockOf(opening.state, CONTROL)).toEqual({ channel: 'RC_CTL', bytes: encodeCtl(ANNOUNCE) });
    expect(blockOf(opening.state, CHAT)).toBeUndefined();
    expect(blockOf(opening.state, FILE)).toBeUndefined();
  });

  it('is not sent, and not heard, on a channel that is not up', () => {
    for (const binding of ['native', 'mux'] as const) {
      const state = carried(binding);
      expect(blockOf(state, FILE)).toBeUndefined();
      expect(messagesOf(state, encodeBlock(binding, encodeMessage(FILE)))).toEqual([]);
      for (const name of ['RC_CTL', '70', '71', 'encomsp']) expect(isUp(state, name)).toBe(true);
      for (const name of ['remdesk', 'RA_FX', 'cliprdr', '']) expect(isUp(state, name)).toBe(false);
    }
    for (const name of ['RC_CTL', '70', '71', 'encomsp', 'RA_FX']) {
      expect(isUp(initialChannelSet, name)).toBe(false);
      expect(isUp({ name: 'ended' }, name)).toBe(false);
      expect(isUp(channels(MUX).state, name)).toBe(false);
    }
    expect(isUp(channels(NATIVE, opened('encomsp')).state, 'encomsp')).toBe(true);
  });

  it('is refused from a channel that the binding does not have', () => {
    const wrong: readonly [Binding, Block, number][] = [
      ['native', { channel: 'remdesk', bytes: encodeCtl(ANNOUNCE) }, 0],
      ['mux', { channel: 'RC_CTL', bytes: encodeCtl(ANNOUNCE) }, 0],
      ['mux', { channel: '70', bytes: encodeChat('Hi') }, 0],
      ['mux', { channel: 'remdesk', bytes: encodeEnvelope({ channelName: 'encomsp', data: BYTES }) }, 8],
      ['mux', { channel: 'remdesk', bytes: encodeEnvelope({ channelName: 'remdesk', data: BYTES }) }, 8],
    ];
    for (const [binding, block, offset] of wrong) {
      expect(() => decodeBlock(binding, block)).toThrow(
        new DecodeError('wrong-channel', 'REMOTEDESKTOP_CHANNELBUF_HEADER', offset),
      );
    }
    expect(() => encodeBlock('mux', { channelName: 'x'.repeat(32), data: BYTES })).toThrow(EncodeError);
  });
});
