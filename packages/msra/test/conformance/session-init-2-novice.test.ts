import { describe, expect, it } from 'vitest';
import { initialNoviceInit12State } from '../../src/session-init/novice.ts';
import { initialNoviceInit2State } from '../../src/session-init/novice-2.ts';
import {
  ANNOUNCE,
  ASKING,
  BLOB,
  CHECKING,
  CHOSEN,
  checked,
  DISCONNECT,
  either,
  end,
  NOVICE_PATHS,
  NOVICE_SESSION,
  novice,
  noviceOpen,
  PASS,
  RESULT,
  received,
  STARTING,
  send,
  VERIFY,
  VERSION,
  VISTA,
} from './session-init-2-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.6 session initialization of version 2, novice', () => {
  verifies('C106', () => {
    for (const packet of [VISTA, VERIFY, VERSION, DISCONNECT]) {
      expect(novice(received(packet)).state).toBe(initialNoviceInit2State);
      expect(either(received(packet)).state).toBe(initialNoviceInit12State);
      expect(novice(received(packet)).last).toEqual([]);
      expect(either(received(packet)).last).toEqual([]);
    }
    for (const type of ['local-end', 'link-closed'] as const) {
      expect(novice({ type }).last).toEqual([end(type)]);
      expect(either({ type }).last).toEqual([end(type)]);
      expect(either({ type }).state).toEqual({ name: 'ended', reason: type });
    }
  });

  verifies('B22', () => {
    const announced = [send(ANNOUNCE), send(VERSION)];
    expect(novice(noviceOpen).last).toEqual(announced);
    expect(novice(noviceOpen).state).toEqual({ name: 'waiting-for-expert', noviceName: undefined });
    expect(novice(noviceOpen, noviceOpen).last).toEqual([]);
    expect(either(noviceOpen).last).toEqual(announced);
    expect(either(noviceOpen).state).toEqual({
      name: 'waiting-for-version',
      heartbeat: false,
      noviceName: undefined,
    });
  });

  verifies(['C108', 'C109'], () => {
    expect(novice(...CHOSEN).last).toEqual([]);
    const { last, state } = novice(...CHECKING);
    expect(last).toEqual([{ type: 'check-credentials', encryptedPassword: PASS, expertBlob: BLOB }]);
    expect(state).toEqual({ name: 'checking-credentials', noviceName: undefined });
    // Nothing is checked before the expert has said that it is of version 2, and nothing twice.
    expect(novice(noviceOpen, received(VERIFY)).last).toEqual([]);
    expect(novice(...CHECKING, received(VERIFY)).last).toEqual([]);
    expect(novice(...CHOSEN, received(VISTA)).last).toEqual([]);
  });

  verifies(['C102', 'C111'], () => {
    expect(novice(...ASKING).last).toEqual([send(RESULT(0)), { type: 'ask-user' }]);
    expect(novice(...ASKING).state).toEqual({ name: 'asking-user' });
    expect(novice(...CHOSEN, checked(true)).last).toEqual([]);
  });

  verifies(['C103', 'C104', 'C110', 'C112'], () => {
    const { last, state } = novice(...CHECKING, checked(false));
    expect(last).toEqual([send(RESULT(61)), end('wrong-password')]);
    expect(state).toEqual({ name: 'ended', reason: 'wrong-password' });
  });

  verifies('C098', () => {
    for (const path of NOVICE_PATHS) {
      const outputs = novice(...path).outputs.flat();
      const shown = outputs.some(({ type }) => type === 'start-shadowing');
      expect(shown).toBe(path === STARTING || path === NOVICE_SESSION);
      if (path !== ASKING) expect(novice(...path, { type: 'user-accepts' }).last).toEqual([]);
      if (path !== STARTING) expect(novice(...path, { type: 'shadowing-started' }).last).toEqual([]);
    }
    expect(novice(...STARTING).last).toEqual([{ type: 'start-shadowing' }]);
    expect(novice(...STARTING).state).toEqual({ name: 'starting-shadowing' });
    expect(novice(...NOVICE_SESSION).last).toEqual([{ type: 'established' }]);
    expect(novice(...NOVICE_SESSION).state).toEqual({ name: 'session' });
  });

  verifies('B19', () => {
    expect(novice(...ASKING, { type: 'user-refuses' }).last).toEqual([send(RESULT(41)), end('user-refused')]);
    expect(novice(...STARTING, { type: 'user-refuses' }).last).toEqual([]);
    expect(novice(...CHECKING, { type: 'user-refuses' }).last).toEqual([]);
  });

  it('says 40 when the user does not answer, and 301 when the screen changes before it is seen', () => {
    expect(novice(...ASKING, { type: 'consent-timeout' }).last).toEqual([
      send(RESULT(40)),
      end('consent-timeout'),
    ]);
    expect(novice(...STARTING, { type: 'consent-timeout' }).last).toEqual([]);
    expect(novice(...STARTING, { type: 'resolution-changed' }).last).toEqual([
      send(RESULT(301)),
      end('resolution-changed'),
    ]);
    expect(novice(...ASKING, { type: 'resolution-changed' }).last).toEqual([]);
    expect(novice(...NOVICE_SESSION, { type: 'resolution-changed' }).last).toEqual([]);
  });
});
