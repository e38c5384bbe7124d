import { describe, expect, it } from 'vitest';
import { initialFileReceiverState, stepFileReceiver } from '../../src/file-transfer/receiver.ts';
import { initialFileSenderState, stepFileSender } from '../../src/file-transfer/sender.ts';
import { decodeCommand, encodeCommand } from '../../src/messages/rc-command.ts';
import { CONTACT_EXCHANGE, CONTACT_INTERNAL_DATA } from '../../src/settings/contact-exchange.ts';
import { initialExpertSettingsState, stepExpertSettings } from '../../src/settings/expert.ts';
import { initialNoviceSettingsState, stepNoviceSettings } from '../../src/settings/novice.ts';
import { decodeUtf16z } from '../../src/wire/strings.ts';
import { run } from './machine-run.ts';
import {
  announced,
  changed,
  ENDED,
  ESTABLISHED,
  EXCHANGED,
  EXPECT,
  expert,
  FAILED,
  got,
  notExchanged,
  novice,
  RECEIVED,
  SEND,
  SENT,
  setting,
} from './settings-steps.ts';
import { verifies } from './verifies.ts';

/** What a receiver makes of a file that is sent as a contact is. */
function arrivesAs(): string | undefined {
  const contact = {
    fileName: 'contact',
    fileSize: 3,
    channelId: 'RA_FX',
    internalData: CONTACT_INTERNAL_DATA,
  };
  const [opening] = stepFileSender(initialFileSenderState(3), { type: 'send', ...contact });
  const [, [said]] = stepFileSender(opening, { type: 'channel-opened' });
  if (said?.type !== 'send-command' || said.command.name !== 'FILEXFER') return undefined;
  expect(said.command.internalData).toBe(1);
  const [joining] = stepFileReceiver(initialFileReceiverState(3), { type: 'offered', command: said.command });
  return stepFileReceiver(joining, { type: 'channel-opened' })[1][0]?.type;
}

describe('[MS-RA] 3.13 settings, expert', () => {
  verifies(['C160', 'C166', 'C169'], () => {
    expect(expert(true, ESTABLISHED).last).toEqual([announced('1')]);
    // Not before the session, not twice, and the novice does not begin.
    expect(expert(true, got('1'), SENT, RECEIVED, FAILED).outputs.flat()).toEqual([]);
    expect(expert(true, ESTABLISHED, ESTABLISHED).last).toEqual([]);
    expect(novice(true, ESTABLISHED, ESTABLISHED).outputs.flat()).toEqual([]);
  });

  verifies(['C161', 'C162', 'C163', 'C164', 'C165'], () => {
    for (const [own, value] of [
      [true, '1'],
      [false, '0'],
    ] as const) {
      const text = `<RCCOMMAND NAME="SETTINGANNOUNCE" PROPERTY="CONTACTEXCHANGE" VALUE="${value}"/>`;
      const said = [expert(own, ESTABLISHED).last[0], novice(own, ESTABLISHED, got('0')).last[0]];
      for (const output of said) {
        if (output?.type !== 'send-command') throw new Error('nothing is announced');
        const block = encodeCommand(output.command);
        expect(decodeUtf16z(block, 'test')).toBe(text);
        expect(decodeCommand(block)).toEqual(setting(value));
      }
    }
    expect(CONTACT_EXCHANGE).toBe('CONTACTEXCHANGE');
  });

  verifies(['C170', 'C171'], () => {
    expect(expert(true, ESTABLISHED, got('1')).last).toEqual([SEND, EXPECT]);
    expect(expert(true, ESTABLISHED, got('0')).last).toEqual([notExchanged('peer-setting')]);
    expect(expert(false, ESTABLISHED, got('1')).last).toEqual([notExchanged('own-setting')]);
    expect(expert(false, ESTABLISHED, got('0')).last).toEqual([notExchanged('own-setting')]);
    for (const value of ['', '01', '1 ', 'true', '2']) {
      expect(expert(true, ESTABLISHED, got(value)).last).toEqual([notExchanged('peer-setting')]);
    }
    expect(arrivesAs()).toBe('accept-internal');
  });

  it('has exchanged contacts when its own has left and the novice’s has come, in either order', () => {
    const begun = [ESTABLISHED, got('1')] as const;
    expect(expert(true, ...begun, SENT, RECEIVED).outputs.slice(2)).toEqual([[], [EXCHANGED]]);
    expect(expert(true, ...begun, RECEIVED, SENT).outputs.slice(2)).toEqual([[], [EXCHANGED]]);
    for (const inputs of [[SENT, RECEIVED] as const, [RECEIVED, SENT] as const]) {
      expect(expert(true, ...begun, ...inputs).state).toEqual({ name: 'exchanged', contactExchange: true });
    }
    expect(expert(true, ...begun, SENT, SENT).state.name).toBe('waiting-for-contact');
    expect(expert(true, ...begun, RECEIVED, RECEIVED).state.name).toBe('confirming');
  });

  it('ends the exchange where a transfer fails, at any moment of it', () => {
    const begun = [ESTABLISHED, got('1')] as const;
    for (const inputs of [begun, [...begun, SENT], [...begun, RECEIVED]]) {
      const { state, last } = expert(true, ...inputs, FAILED);
      expect(last).toEqual([notExchanged('transfer-failed')]);
      expect(state).toEqual({ name: 'not-exchanged', contactExchange: true });
      expect(expert(true, ...inputs, FAILED, SENT, RECEIVED, FAILED).outputs.slice(-3)).toEqual([[], [], []]);
    }
  });
});

