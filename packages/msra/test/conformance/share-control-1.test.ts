import { PARTICIPANT, type ParticipantPdu, RC_COMMANDS, type RcCommandName } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import {
  type ExpertShareControlInput,
  initialExpertShareControlState,
  stepExpertShareControl,
  stepExpertShareControl1,
} from '../../src/share-control/expert.ts';
import {
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  stepNoviceShareControl,
  stepNoviceShareControl1,
} from '../../src/share-control/novice.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

type PlainWord = Exclude<RcCommandName, 'FILEXFER' | 'EXPERTIP' | 'SETTINGANNOUNCE' | 'VOIPGO'>;

const told = (name: PlainWord) => ({ type: 'received', command: { name } }) as const;
const command = (name: string) => ({ type: 'send-command', command: { name } });
const over = (why: string) => ({ type: 'control-ended', why });
const asked = { ...told('REMOTECTRLSTART'), allowed: true } as const;
const disable = { type: 'disable-input' };

const expert = (...inputs: ExpertShareControlInput[]) =>
  run(initialExpertShareControlState, stepExpertShareControl1, inputs);
const novice = (...inputs: NoviceShareControlInput[]) =>
  run(initialNoviceShareControlState, stepNoviceShareControl1, inputs);

const DECIDING = [asked] as const;
const ENABLING = [...DECIDING, { type: 'user-accepts' }] as const;
const SHARING = [...ENABLING, { type: 'input-enabled' }] as const;
const WAITING = [{ type: 'request' }] as const;
const CONTROLLING = [...WAITING, told('ACCEPTRC')] as const;

const PDUS: readonly ParticipantPdu[] = [
  { name: 'PARTICIPANT_CTRL_CHANGE', flags: 3, participantId: 0 },
  { name: 'PARTICIPANT_CTRL_CHANGE', flags: 1, participantId: 0 },
  {
    name: 'PARTICIPANT_CREATED',
    participantId: 0,
    groupId: 0,
    flags: PARTICIPANT.MAY_VIEW | PARTICIPANT.MAY_INTERACT | PARTICIPANT.IS_PARTICIPANT,
    friendlyName: '',
  },
];

describe('[MS-RA] 3.15, 3.16 share control of version 1', () => {
  verifies(['B29', 'B12'], () => {
    expect(expert(...WAITING).last).toEqual([command('REMOTECTRLSTART')]);
    expect(expert(...WAITING).state).toEqual({ name: 'waiting', participantId: 0, commandsCount: false });
    expect(novice(...DECIDING).last).toEqual([{ type: 'ask-user' }]);
    expect(novice(...DECIDING).state).toEqual({ name: 'deciding', participantId: 0 });
    // The word means nothing in the other versions, whose expert does not say it.
    expect(run(initialNoviceShareControlState, stepNoviceShareControl, [asked]).last).toEqual([]);
    const later = run(initialExpertShareControlState, stepExpertShareControl, [{ type: 'request' }]);
    expect(later.last.map(({ type }) => type)).toEqual(['send-participant']);
    expect(RC_COMMANDS.REMOTECTRLSTART.versions).toEqual([1]);
  });

  verifies(['C182', 'C188', 'C190', 'C191'], () => {
    for (const forbidden of [told('REMOTECTRLSTART'), { ...asked, allowed: false }]) {
      const { state, last } = novice(forbidden);
      expect(last).toEqual([command('DENIEDRC')]);
      expect(state).toBe(initialNoviceShareControlState);
      expect(novice(forbidden, { type: 'user-refuses' }).last).toEqual([]);
    }
  });

  verifies(['C181', 'C189'], () => {
    const { state, last } = novice(...DECIDING, { type: 'user-refuses' });
    expect(last).toEqual([command('REJECTRC')]);
    expect(state).toEqual({ name: 'viewing' });
  });

  verifies(['C175', 'C180', 'C192'], () => {
    expect(novice(...ENABLING).last).toEqual([{ type: 'enable-input' }]);
    expect(novice(...SHARING).last).toEqual([command('ACCEPTRC')]);
    expect(novice(...SHARING).state).toEqual({ name: 'sharing', participantId: 0 });
  });

  verifies(['C178', 'C184', 'B30'], () => {
    for (const name of ['REMOTECTRLEND', 'ABORTRC'] as const) {
      expect(novice(...SHARING, told(name)).last).toEqual([disable]);
      expect(novice(...SHARING, told(name)).state).toEqual({ name: 'viewing' });
    }
    for (const [name, why] of [
      ['ESCRC', 'panic'],
      ['TAKECONTROL', 'stopped'],
    ] as const) {
      const { state, last } = expert(...CONTROLLING, told(name));
      expect(last).toEqual([over(why)]);
      expect(state.name).toBe('viewing');
      // To be in control again the expert has to ask again.
      expect(expert(...CONTROLLING, told(name), told('ACCEPTRC')).last).toEqual([]);
    }
  });

  verifies(['C176', 'C183'], () => {
    expect(novice(...SHARING, { type: 'stop' }).last).toEqual([disable, command('TAKECONTROL')]);
    expect(novice(...SHARING, { type: 'panic' }).last).toEqual([disable, command('ESCRC')]);
  });

  verifies('C177', () => {
    expect(expert(...CONTROLLING).last).toEqual([{ type: 'control-granted' }]);
    expect(expert(...CONTROLLING, { type: 'release' }).last).toEqual([
      command('REMOTECTRLEND'),
      over('released'),
    ]);
    expect(expert(...CONTROLLING, { type: 'input-failed' }).last).toEqual([
      command('ABORTRC'),
      over('failed'),
    ]);
  });

  it('has no word for taking a request back, and gives back the yes that comes', () => {
    const withdrawn = [...WAITING, { type: 'release' }] as const;
    expect(expert(...withdrawn).last).toEqual([]);
    expect(expert(...withdrawn).state.name).toBe('withdrawing');
    expect(expert(...withdrawn, told('ACCEPTRC')).last).toEqual([command('REMOTECTRLEND'), over('released')]);
    expect(expert(...withdrawn, told('DENIEDRC')).last).toEqual([over('released')]);
    expect(expert(...withdrawn, { type: 'session-ended' }).last).toEqual([over('session-ended')]);
  });

  verifies(['C179', 'C186', 'C187'], () => {
    for (const path of [[], DECIDING, ENABLING, SHARING]) {
      const { state } = novice(...path);
      for (const pdu of PDUS) {
        const [next, outputs] = stepNoviceShareControl1(state, { type: 'received', pdu, allowed: true });
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
      if (state.name === 'viewing') continue;
      expect(stepNoviceShareControl1(state, asked)).toEqual([state, []]);
    }
    for (const path of [[], WAITING, CONTROLLING]) {
      const { state } = expert(...path);
      for (const pdu of PDUS) {
        const [next, outputs] = stepExpertShareControl1(state, { type: 'received', pdu });
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
    }
  });
});
