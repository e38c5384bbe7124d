import { describe, expect, it } from 'vitest';
import { stepNoviceInit12 } from '../../src/session-init/novice.ts';
import {
  ANNOUNCE,
  AUTHENTICATE,
  BLOB,
  checked,
  chosen,
  DISCONNECT,
  EXPERT_NAME,
  either,
  end,
  ISCONNECTED,
  NOVICE_NAME,
  noviceOpen,
  PASS,
  RESULT,
  received,
  STRANGE,
  send,
  VERIFY,
  VERSION,
  VISTA,
} from './session-init-2-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3, 3.6.5 a novice that does not know the expert’s version yet', () => {
  const open = { type: 'channel-open', heartbeat: true, noviceName: 'Ann' } as const;
  const setTimer = { type: 'set-timer', timer: 'heartbeat', ms: 30_000 };
  const clearTimer = { type: 'clear-timer', timer: 'heartbeat' };

  verifies('C107', () => {
    const { last, state } = either(open, received(VERSION));
    expect(last).toEqual([chosen(1), setTimer]);
    expect(state).toEqual({
      name: 'version-1',
      machine: { name: 'waiting-for-expert', heartbeat: true },
    });
    expect(either(noviceOpen, received(VERSION)).last).toEqual([chosen(1)]);
    expect(either(open, received(VERSION), received(AUTHENTICATE)).last).toEqual([
      { type: 'check-credentials', raConnectionString: 'string', expertBlob: BLOB },
    ]);
    expect(either(open, received(STRANGE)).last).toEqual([
      chosen(1),
      setTimer,
      send(RESULT(47)),
      clearTimer,
      end('incompatible-version'),
    ]);
    expect(either(open, received(STRANGE)).state).toEqual({
      name: 'ended',
      reason: 'incompatible-version',
    });
  });

  verifies('C045', () => {
    const { last, state } = either(open, received(VISTA));
    expect(last).toEqual([chosen(2)]);
    expect(state).toEqual({
      name: 'version-2',
      machine: { name: 'waiting-for-password', noviceName: 'Ann', encryptedPassword: PASS },
    });
    const asking = either(open, received(VISTA), received(VERIFY), checked(true));
    expect(asking.last).toEqual([send(RESULT(0)), send(NOVICE_NAME), { type: 'ask-user' }]);
    expect(asking.state).toEqual({ name: 'version-2', machine: { name: 'asking-user' } });
  });

  verifies('B16', () => {
    for (const [first, other] of [
      [VERSION, VISTA],
      [VISTA, VERSION],
      [VISTA, STRANGE],
    ] as const) {
      const { state } = either(open, received(first));
      const [next, outputs] = stepNoviceInit12(state, received(other));
      expect(next).toBe(state);
      expect(outputs).toEqual([]);
    }
  });

  it('hears nothing else while it does not know, but the end', () => {
    const { state } = either(open);
    for (const packet of [AUTHENTICATE, VERIFY, EXPERT_NAME, ISCONNECTED, RESULT(0), ANNOUNCE]) {
      const [next, outputs] = stepNoviceInit12(state, received(packet));
      expect(next).toBe(state);
      expect(outputs).toEqual([]);
    }
    expect(stepNoviceInit12(state, { type: 'user-accepts' })).toEqual([state, []]);
    expect(stepNoviceInit12(state, { type: 'timer', timer: 'heartbeat' })).toEqual([state, []]);
    expect(either(open, received(DISCONNECT)).last).toEqual([end('peer-disconnected')]);
    expect(either(open, received(RESULT(47))).last).toEqual([end('incompatible-version')]);
    expect(either(open, { type: 'link-closed' }).last).toEqual([end('link-closed')]);
    expect(either(open, { type: 'local-end' }).last).toEqual([send(DISCONNECT), end('local-end')]);
    expect(either(open, { type: 'local-end' }).state).toEqual({ name: 'ended', reason: 'local-end' });
  });

  it('ends in either version like a novice of that version, once', () => {
    for (const first of [VERSION, VISTA]) {
      const { state, last } = either(noviceOpen, received(first), { type: 'link-closed' });
      expect(last).toEqual([end('link-closed')]);
      expect(state).toEqual({ name: 'ended', reason: 'link-closed' });
      expect(stepNoviceInit12(state, { type: 'link-closed' })).toEqual([state, []]);
    }
  });

  it('beats in version 1 only', () => {
    const beat = { type: 'timer', timer: 'heartbeat' } as const;
    expect(either(open, received(VERSION), beat).last).toEqual([send(ISCONNECTED), setTimer]);
    const { state } = either(open, received(VISTA));
    expect(stepNoviceInit12(state, beat)[0]).toBe(state);
    expect(stepNoviceInit12(state, beat)[1]).toEqual([]);
  });
});