describe('[MS-RA] 3.14 settings, novice', () => {
  verifies(['C167', 'C173'], () => {
    for (const value of ['1', '0', 'anything']) {
      expect(novice(true, ESTABLISHED, got(value)).last[0]).toEqual(announced('1'));
      expect(novice(false, ESTABLISHED, got(value)).last[0]).toEqual(announced('0'));
    }
    // The second does not begin anything twice.
    expect(novice(true, ESTABLISHED, got('1'), got('1')).last).toEqual([announced('1')]);
    // Every announcement, also a second one, and also when all is done.
    const done = [ESTABLISHED, got('1'), RECEIVED, SENT] as const;
    for (let count = 1; count <= done.length; count += 1) {
      const { state, last } = novice(true, ...done.slice(0, count), got('1'));
      expect(last[0]).toEqual(announced('1'));
      expect(state.name).toBe(
        ['waiting-for-contact', 'waiting-for-contact', 'sending-contact', 'exchanged'][count - 1],
      );
    }
  });

  verifies('C172', () => {
    const begun = [ESTABLISHED, got('1')] as const;
    expect(novice(true, ...begun).last).toEqual([announced('1'), EXPECT]);
    expect(novice(true, ...begun, RECEIVED).last).toEqual([SEND]);
    expect(novice(true, ...begun, RECEIVED, SENT).last).toEqual([EXCHANGED]);
    expect(arrivesAs()).toBe('accept-internal');
    // Its own never leaves first.
    expect(novice(true, ...begun, SENT).last).toEqual([]);
    expect(novice(true, ESTABLISHED, RECEIVED, SENT).outputs.flat()).toEqual([]);
    expect(novice(true, ESTABLISHED, got('0')).last).toEqual([announced('1'), notExchanged('peer-setting')]);
    expect(novice(false, ESTABLISHED, got('1')).last).toEqual([announced('0'), notExchanged('own-setting')]);
    expect(novice(false, ESTABLISHED, got('1'), RECEIVED).last).toEqual([]);
  });

  verifies('B28', () => {
    for (const version of [1, 2] as const) {
      const options = { contactExchange: true, version };
      const inputs = [ESTABLISHED, got('1'), RECEIVED, changed(false), ENDED] as const;
      const there = run(initialNoviceSettingsState(options), stepNoviceSettings, inputs);
      expect([there.state, there.outputs.flat()]).toEqual([{ name: 'ended' }, []]);
      const here = run(initialExpertSettingsState(options), stepExpertSettings, inputs);
      expect([here.state, here.outputs.flat()]).toEqual([{ name: 'ended' }, []]);
    }
    const options = { contactExchange: true, version: 3 } as const;
    const { last } = run(initialNoviceSettingsState(options), stepNoviceSettings, [ESTABLISHED, got('1')]);
    expect(last).toEqual([announced('1'), EXPECT]);
  });

  it('ends the exchange where a transfer fails, and takes part in another that the expert begins', () => {
    const begun = [ESTABLISHED, got('1')] as const;
    for (const inputs of [begun, [...begun, RECEIVED]]) {
      const { state, last } = novice(true, ...inputs, FAILED);
      expect(last).toEqual([notExchanged('transfer-failed')]);
      expect(state).toEqual({ name: 'not-exchanged', contactExchange: true, peer: true });
      expect(novice(true, ...inputs, FAILED, FAILED, RECEIVED, SENT).outputs.slice(-3)).toEqual([[], [], []]);
      expect(novice(true, ...inputs, FAILED, got('1')).last).toEqual([announced('1'), EXPECT]);
    }
  });

  it('answers nobody before its user has agreed to the session', () => {
    const { state, outputs } = novice(true, got('1'), got('0'), RECEIVED, SENT, FAILED);
    expect(outputs.flat()).toEqual([]);
    expect(state).toEqual({ name: 'before-session', contactExchange: true });
  });
});

