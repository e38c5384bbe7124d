import { describe, expect, it } from 'vitest';
import { initialChannelSet, MAX_FILE_CHANNELS, stepChannelSet } from '../../src/transport/channel-set.ts';
import { blockOf } from '../../src/transport/message.ts';
import { channelsBesides, controlCarrier, virtualChannels } from '../../src/transport/virtual-channels.ts';
import {
  BYTES,
  carried,
  channels,
  close,
  closed,
  FILE,
  fileClosed,
  fileOpened,
  MUX,
  MUX_UP,
  NATIVE,
  NATIVE_UP,
  open,
  opened,
  openFile,
  PARTICIPANTS,
  withFile,
} from './channel-steps.ts';
import { verifies } from './verifies.ts';

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
