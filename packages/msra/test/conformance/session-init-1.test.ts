import type { CtlPacket } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { CTL } from '../../src/index.ts';
import {
  type ExpertInit1Input,
  initialExpertInit1State,
  stepExpertInit1,
} from '../../src/session-init/expert-1.ts';
import {
  initialNoviceInit1State,
  type NoviceInit1Input,
  stepNoviceInit1,
} from '../../src/session-init/novice-1.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

const STRING = '65538,1,172.31.243.138:3389,*,id,*,*,parms';
const BLOB = '9;NAME=John';
const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
const VERSION: CtlPacket = { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 };
const OTHER_VERSIONS: readonly CtlPacket[] = [
  { name: 'VERSIONINFO', versionMajor: 2, versionMinor: 2 },
  { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 1 },
];
const AUTHENTICATE: CtlPacket = { name: 'AUTHENTICATE', raConnectionString: STRING, expertBlob: BLOB };
const REQUEST: CtlPacket = { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: STRING };
const RESULT = (result: number): CtlPacket => ({ name: 'RESULT', result });
const DISCONNECT: CtlPacket = { name: 'DISCONNECT' };
const ISCONNECTED: CtlPacket = { name: 'ISCONNECTED' };

const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
const send = (packet: CtlPacket) => ({ type: 'send', packet });
const end = (reason: string) => ({ type: 'terminate', reason });
const timer = { type: 'timer', timer: 'heartbeat' } as const;
const setTimer = { type: 'set-timer', timer: 'heartbeat', ms: 30_000 };
const clearTimer = { type: 'clear-timer', timer: 'heartbeat' };

const expert = (...inputs: ExpertInit1Input[]) => run(initialExpertInit1State, stepExpertInit1, inputs);
const novice = (...inputs: NoviceInit1Input[]) => run(initialNoviceInit1State, stepNoviceInit1, inputs);

/** The way to every state that has a channel. */
const expertOpen = { type: 'channel-open', raConnectionString: STRING, expertBlob: BLOB } as const;
const BEGUN = [expertOpen, received(ANNOUNCE)] as const;
const VERIFYING = [...BEGUN, received(VERSION)] as const;
const WAITING = [...VERIFYING, received(RESULT(0))] as const;
const SHADOWING = [...WAITING, { type: 'view-begins' }] as const;
const EXPERT_SESSION = [...SHADOWING, received(RESULT(0))] as const;
const EXPERT_PATHS = [[expertOpen], BEGUN, VERIFYING, WAITING, SHADOWING, EXPERT_SESSION] as const;

const noviceOpen = { type: 'channel-open' } as const;
const CHECKING = [noviceOpen, received(VERSION), received(AUTHENTICATE)] as const;
const CHECKED = [...CHECKING, { type: 'credentials-checked', valid: true }] as const;
const ASKING = [...CHECKED, received(REQUEST)] as const;
const STARTING = [...ASKING, { type: 'user-accepts' }] as const;
const NOVICE_SESSION = [...STARTING, { type: 'shadowing-started' }] as const;
const NOVICE_PATHS = [[noviceOpen], CHECKING, CHECKED, ASKING, STARTING, NOVICE_SESSION] as const;

/** Paths with the heartbeat on instead of off. */
function beating<I extends { readonly type: string }>(path: readonly I[]): I[] {
  return path.map(input => (input.type === 'channel-open' ? { ...input, heartbeat: true } : input));
}

/** Every packet whose declaration names other versions than 1. */
const OF_OTHER_VERSIONS: readonly CtlPacket[] = [
  { name: 'VERIFY_PASSWORD', expertBlob: BLOB },
  { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) },
  { name: 'RANOVICE_NAME', noviceName: 'Ann' },
  { name: 'RAEXPERT_NAME', expertName: 'John' },
  { name: 'TOKEN', token: new Uint8Array(20) },
];

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