describe('[MS-RA] 3.14 settings that change', () => {
  verifies('C168', () => {
    // The expert announces anew while it waits, and after it has come to nothing.
    expect(expert(false, ESTABLISHED, changed(true)).last).toEqual([announced('1')]);
    expect(expert(false, ESTABLISHED, changed(true), got('1')).last).toEqual([SEND, EXPECT]);
    expect(expert(false, ESTABLISHED, got('1'), changed(true)).last).toEqual([announced('1')]);
    expect(expert(false, ESTABLISHED, got('1'), changed(true), got('1')).last).toEqual([SEND, EXPECT]);
    // The novice tells what has changed, and what it knows of the expert decides.
    expect(novice(false, ESTABLISHED, got('1'), changed(true)).last).toEqual([announced('1'), EXPECT]);
    expect(novice(true, ESTABLISHED, got('0'), changed(false)).last).toEqual([
      announced('0'),
      notExchanged('own-setting'),
    ]);
    expect(novice(false, ESTABLISHED, got('0'), changed(true)).last).toEqual([
      announced('1'),
      notExchanged('peer-setting'),
    ]);
    // The same value is no change.
    for (const name of [true, false]) {
      expect(expert(name, ESTABLISHED, changed(name)).last).toEqual([]);
      expect(novice(name, ESTABLISHED, got('0'), changed(name)).last).toEqual([]);
    }
  });

  verifies('C174', () => {
    // A novice that now wants to begins the exchange that the expert had given up.
    expect(expert(true, ESTABLISHED, got('0'), got('1')).last).toEqual([SEND, EXPECT]);
    expect(expert(true, ESTABLISHED, got('0'), got('0')).last).toEqual([]);
    expect(expert(false, ESTABLISHED, got('0'), got('1')).last).toEqual([]);
    // An expert that no longer wants to ends one that had not come to anything.
    const { state, last } = novice(true, ESTABLISHED, got('1'), got('0'));
    expect(last).toEqual([announced('1'), notExchanged('peer-setting')]);
    expect(state).toEqual({ name: 'not-exchanged', contactExchange: true, peer: false });
  });

  verifies('C174', 'a setting that is not known is handed on and not answered', () => {
    const handed = [{ type: 'setting-received', property: 'COLOUR', value: 'green' }];
    expect(expert(true, ESTABLISHED, got('green', 'COLOUR')).last).toEqual(handed);
    expect(novice(true, ESTABLISHED, got('green', 'COLOUR')).last).toEqual(handed);
    expect(expert(true, got('green', 'COLOUR')).last).toEqual([]);
    expect(novice(true, got('green', 'COLOUR')).last).toEqual([]);
    expect(novice(true, ESTABLISHED, got('1', 'contactexchange')).last).toEqual([
      { type: 'setting-received', property: 'contactexchange', value: '1' },
    ]);
  });

  it('is silent where nothing can follow, but is told truly later', () => {
    expect(expert(true, changed(false), ESTABLISHED).outputs).toEqual([[], [announced('0')]]);
    expect(
      novice(true, changed(false), ESTABLISHED, changed(true), changed(false), got('1')).outputs,
    ).toEqual([[], [], [], [], [announced('0'), notExchanged('own-setting')]]);
    // What has been agreed goes on.
    for (const more of [[], [SENT], [RECEIVED]] as const) {
      const { state, last } = expert(true, ESTABLISHED, got('1'), ...more, changed(false));
      expect([state, last]).toMatchObject([{ contactExchange: false }, []]);
      expect(expert(true, ESTABLISHED, got('1'), ...more, changed(false), FAILED).state).toEqual({
        name: 'not-exchanged',
        contactExchange: false,
      });
    }
    expect(expert(true, ESTABLISHED, got('1'), changed(false), RECEIVED, SENT).last).toEqual([EXCHANGED]);
    const done = [ESTABLISHED, got('1'), RECEIVED, SENT] as const;
    for (const count of [3, 4]) {
      expect(novice(true, ...done.slice(0, count), changed(false)).last).toEqual([]);
      expect(novice(true, ...done.slice(0, count), changed(false), got('1')).last).toEqual([announced('0')]);
    }
    expect(novice(true, ESTABLISHED, got('1'), changed(false), got('1')).last).toEqual([
      announced('0'),
      notExchanged('own-setting'),
    ]);
    // Back again, with the expert still waiting for its answer.
    expect(expert(true, ESTABLISHED, got('1'), SENT, RECEIVED, changed(false), got('1')).last).toEqual([]);
  });
});

