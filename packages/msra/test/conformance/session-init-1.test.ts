import { describe, expect } from 'vitest';
import { CTL } from '../../src/index.ts';
import { type ExpertInit1Input, stepExpertInit1 } from '../../src/session-init/expert-1.ts';
import { type NoviceInit1Input, stepNoviceInit1 } from '../../src/session-init/novice-1.ts';
import {
  ANNOUNCE,
  ASKING,
  BEGUN,
  beating,
  CHECKED,
  DISCONNECT,
  EXPERT_PATHS,
  EXPERT_SESSION,
  end,
  expert,
  expertOpen,
  ISCONNECTED,
  NOVICE_PATHS,
  NOVICE_SESSION,
  novice,
  noviceOpen,
  OF_OTHER_VERSIONS,
  OTHER_VERSIONS,
  RESULT,
  received,
  send,
  timer,
  VERSION,
} from './session-init-1-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.3, 3.4 session initialization of version 1, both', () => {
  verifies(['C080', 'C081', 'C096', 'C097'], () => {
    for (const path of EXPERT_PATHS) {
      const { state } = expert(...path);
      expect(stepExpertInit1(state, received(ISCONNECTED))).toEqual([state, []]);
    }
    for (const path of NOVICE_PATHS) {
      const { state } = novice(...path);
      expect(stepNoviceInit1(state, received(ISCONNECTED))).toEqual([state, []]);
    }
  });

  verifies(['C056', 'B08', 'B09', 'B10'], () => {
    for (const packet of OF_OTHER_VERSIONS) {
      expect(CTL[packet.name].versions).not.toContain(1);
      for (const path of EXPERT_PATHS) {
        const { state } = expert(...path);
        const [next, outputs] = stepExpertInit1(state, received(packet));
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
      for (const path of NOVICE_PATHS) {
        const { state } = novice(...path);
        const [next, outputs] = stepNoviceInit1(state, received(packet));
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
    }
  });

  verifies(['B05', 'B07'], () => {
    const sent = [
      ...expert(...beating<ExpertInit1Input>(EXPERT_SESSION), timer).outputs.flat(),
      ...novice(...beating<NoviceInit1Input>(NOVICE_SESSION), timer).outputs.flat(),
    ];
    const names = sent.flatMap(output => (output.type === 'send' ? [output.packet.name] : []));
    expect(names).toEqual(expect.arrayContaining(['ISCONNECTED', 'REMOTE_CONTROL_DESKTOP', 'AUTHENTICATE']));
    for (const name of names) expect(CTL[name].versions).toContain(1);
  });

  verifies('B19', () => {
    const { last, state } = novice(...ASKING, { type: 'user-refuses' });
    expect(last).toEqual([send(RESULT(41)), end('user-refused')]);
    expect(state).toEqual({ name: 'ended', reason: 'user-refused' });
    expect(novice(...CHECKED, { type: 'user-refuses' }).last).toEqual([]);
  });

  verifies('B18', () => {
    const told = [send(DISCONNECT), end('local-end')];
    for (const path of EXPERT_PATHS) expect(expert(...path, { type: 'local-end' }).last).toEqual(told);
    for (const path of NOVICE_PATHS) expect(novice(...path, { type: 'local-end' }).last).toEqual(told);
    const [ended] = stepNoviceInit1(novice(noviceOpen).state, { type: 'local-end' });
    expect(stepNoviceInit1(ended, { type: 'link-closed' })).toEqual([ended, []]);
    const [over] = stepExpertInit1(expert(expertOpen).state, { type: 'local-end' });
    expect(stepExpertInit1(over, received(ANNOUNCE))).toEqual([over, []]);
  });

  verifies('B04', () => {
    for (const path of EXPERT_PATHS) {
      expect(expert(...path, { type: 'link-closed' }).last).toEqual([end('link-closed')]);
      expect(expert(...path, received(DISCONNECT)).last).toEqual([end('peer-disconnected')]);
    }
    for (const path of NOVICE_PATHS) {
      expect(novice(...path, { type: 'link-closed' }).last).toEqual([end('link-closed')]);
      expect(novice(...path, received(DISCONNECT)).last).toEqual([end('peer-disconnected')]);
    }
  });

  verifies('B06', () => {
    expect(expert(...BEGUN, received(OTHER_VERSIONS[0] ?? VERSION)).state.name).toBe('ended');
    expect(novice(noviceOpen, received(OTHER_VERSIONS[1] ?? VERSION)).state.name).toBe('ended');
  });
});
