import {
  DecodeError,
  EncodeError,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  encodeParticipant,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { type Binding, type Block, decodeBlock, encodeBlock } from '../../src/transport/binding.ts';
import { initialChannelSet, isUp, stepChannelSet } from '../../src/transport/channel-set.ts';
import { blockOf, decodeMessages, encodeMessage, messagesOf } from '../../src/transport/message.ts';
import {
  ANNOUNCE,
  BYTES,
  CHAT,
  COMMAND,
  COMMANDS,
  CONTROL,
  carried,
  channels,
  FILE,
  MESSAGES,
  MUX,
  NATIVE,
  NATIVE_UP,
  opened,
  PARTICIPANTS,
  PDU,
  withFile,
} from './channel-steps.ts';
import { verifies } from './verifies.ts';

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
