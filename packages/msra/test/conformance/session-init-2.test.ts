import { CTL } from '@rendezvous/msra';
import { describe, expect } from 'vitest';
import { stepExpertInit2 } from '../../src/session-init/expert-2.ts';
import { stepNoviceInit2 } from '../../src/session-init/novice-2.ts';
import {
  ANNOUNCE,
  ASKING,
  CHECKING,
  checked,
  DISCONNECT,
  EXPERT_NAME,
  EXPERT_PATHS,
  EXPERT_SESSION,
  end,
  expert,
  expertOpen,
  NOVICE_NAME,
  NOVICE_PATHS,
  NOVICE_SESSION,
  novice,
  noviceOpen,
  OF_OTHER_VERSIONS,
  RESULT,
  received,
  STARTING,
  STRANGE,
  send,
  VERSION,
  VISTA,
  WAITING,
} from './session-init-2-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.5, 3.6 session initialization of version 2, both', () => {
  verifies(['C105', 'C113', 'B09'], () => {
    expect(
      novice({ type: 'channel-open', noviceName: 'Ann' }, ...CHECKING.slice(1), checked(true)).last,
    ).toEqual([send(RESULT(0)), send(NOVICE_NAME), { type: 'ask-user' }]);
    expect(
      expert({ ...expertOpen, expertName: 'John' }, received(ANNOUNCE), received(RESULT(0))).last,
    ).toEqual([send(EXPERT_NAME), { type: 'proven' }]);
    for (const path of EXPERT_PATHS) {
      const { state } = expert(...path);
      const [next, outputs] = stepExpertInit2(state, received(NOVICE_NAME));
      expect(next).toBe(state);
      const proven = path === WAITING || path === EXPERT_SESSION;
      expect(outputs).toEqual(proven ? [{ type: 'peer-name', peerName: 'Ann' }] : []);
      // The expert's own packet says nothing about the novice.
      expect(stepExpertInit2(state, received(EXPERT_NAME))).toEqual([state, []]);
    }
    for (const path of NOVICE_PATHS) {
      const { state } = novice(...path);
      const [next, outputs] = stepNoviceInit2(state, received(EXPERT_NAME));
      expect(next).toBe(state);
      const proven = path === ASKING || path === STARTING || path === NOVICE_SESSION;
      expect(outputs).toEqual(proven ? [{ type: 'peer-name', peerName: 'John' }] : []);
      expect(stepNoviceInit2(state, received(NOVICE_NAME))).toEqual([state, []]);
    }
  });

  verifies(['C056', 'B02', 'B05', 'B07', 'B10'], () => {
    for (const packet of OF_OTHER_VERSIONS) {
      expect(CTL[packet.name].versions).not.toContain(2);
      for (const path of EXPERT_PATHS) {
        const { state } = expert(...path);
        expect(stepExpertInit2(state, received(packet))[0]).toBe(state);
        expect(stepExpertInit2(state, received(packet))[1]).toEqual([]);
      }
      for (const path of NOVICE_PATHS) {
        const { state } = novice(...path);
        expect(stepNoviceInit2(state, received(packet))[0]).toBe(state);
        expect(stepNoviceInit2(state, received(packet))[1]).toEqual([]);
      }
    }
  });

  verifies('B06', () => {
    for (const path of NOVICE_PATHS) {
      const { state } = novice(...path);
      for (const packet of [VERSION, STRANGE, RESULT(47)]) {
        expect(stepNoviceInit2(state, received(packet))[0]).toBe(state);
        expect(stepNoviceInit2(state, received(packet))[1]).toEqual([]);
      }
    }
  });

  verifies('B18', () => {
    const told = [send(DISCONNECT), end('local-end')];
    for (const path of EXPERT_PATHS) expect(expert(...path, { type: 'local-end' }).last).toEqual(told);
    for (const path of NOVICE_PATHS) expect(novice(...path, { type: 'local-end' }).last).toEqual(told);
    const [ended] = stepNoviceInit2(novice(noviceOpen).state, { type: 'local-end' });
    expect(stepNoviceInit2(ended, received(VISTA))).toEqual([ended, []]);
    const [over] = stepExpertInit2(expert(expertOpen).state, { type: 'local-end' });
    expect(stepExpertInit2(over, { type: 'link-closed' })).toEqual([over, []]);
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
});
