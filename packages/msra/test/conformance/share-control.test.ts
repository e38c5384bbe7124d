import {
  CONTROL_LEVEL,
  type ExpertShareControlInput,
  type ExpertShareControlOutput,
  type ExpertShareControlState,
  initialExpertShareControlState,
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type NoviceShareControlOutput,
  type NoviceShareControlState,
  PARTICIPANT,
  type ParticipantPdu,
  RC_COMMANDS,
  type RcCommand,
  type RcCommandName,
  stepExpertShareControl,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { verifies } from './verifies.ts';

const change = (flags: number, participantId = 7): ParticipantPdu => ({
  name: 'PARTICIPANT_CTRL_CHANGE',
  flags,
  participantId,
});
const REQUEST = change(CONTROL_LEVEL.REQUEST_VIEW | CONTROL_LEVEL.REQUEST_INTERACT);
const LOWER = change(CONTROL_LEVEL.REQUEST_VIEW);
const asked = (allowed: boolean): NoviceShareControlInput => ({ type: 'received', pdu: REQUEST, allowed });
const lowered: NoviceShareControlInput = { type: 'received', pdu: LOWER, allowed: true };
const told = (
  name: 'REMOTECTRLEND' | 'ABORTRC' | 'ACCEPTRC' | 'REJECTRC' | 'DENIEDRC' | 'ESCRC' | 'TAKECONTROL',
) => ({ type: 'received', command: { name } }) as const;
const command = (name: string) => ({ type: 'send-command', command: { name } });
const level = (flags: number, participantId = 7): ParticipantPdu => ({
  name: 'PARTICIPANT_CREATED',
  participantId,
  groupId: 0,
  flags: flags | PARTICIPANT.IS_PARTICIPANT,
  friendlyName: '',
});
const INTERACT = PARTICIPANT.MAY_VIEW | PARTICIPANT.MAY_INTERACT;
const announced = (flags: number) => ({ type: 'send-participant', pdu: level(flags) });
const disable = { type: 'disable-input' };
const withdraw = { type: 'withdraw-question' };

function novice(...inputs: NoviceShareControlInput[]): {
  state: NoviceShareControlState;
  last: readonly NoviceShareControlOutput[];
} {
  let state = initialNoviceShareControlState;
  let last: readonly NoviceShareControlOutput[] = [];
  for (const input of inputs) [state, last] = stepNoviceShareControl(state, input);
  return { state, last };
}

function expert(...inputs: ExpertShareControlInput[]): {
  state: ExpertShareControlState;
  last: readonly ExpertShareControlOutput[];
} {
  let state = initialExpertShareControlState;
  let last: readonly ExpertShareControlOutput[] = [];
  for (const input of inputs) [state, last] = stepExpertShareControl(state, input);
  return { state, last };
}

const DECIDING = [asked(true)] as const;
const ENABLING = [...DECIDING, { type: 'user-accepts' }] as const;
const SHARING = [...ENABLING, { type: 'input-enabled' }] as const;
const WAITING = [{ type: 'request' }] as const;
const CONTROLLING = [...WAITING, told('ACCEPTRC')] as const;

describe('[MS-RA] 3.16 share control, novice', () => {
  verifies(['C182', 'C188', 'C190', 'C191'], () => {
    const { state, last } = novice(asked(false));
    expect(last).toEqual([command('DENIEDRC')]);
    expect(state.name).toBe('viewing');
    // The user's no afterwards adds nothing to it.
    expect(novice(asked(false), { type: 'user-refuses' }).last).toEqual([]);
    expect(novice(...DECIDING, { type: 'policy-forbids' }).last).toEqual([withdraw, command('DENIEDRC')]);
    expect(novice(...DECIDING, { type: 'policy-forbids' }, { type: 'user-refuses' }).last).toEqual([]);
    expect(novice(...ENABLING, { type: 'policy-forbids' }).last).toEqual([disable, command('DENIEDRC')]);
  });

  verifies(['C181', 'C189'], () => {
    expect(novice(...DECIDING).last).toEqual([{ type: 'ask-user' }]);
    const { state, last } = novice(...DECIDING, { type: 'user-refuses' });
    expect(last).toEqual([command('REJECTRC')]);
    expect(state.name).toBe('viewing');
  });

  verifies(['C175', 'C180', 'C192'], () => {
    expect(novice(...ENABLING).last).toEqual([{ type: 'enable-input' }]);
    const { state, last } = novice(...SHARING);
    expect(last).toEqual([command('ACCEPTRC'), announced(INTERACT)]);
    expect(state).toEqual({ name: 'sharing', participantId: 7 });
  });

  verifies(['C178', 'C184', 'B30'], () => {
    for (const input of [told('REMOTECTRLEND'), told('ABORTRC'), lowered]) {
      const { state, last } = novice(...SHARING, input);
      expect(last).toEqual([disable, announced(PARTICIPANT.MAY_VIEW)]);
      expect(state.name).toBe('viewing');
    }
  });

  verifies(['C176', 'C183'], () => {
    for (const type of ['stop', 'policy-forbids', 'input-failed'] as const) {
      const { state, last } = novice(...SHARING, { type });
      expect(last).toEqual([disable, command('TAKECONTROL'), announced(PARTICIPANT.MAY_VIEW)]);
      expect(state.name).toBe('viewing');
    }
  });

  it('closes the gate at the panic key before it sends ESCRC', () => {
    const { state, last } = novice(...SHARING, { type: 'panic' });
    expect(last).toEqual([disable, command('ESCRC'), announced(PARTICIPANT.MAY_VIEW)]);
    expect(state.name).toBe('viewing');
  });

  it('answers REJECTRC when input cannot be enabled, or is stopped before it is', () => {
    for (const type of ['input-failed', 'panic', 'stop'] as const) {
      const { state, last } = novice(...ENABLING, { type });
      expect(last).toEqual([disable, command('REJECTRC')]);
      expect(state.name).toBe('viewing');
    }
  });

  it('undoes an enabling that completes after control was taken back', () => {
    for (const type of ['panic', 'session-ended'] as const) {
      expect(novice(...ENABLING, { type }, { type: 'input-enabled' }).last).toEqual([disable]);
    }
    expect(novice(...ENABLING, { type: 'panic' }, asked(true), { type: 'input-enabled' }).last).toEqual([
      disable,
    ]);
  });

  it('withdraws the question and answers once when the expert takes its request back', () => {
    expect(novice(...DECIDING, lowered).last).toEqual([withdraw, command('REJECTRC')]);
    expect(novice(...ENABLING, lowered).last).toEqual([disable, command('REJECTRC')]);
    expect(novice(...DECIDING, { type: 'stop' }).last).toEqual([withdraw, command('REJECTRC')]);
  });

  it('tells an expert its level when it lowers one that it does not have', () => {
    const { state, last } = novice(lowered);
    expect(last).toEqual([announced(PARTICIPANT.MAY_VIEW)]);
    expect(state).toBe(initialNoviceShareControlState);
  });

  it('ends from every state with the gate closed and nothing sent', () => {
    expect(novice({ type: 'session-ended' }).last).toEqual([]);
    expect(novice(...DECIDING, { type: 'session-ended' }).last).toEqual([withdraw]);
    expect(novice(...ENABLING, { type: 'session-ended' }).last).toEqual([disable]);
    expect(novice(...SHARING, { type: 'session-ended' }).last).toEqual([disable]);
    expect(novice({ type: 'session-ended' }, asked(true)).last).toEqual([]);
  });

  verifies('C185', () => {
    const paths = [[], DECIDING, ENABLING, SHARING, [...SHARING, told('REMOTECTRLEND')]];
    expect(paths.map(path => novice(...path).state.name)).toEqual([
      'viewing',
      'deciding',
      'enabling',
      'sharing',
      'viewing',
    ]);
    // Whose permission it is, too.
    const other = { type: 'received', pdu: { ...REQUEST, participantId: 9 }, allowed: true } as const;
    expect(novice(other, { type: 'user-accepts' }, { type: 'input-enabled' }).state).toEqual({
      name: 'sharing',
      participantId: 9,
    });
  });

  verifies(['C179', 'C186', 'C187'], () => {
    const meaningful = new Set(['REMOTECTRLEND', 'ABORTRC']);
    for (const path of [[], DECIDING, ENABLING, SHARING]) {
      const { state } = novice(...path);
      for (const name of Object.keys(RC_COMMANDS) as RcCommandName[]) {
        if (state.name === 'sharing' && meaningful.has(name)) continue;
        const [next, outputs] = stepNoviceShareControl(state, {
          type: 'received',
          command: { name } as RcCommand,
        });
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
      if (state.name === 'viewing') continue;
      // A second request does not ask again and does not answer again.
      expect(stepNoviceShareControl(state, asked(true))).toEqual([state, []]);
    }
    expect(novice({ type: 'panic' }).state).toBe(initialNoviceShareControlState);
    expect(novice({ type: 'user-accepts' }).last).toEqual([]);
  });
});

describe('[MS-RA] 3.15 share control, expert', () => {
  verifies('B29', () => {
    expect(expert(...WAITING).last).toEqual([{ type: 'send-participant', pdu: change(3, 0) }]);
    const me = { type: 'received', pdu: level(PARTICIPANT.MAY_VIEW, 42) } as const;
    expect(expert(me, ...WAITING).last).toEqual([{ type: 'send-participant', pdu: change(3, 42) }]);
  });

  verifies('C177', () => {
    const { state, last } = expert(...CONTROLLING, { type: 'release' });
    expect(last).toEqual([command('REMOTECTRLEND'), { type: 'control-ended', why: 'released' }]);
    expect(state.name).toBe('viewing');
    expect(expert(...CONTROLLING, { type: 'input-failed' }).last).toEqual([
      command('ABORTRC'),
      { type: 'control-ended', why: 'failed' },
    ]);
  });

  it('is in control from ACCEPTRC to ESCRC or TAKECONTROL', () => {
    expect(expert(...CONTROLLING).last).toEqual([{ type: 'control-granted' }]);
    expect(expert(...CONTROLLING, told('ESCRC')).last).toEqual([{ type: 'control-ended', why: 'panic' }]);
    expect(expert(...CONTROLLING, told('TAKECONTROL')).last).toEqual([
      { type: 'control-ended', why: 'stopped' },
    ]);
  });

  it('views on after REJECTRC and after DENIEDRC', () => {
    expect(expert(...WAITING, told('REJECTRC')).last).toEqual([{ type: 'control-ended', why: 'rejected' }]);
    expect(expert(...WAITING, told('DENIEDRC')).last).toEqual([{ type: 'control-ended', why: 'denied' }]);
    expect(expert(...WAITING, told('DENIEDRC')).state.name).toBe('viewing');
  });

  verifies(['C179', 'C187'], () => {
    const silent = expert(...CONTROLLING, told('ESCRC'));
    for (const name of [
      'ACCEPTRC',
      'REJECTRC',
      'DENIEDRC',
      'ESCRC',
      'TAKECONTROL',
      'REMOTECTRLEND',
    ] as const) {
      expect(stepExpertShareControl(silent.state, told(name))).toEqual([silent.state, []]);
    }
    for (const name of ['REJECTRC', 'DENIEDRC', 'ACCEPTRC'] as const) {
      const { state } = expert(...CONTROLLING);
      expect(stepExpertShareControl(state, told(name))[0]).toBe(state);
    }
    const { state } = expert(...WAITING);
    for (const name of ['ESCRC', 'TAKECONTROL'] as const) {
      expect(stepExpertShareControl(state, told(name))[0].name).toBe('waiting');
      expect(stepExpertShareControl(state, told(name))[1]).toEqual([]);
    }
    expect(stepExpertShareControl(state, { type: 'request' })).toEqual([state, []]);
  });

  it('gives back at once what crossed its withdrawal', () => {
    const withdrawn = [...WAITING, { type: 'release' }] as const;
    expect(expert(...withdrawn).last).toEqual([{ type: 'send-participant', pdu: change(1, 0) }]);
    expect(expert(...withdrawn).state.name).toBe('withdrawing');
    expect(expert(...withdrawn, told('ACCEPTRC')).last).toEqual([
      command('REMOTECTRLEND'),
      { type: 'control-ended', why: 'released' },
    ]);
    expect(expert(...withdrawn, told('REJECTRC')).last).toEqual([{ type: 'control-ended', why: 'released' }]);
    expect(expert(...withdrawn, { type: 'request' }).last).toEqual([]);
  });

  it('obeys announced levels of a novice that does not answer by commands', () => {
    const announce = (flags: number) => ({ type: 'received', pdu: level(flags, 0) }) as const;
    const granted = [...WAITING, announce(INTERACT)] as const;
    expect(expert(...granted).last).toEqual([{ type: 'control-granted' }]);
    expect(expert(...granted, announce(PARTICIPANT.MAY_VIEW)).last).toEqual([
      { type: 'control-ended', why: 'stopped' },
    ]);
    // Nobody is given control without having asked.
    expect(expert(announce(INTERACT)).last).toEqual([]);
    // Somebody else's level is not this expert's.
    const other = { ...level(INTERACT, 9), flags: INTERACT } as ParticipantPdu;
    expect(expert(...WAITING, { type: 'received', pdu: other }).last).toEqual([]);
  });

  it('lets a late announcement neither grant nor end control once commands have come', () => {
    const announce = (flags: number) => ({ type: 'received', pdu: level(flags, 0) }) as const;
    expect(expert(...CONTROLLING, announce(PARTICIPANT.MAY_VIEW)).last).toEqual([]);
    const again = [...CONTROLLING, told('ESCRC'), { type: 'request' }] as const;
    expect(expert(...again, announce(INTERACT)).state.name).toBe('waiting');
  });

  it('reports the end of whatever was under way when the session ends', () => {
    expect(expert({ type: 'session-ended' }).last).toEqual([]);
    expect(expert(...WAITING, { type: 'session-ended' }).last).toEqual([
      { type: 'control-ended', why: 'session-ended' },
    ]);
    expect(expert(...CONTROLLING, { type: 'session-ended' }).last).toEqual([
      { type: 'control-ended', why: 'session-ended' },
    ]);
    expect(expert({ type: 'session-ended' }, { type: 'request' }).last).toEqual([]);
  });
});