describe('[MS-RA] 3.13, 3.14 the end of the session', () => {
  it('ends an exchange that has not come to its end, and only such a one', () => {
    const cut = [notExchanged('session-ended')];
    const begun = [ESTABLISHED, got('1')] as const;
    for (const inputs of [[ESTABLISHED], begun, [...begun, SENT], [...begun, RECEIVED]]) {
      expect(expert(true, ...inputs, ENDED).last).toEqual(cut);
    }
    for (const inputs of [[ESTABLISHED], begun, [...begun, RECEIVED]]) {
      expect(novice(true, ...inputs, ENDED).last).toEqual(cut);
    }
    for (const inputs of [[], [ESTABLISHED, got('0')], [...begun, RECEIVED, SENT]]) {
      expect(expert(true, ...inputs, ENDED).last).toEqual([]);
      expect(novice(true, ...inputs, ENDED).last).toEqual([]);
    }
  });

  it('is final', () => {
    const everything = [
      ESTABLISHED,
      got('1'),
      got('x', 'y'),
      SENT,
      RECEIVED,
      FAILED,
      changed(false),
      ENDED,
    ] as const;
    const there = expert(true, ESTABLISHED, ENDED, ...everything);
    expect([there.state, there.outputs.slice(2).flat()]).toEqual([{ name: 'ended' }, []]);
    const here = novice(true, ESTABLISHED, ENDED, ...everything);
    expect([here.state, here.outputs.slice(2).flat()]).toEqual([{ name: 'ended' }, []]);
  });
});
