import { type CtlPacket } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { type NoviceInit1Input, stepNoviceInit1 } from '../../src/session-init/novice-1.ts';
import {
  ANNOUNCE,
  ASKING,
  AUTHENTICATE,
  BEGUN,
  BLOB,
  beating,
  CHECKED,
  CHECKING,
  clearTimer,
  DISCONNECT,
  end,
  expert,
  expertOpen,
  ISCONNECTED,
  NOVICE_PATHS,
  NOVICE_SESSION,
  novice,
  noviceOpen,
  OTHER_VERSIONS,
  REQUEST,
  RESULT,
  received,
  STARTING,
  STRING,
  send,
  setTimer,
  timer,
  VERIFYING,
  VERSION,
} from './session-init-1-steps.ts';
import { verifies } from './verifies.ts';

describe('[MS-RA] 3.4 session initialization of version 1, novice', () => {
  verifies('C083', () => {
    const { state } = novice();
    for (const packet of [VERSION, AUTHENTICATE, REQUEST, RESULT(47), DISCONNECT]) {
      expect(stepNoviceInit1(state, received(packet))).toEqual([state, []]);
    }
    for (const type of ['user-accepts', 'user-refuses', 'consent-timeout', 'shadowing-started'] as const) {
      expect(stepNoviceInit1(state, { type })[0]).toBe(state);
    }
    expect(novice({ type: 'local-end' }).last).toEqual([end('local-end')]);
    expect(novice({ type: 'link-closed' }).last).toEqual([end('link-closed')]);
  });

  verifies('C084', () => {
    expect(novice(noviceOpen).last).toEqual([send(ANNOUNCE), send(VERSION)]);
    expect(novice(noviceOpen).state).toEqual({ name: 'waiting-for-expert', heartbeat: false });
    expect(novice(noviceOpen, noviceOpen).last).toEqual([]);
  });

  verifies(['C085', 'C086'], () => {
    expect(novice(noviceOpen, received(VERSION)).last).toEqual([]);
    for (const other of OTHER_VERSIONS) {
      const { last, state } = novice(noviceOpen, received(other));
      expect(last).toEqual([send(RESULT(47)), end('incompatible-version')]);
      expect(state).toEqual({ name: 'ended', reason: 'incompatible-version' });
    }
  });

  it('ends when the expert does not like its version', () => {
    for (const code of [47, 0x8000_4005]) {
      for (const path of NOVICE_PATHS) {
        expect(novice(...path, received(RESULT(code))).last).toEqual([end('incompatible-version')]);
      }
    }
    for (const path of NOVICE_PATHS) expect(novice(...path, received(RESULT(0))).last).toEqual([]);
  });

  verifies(['C087', 'C088', 'C090'], () => {
    const { last, state } = novice(...CHECKING);
    expect(last).toEqual([{ type: 'check-credentials', raConnectionString: STRING, expertBlob: BLOB }]);
    expect(state).toEqual({ name: 'checking-credentials', heartbeat: false });
    // Nothing is answered and nothing is asked before the driver knows.
    for (const packet of [AUTHENTICATE, REQUEST]) {
      expect(novice(...CHECKING, received(packet)).last).toEqual([]);
    }
    // An expert that says no version before its proof is heard too.
    expect(novice(noviceOpen, received(AUTHENTICATE)).state.name).toBe('checking-credentials');
  });

  verifies(['C074', 'C091'], () => {
    expect(novice(...CHECKED).last).toEqual([send(RESULT(0))]);
    expect(novice(...CHECKED).state).toEqual({ name: 'waiting-for-request', heartbeat: false });
  });

  verifies(['C075', 'C077', 'C089', 'C092'], () => {
    const { last, state } = novice(...CHECKING, { type: 'credentials-checked', valid: false });
    expect(last).toEqual([send(RESULT(26)), end('wrong-password')]);
    expect(state).toEqual({ name: 'ended', reason: 'wrong-password' });
    expect(novice(noviceOpen, { type: 'credentials-checked', valid: true }).last).toEqual([]);
  });

  verifies('C093', () => {
    expect(novice(...ASKING).last).toEqual([{ type: 'ask-user' }]);
    expect(novice(...ASKING).state).toEqual({ name: 'asking-user', heartbeat: false });
    expect(novice(...STARTING).last).toEqual([{ type: 'start-shadowing' }]);
    expect(novice(...STARTING).state).toEqual({ name: 'starting-shadowing', heartbeat: false });
    expect(novice(...NOVICE_SESSION).last).toEqual([send(RESULT(0)), { type: 'established' }]);
    expect(novice(...NOVICE_SESSION).state).toEqual({ name: 'session', heartbeat: false });
    for (const path of [[noviceOpen], CHECKING, CHECKED] as const) {
      expect(novice(...path, { type: 'user-accepts' }).last).toEqual([]);
      expect(novice(...path, { type: 'shadowing-started' }).last).toEqual([]);
    }
    expect(novice(...ASKING, { type: 'shadowing-started' }).last).toEqual([]);
  });

  verifies('B17', () => {
    const other: CtlPacket = { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: 'something else' };
    expect(novice(...CHECKED, received(other)).last).toEqual([{ type: 'ask-user' }]);
  });

  verifies('C064', () => {
    for (const path of NOVICE_PATHS) {
      const outputs = novice(...path).outputs.flat();
      const shown = outputs.some(({ type }) => type === 'start-shadowing');
      const packets = path.flatMap(input => (input.type === 'received' ? [input.packet.name] : []));
      expect(shown).toBe(path === STARTING || path === NOVICE_SESSION);
      if (shown) expect(packets).toEqual(['VERSIONINFO', 'AUTHENTICATE', 'REMOTE_CONTROL_DESKTOP']);
    }
    for (const path of [[expertOpen], BEGUN, VERIFYING] as const) {
      expect(expert(...path, { type: 'view-begins' }).last).toEqual([]);
    }
  });

  it('says 40 when the user does not answer, and 301 when the screen changes before it is seen', () => {
    expect(novice(...ASKING, { type: 'consent-timeout' }).last).toEqual([
      send(RESULT(40)),
      end('consent-timeout'),
    ]);
    expect(novice(...STARTING, { type: 'resolution-changed' }).last).toEqual([
      send(RESULT(301)),
      end('resolution-changed'),
    ]);
    expect(novice(...STARTING, { type: 'consent-timeout' }).last).toEqual([]);
    expect(novice(...STARTING, { type: 'user-refuses' }).last).toEqual([]);
    expect(novice(...ASKING, { type: 'resolution-changed' }).last).toEqual([]);
    expect(novice(...NOVICE_SESSION, { type: 'resolution-changed' }).last).toEqual([]);
  });

  verifies(['C082', 'C094'], () => {
    expect(novice(...beating([noviceOpen])).last).toEqual([send(ANNOUNCE), send(VERSION), setTimer]);
    for (const path of NOVICE_PATHS) {
      const { state, last } = novice(...beating<NoviceInit1Input>(path), timer);
      expect(last).toEqual([send(ISCONNECTED), setTimer]);
      expect(state).toEqual({ ...novice(...path).state, heartbeat: true });
      expect(novice(...beating<NoviceInit1Input>(path), { type: 'local-end' }).last).toEqual([
        send(DISCONNECT),
        clearTimer,
        end('local-end'),
      ]);
      expect(novice(...path, timer).last).toEqual([]);
    }
  });
});
