import { describe, expect, it } from 'vitest';
import { type ExpertInit1Input, stepExpertInit1 } from '../../src/session-init/expert-1.ts';
import {
  ANNOUNCE,
  AUTHENTICATE,
  BEGUN,
  BLOB,
  beating,
  clearTimer,
  DISCONNECT,
  EXPERT_PATHS,
  EXPERT_SESSION,
  end,
  expert,
  expertOpen,
  ISCONNECTED,
  OTHER_VERSIONS,
  REQUEST,
  RESULT,
  received,
  SHADOWING,
  STRING,
  send,
  setTimer,
  timer,
  VERIFYING,
  VERSION,
  WAITING,
} from './session-init-1-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.3 session initialization of version 1, expert', () => {
  verifies('C067', () => {
    const { state } = expert();
    for (const packet of [ANNOUNCE, VERSION, RESULT(0), RESULT(26), DISCONNECT]) {
      expect(stepExpertInit1(state, received(packet))).toEqual([state, []]);
    }
    expect(stepExpertInit1(state, timer)[0]).toBe(state);
    expect(stepExpertInit1(state, timer)[1]).toEqual([]);
    expect(expert({ type: 'local-end' }).last).toEqual([end('local-end')]);
    expect(expert({ type: 'link-closed' }).last).toEqual([end('link-closed')]);
    expect(expert(expertOpen).last).toEqual([]);
    expect(expert(expertOpen).state).toEqual({
      name: 'waiting-for-announce',
      raConnectionString: STRING,
      expertBlob: BLOB,
      heartbeat: false,
    });
  });

  verifies(['C068', 'C069', 'B02'], () => {
    expect(expert(...BEGUN).last).toEqual([send(VERSION), send(AUTHENTICATE)]);
    expect(expert(...BEGUN).state).toEqual({
      name: 'handshaking',
      raConnectionString: STRING,
      heartbeat: false,
    });
    // A second announcement is not answered again.
    expect(expert(...BEGUN, received(ANNOUNCE)).last).toEqual([]);
  });

  it('begins on VERSIONINFO where no SERVER_ANNOUNCE comes, and then does not wait for it', () => {
    const { last, state } = expert(expertOpen, received(VERSION));
    expect(last).toEqual([send(VERSION), send(AUTHENTICATE)]);
    expect(state).toEqual({ name: 'waiting-for-verification', raConnectionString: STRING, heartbeat: false });
    expect(expert(expertOpen, received(VERSION), received(ANNOUNCE)).last).toEqual([]);
  });

  verifies(['C070', 'C071'], () => {
    for (const other of OTHER_VERSIONS) {
      for (const path of [[expertOpen], BEGUN] as const) {
        expect(expert(...path, received(other)).last).toEqual([
          send(RESULT(47)),
          end('incompatible-version'),
        ]);
      }
      expect(expert(...VERIFYING, received(other)).last).toEqual([]);
    }
  });

  verifies(['C072', 'C073'], () => {
    const { last, state } = expert(...VERIFYING);
    expect(last).toEqual([]);
    expect(state).toEqual({ name: 'waiting-for-verification', raConnectionString: STRING, heartbeat: false });
    expect(expert(...BEGUN, received(RESULT(0))).last).toEqual([]);
  });

  verifies('C076', () => {
    expect(expert(...WAITING).last).toEqual([send(REQUEST), { type: 'proven' }]);
    expect(expert(...WAITING).state).toEqual({ name: 'waiting-for-user', heartbeat: false });
  });

  it('has a session when the novice says so, whether or not the picture came first', () => {
    expect(expert(...SHADOWING).last).toEqual([]);
    expect(expert(...SHADOWING).state).toEqual({ name: 'shadowing', heartbeat: false });
    for (const path of [EXPERT_SESSION, [...WAITING, received(RESULT(0))]] as const) {
      const { last, state } = expert(...path);
      expect(last).toEqual([{ type: 'established' }]);
      expect(state).toEqual({ name: 'session', heartbeat: false, addressTold: false });
    }
    expect(expert(...VERIFYING, { type: 'view-begins' }).last).toEqual([]);
    expect(expert(...VERIFYING, { type: 'view-begins' }).state.name).toBe('waiting-for-verification');
    expect(expert(...EXPERT_SESSION, received(RESULT(0))).last).toEqual([]);
  });

  it('takes every result but 0 for a failure, in every state', () => {
    const reasons = [
      [26, 'wrong-password'],
      [24, 'wrong-password'],
      [61, 'wrong-password'],
      [41, 'user-refused'],
      [40, 'consent-timeout'],
      [47, 'incompatible-version'],
      [0x8000_4005, 'incompatible-version'],
      [301, 'resolution-changed'],
      [300, 'peer-failed'],
      [2, 'peer-failed'],
      [0xffff_ffff, 'peer-failed'],
    ] as const;
    for (const path of EXPERT_PATHS) {
      for (const [code, reason] of reasons) {
        const { last, state } = expert(...path, received(RESULT(code)));
        expect(last).toEqual([end(reason)]);
        expect(state).toEqual({ name: 'ended', reason });
      }
    }
  });

  verifies('C079', () => {
    const tell = { type: 'tell-address', expertIpData: '172.31.0.7' } as const;
    const { last, state } = expert(...EXPERT_SESSION, tell);
    expect(last).toEqual([
      { type: 'send-command', command: { name: 'EXPERTIP', expertIpData: '172.31.0.7' } },
    ]);
    expect(state).toEqual({ name: 'session', heartbeat: false, addressTold: true });
    expect(expert(...EXPERT_SESSION, tell, tell).last).toEqual([]);
    expect(expert(...SHADOWING, tell).last).toEqual([]);
  });

  verifies(['C066', 'C078'], () => {
    const started = [send(VERSION), send(AUTHENTICATE), setTimer];
    expect(expert(...beating(BEGUN)).last).toEqual(started);
    expect(expert(...beating([expertOpen, received(VERSION)])).last).toEqual(started);
    for (const path of EXPERT_PATHS.slice(1)) {
      const { state, last } = expert(...beating<ExpertInit1Input>(path), timer);
      expect(last).toEqual([send(ISCONNECTED), setTimer]);
      expect(state.name).toBe(expert(...path).state.name);
      expect(expert(...beating<ExpertInit1Input>(path), { type: 'link-closed' }).last).toEqual([
        clearTimer,
        end('link-closed'),
      ]);
      // Off, it never runs.
      expect(expert(...path, timer).last).toEqual([]);
    }
    // Not before the handshake: there is nobody yet who would hear it.
    expect(expert(...beating([expertOpen]), timer).last).toEqual([]);
    expect(expert(...beating([expertOpen]), { type: 'link-closed' }).last).toEqual([end('link-closed')]);
  });
});
