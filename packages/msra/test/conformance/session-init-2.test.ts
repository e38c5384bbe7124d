import { CTL, type CtlPacket } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import {
  type ExpertInit2Input,
  initialExpertInit2State,
  stepExpertInit2,
} from '../../src/session-init/expert-2.ts';
import {
  initialNoviceInit12State,
  type NoviceInit12Input,
  stepNoviceInit12,
} from '../../src/session-init/novice.ts';
import {
  initialNoviceInit2State,
  type NoviceInit2Input,
  stepNoviceInit2,
} from '../../src/session-init/novice-2.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

const PASS = new Uint8Array(32).fill(7);
const BLOB = '9;NAME=John';
const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
const VERSION: CtlPacket = { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 };
const STRANGE: CtlPacket = { name: 'VERSIONINFO', versionMajor: 9, versionMinor: 9 };
const VISTA: CtlPacket = { name: 'EXPERT_ON_VISTA', encryptedPassword: PASS };
const VERIFY: CtlPacket = { name: 'VERIFY_PASSWORD', expertBlob: BLOB };
const NOVICE_NAME: CtlPacket = { name: 'RANOVICE_NAME', noviceName: 'Ann' };
const EXPERT_NAME: CtlPacket = { name: 'RAEXPERT_NAME', expertName: 'John' };
const AUTHENTICATE: CtlPacket = { name: 'AUTHENTICATE', raConnectionString: 'string', expertBlob: BLOB };
const RESULT = (result: number): CtlPacket => ({ name: 'RESULT', result });
const DISCONNECT: CtlPacket = { name: 'DISCONNECT' };
const ISCONNECTED: CtlPacket = { name: 'ISCONNECTED' };

const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
const send = (packet: CtlPacket) => ({ type: 'send', packet });
const end = (reason: string) => ({ type: 'terminate', reason });
const chosen = (version: number) => ({ type: 'version-chosen', version });
const checked = (valid: boolean) => ({ type: 'credentials-checked', valid }) as const;

const expert = (...inputs: ExpertInit2Input[]) => run(initialExpertInit2State, stepExpertInit2, inputs);
const novice = (...inputs: NoviceInit2Input[]) => run(initialNoviceInit2State, stepNoviceInit2, inputs);
const either = (...inputs: NoviceInit12Input[]) => run(initialNoviceInit12State, stepNoviceInit12, inputs);

const expertOpen = { type: 'channel-open', encryptedPassword: PASS, expertBlob: BLOB } as const;
const VERIFYING = [expertOpen, received(ANNOUNCE)] as const;
const WAITING = [...VERIFYING, received(RESULT(0))] as const;
const EXPERT_SESSION = [...WAITING, { type: 'view-begins' }] as const;
const SHADOWING = [...VERIFYING, { type: 'view-begins' }] as const;
const EXPERT_PATHS = [[expertOpen], VERIFYING, SHADOWING, WAITING, EXPERT_SESSION] as const;

const noviceOpen = { type: 'channel-open' } as const;
const CHOSEN = [noviceOpen, received(VISTA)] as const;
const CHECKING = [...CHOSEN, received(VERIFY)] as const;
const ASKING = [...CHECKING, checked(true)] as const;
const STARTING = [...ASKING, { type: 'user-accepts' }] as const;
const NOVICE_SESSION = [...STARTING, { type: 'shadowing-started' }] as const;
const NOVICE_PATHS = [[noviceOpen], CHOSEN, CHECKING, ASKING, STARTING, NOVICE_SESSION] as const;

/** Packets of versions 1 and 3. */
const OF_OTHER_VERSIONS: readonly CtlPacket[] = [
  AUTHENTICATE,
  { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: 'string' },
  ISCONNECTED,
  { name: 'TOKEN', token: new Uint8Array(20) },
];

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
