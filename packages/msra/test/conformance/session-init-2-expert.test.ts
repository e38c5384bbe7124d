import { describe, expect, it } from 'vitest';
import { stepExpertInit2 } from '../../src/session-init/expert-2.ts';
import {
  ANNOUNCE,
  DISCONNECT,
  EXPERT_NAME,
  EXPERT_PATHS,
  EXPERT_SESSION,
  end,
  expert,
  expertOpen,
  NOVICE_NAME,
  RESULT,
  received,
  SHADOWING,
  STRANGE,
  send,
  VERIFY,
  VERSION,
  VISTA,
  WAITING,
} from './session-init-2-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.5 session initialization of version 2, expert', () => {
  verifies('C099', () => {
    const { state } = expert();
    for (const packet of [ANNOUNCE, VERSION, RESULT(0), RESULT(61), NOVICE_NAME, DISCONNECT]) {
      expect(stepExpertInit2(state, received(packet))).toEqual([state, []]);
    }
    expect(stepExpertInit2(state, { type: 'view-begins' })[0]).toBe(state);
    for (const type of ['local-end', 'link-closed'] as const) {
      expect(expert({ type }).last).toEqual([end(type)]);
      expect(expert({ type }).state).toEqual({ name: 'ended', reason: type });
    }
    expect(expert(expertOpen).last).toEqual([]);
    expect(expert(expertOpen, expertOpen).last).toEqual([]);
  });

  verifies(['B21', 'B08'], () => {
    for (const first of [ANNOUNCE, VERSION, STRANGE]) {
      const { last, state } = expert(expertOpen, received(first));
      expect(last).toEqual([send(VISTA), send(VERIFY)]);
      expect(state).toEqual({ name: 'waiting-for-verification', expertName: undefined });
    }
    for (const path of EXPERT_PATHS.slice(1)) {
      for (const packet of [VERSION, STRANGE, ANNOUNCE]) {
        const { state } = expert(...path);
        const [next, outputs] = stepExpertInit2(state, received(packet));
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
    }
    const sent = expert(...EXPERT_SESSION).outputs.flat();
    expect(sent.flatMap(output => (output.type === 'send' ? [output.packet.name] : []))).toEqual([
      'EXPERT_ON_VISTA',
      'VERIFY_PASSWORD',
    ]);
  });

  it('waits for the novice’s user after 0, and views when the view begins', () => {
    expect(expert(...WAITING).last).toEqual([{ type: 'proven' }]);
    expect(expert(...WAITING).state).toEqual({ name: 'waiting-for-user' });
    expect(expert(...EXPERT_SESSION).last).toEqual([{ type: 'established' }]);
    expect(expert(...EXPERT_SESSION).state).toEqual({ name: 'session' });
    expect(expert(expertOpen, { type: 'view-begins' }).state.name).toBe('waiting-for-announce');
    expect(expert(...EXPERT_SESSION, { type: 'view-begins' }).last).toEqual([]);
    // One RESULT(0) is all there is.
    expect(expert(...WAITING, received(RESULT(0))).last).toEqual([]);
    expect(expert(expertOpen, received(RESULT(0))).last).toEqual([]);
  });

  it('has a session when both the view and 0 are there, in either order', () => {
    expect(expert(...SHADOWING).last).toEqual([]);
    expect(expert(...SHADOWING).state).toEqual({ name: 'shadowing', expertName: undefined });
    const { last, state } = expert(...SHADOWING, received(RESULT(0)));
    expect(last).toEqual([{ type: 'proven' }, { type: 'established' }]);
    expect(state).toEqual({ name: 'session' });
    expect(expert(...SHADOWING, { type: 'view-begins' }).last).toEqual([]);
    const named = expert(
      { ...expertOpen, expertName: 'John' },
      received(ANNOUNCE),
      { type: 'view-begins' },
      received(RESULT(0)),
    );
    expect(named.last).toEqual([send(EXPERT_NAME), { type: 'proven' }, { type: 'established' }]);
  });

  it('takes every result but 0 for a failure, in every state', () => {
    const reasons = [
      [61, 'wrong-password'],
      [41, 'user-refused'],
      [40, 'consent-timeout'],
      [301, 'resolution-changed'],
      [1, 'peer-failed'],
    ] as const;
    for (const path of EXPERT_PATHS) {
      for (const [code, reason] of reasons) {
        const { last, state } = expert(...path, received(RESULT(code)));
        expect(last).toEqual([end(reason)]);
        expect(state).toEqual({ name: 'ended', reason });
      }
    }
  });
});
