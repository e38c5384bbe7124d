import { RESULT_CODE } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import {
  type ExpertConnectionInput,
  initialExpertConnectionState,
  stepExpertConnection,
  type TcpFailure,
} from '../../src/connection/expert.ts';
import {
  initialNoviceConnectionState,
  MAX_INCOMING,
  type NoviceConnectionInput,
  stepNoviceConnection,
} from '../../src/connection/novice.ts';
import { EXTRA_FLAGS, RDP_EXTENSIONS, supportsFastPath } from '../../src/connection/rdp-extensions.ts';
import { candidates } from '../../src/initiation/candidates.ts';
import { parseConnectionString2 } from '../../src/initiation/connection-string.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

const PAIRS = [
  { name: 'fe80::1', port: 49_228 },
  { name: '192.168.1.200', port: 49_230 },
  { name: '169.254.6.170', port: 49_231 },
];
const KEY = Uint8Array.of(0x52, 0x53, 0x41, 0x31);
const FAST = EXTRA_FLAGS.FASTPATH_OUTPUT_SUPPORTED;

const expert = (...inputs: ExpertConnectionInput[]) =>
  run(initialExpertConnectionState, stepExpertConnection, inputs);
const novice = (...inputs: NoviceConnectionInput[]) =>
  run(initialNoviceConnectionState, stepNoviceConnection, inputs);

const tcp = (attempt: number) => ({ type: 'tcp-connected', attempt }) as const;
const tcpFailed = (attempt: number, failure: TcpFailure) =>
  ({ type: 'tcp-failed', attempt, failure }) as const;
const security = (encryptionMethod: number) =>
  ({ type: 'server-security', encryptionMethod, publicKeyBlob: KEY }) as const;
const close = (attempt: number) => ({ type: 'close', attempt });
const failed = (result: number) => ({ type: 'failed', result });
const lost = { type: 'connection-lost' } as const;
const localEnd = { type: 'local-end' } as const;
const start = (version: 1 | 2 | 3) => ({ type: 'start', version, candidates: PAIRS }) as const;
const rdp = { type: 'rdp-connected', extraFlags: FAST } as const;
const up = { type: 'channels-up' } as const;

describe('[MS-RA] 3.1 connection establishment, expert', () => {
  verifies(['C057', 'C058'], () => {
    const value = parseConnectionString2(
      '<E><A KH="x" ID="y"/><C><T ID="1" SID="0"><L P="49228" N="fe80::1"/><L P="49230" N="192.168.1.200"/></T></C></E>',
    );
    const { last, state } = expert({ type: 'start', version: 2, candidates: candidates(value) });
    expect(last).toEqual([
      { type: 'connect', attempt: 0, name: 'fe80::1', port: 49_228 },
      { type: 'connect', attempt: 1, name: '192.168.1.200', port: 49_230 },
    ]);
    expect(state).toEqual({ name: 'connecting', version: 2, pending: [0, 1] });
    expect(expert({ type: 'start', version: 2, candidates: [] }).last).toEqual([failed(24)]);
  });

  verifies('C059', () => {
    const { last, state } = expert(start(2), tcpFailed(0, 'timed-out'), tcp(2));
    expect(last).toEqual([close(1), { type: 'start-rdp', attempt: 2, extensions: RDP_EXTENSIONS }]);
    expect(state).toEqual({ name: 'connecting-rdp', version: 2, attempt: 2 });
    // Whatever else succeeds afterwards is closed, in every later state.
    const paths: readonly (readonly ExpertConnectionInput[])[] = [
      [tcp(2)],
      [tcp(2), security(1)],
      [tcp(2), rdp],
      [tcp(2), rdp, up],
      [localEnd],
      [tcpFailed(1, 'refused')],
    ];
    for (const path of paths) {
      const before = expert(start(2), ...path).state;
      const [after, outputs] = stepExpertConnection(before, tcp(1));
      expect(after).toBe(before);
      expect(outputs).toEqual([close(1)]);
      if ('attempt' in before) expect(stepExpertConnection(before, tcp(2))).toEqual([before, []]);
    }
    expect(expert(tcp(0)).last).toEqual([]);
  });

  it('fails with the code of the attempt that failed last', () => {
    const codes: readonly [TcpFailure, number][] = [
      ['name-not-resolved', RESULT_CODE.SAFERROR_DNSLOOKUPFAILED],
      ['timed-out', RESULT_CODE.SAFERROR_CONNECTIONTIMEDOUT],
      ['refused', RESULT_CODE.SAFERROR_SOCKETCONNECTFAILED],
      ['host-not-found', RESULT_CODE.SAFERROR_HOSTNOTFOUND],
    ];
    expect(codes.map(([, code]) => code)).toEqual([6, 8, 9, 11]);
    for (const [failure, code] of codes) {
      const path = [start(1), tcpFailed(1, 'timed-out'), tcpFailed(0, 'refused')] as const;
      expect(expert(...path).state).toEqual({ name: 'connecting', version: 1, pending: [2] });
      expect(expert(...path).last).toEqual([]);
      expect(expert(...path, tcpFailed(2, failure)).last).toEqual([failed(code)]);
      expect(expert(...path, tcpFailed(2, failure)).state).toEqual({ name: 'ended' });
      const { state } = expert(...path);
      expect(stepExpertConnection(state, tcpFailed(1, failure))).toEqual([state, []]);
    }
  });

  verifies('C060', () => {
    expect(expert(start(2), tcp(0)).last).toEqual([
      close(1),
      close(2),
      { type: 'start-rdp', attempt: 0, extensions: RDP_EXTENSIONS },
    ]);
    expect(RDP_EXTENSIONS).toEqual({ extraFlags: 5, paddedUpdates: true, clientInfo: true });
  });

  verifies('C061', () => {
    for (const version of [1, 2, 3] as const) {
      const { last, state } = expert(start(version), tcp(1), rdp);
      const encomsp = [{ name: 'encomsp', kind: 'static' }];
      expect(last).toEqual([{ type: 'create-channels', besides: version === 1 ? [] : encomsp }]);
      expect(state).toEqual({ name: 'creating-channels', version, attempt: 1 });
      expect(expert(start(version), tcp(1), rdp, up).last).toEqual([{ type: 'begin-session-init', version }]);
      expect(expert(start(version), tcp(1), rdp, up).state).toEqual({ name: 'connected', attempt: 1 });
    }
    expect(expert(start(2), tcp(1), up).last).toEqual([]);
    expect(expert(start(2), rdp).last).toEqual([]);
    expect(expert(start(2), tcp(1), rdp, rdp).last).toEqual([]);
  });

  verifies('B20', () => {
    const matches = (value: boolean) => ({ type: 'key-checked', matches: value }) as const;
    for (const version of [2, 3] as const) {
      const { last, state } = expert(start(version), tcp(1), security(1));
      expect(last).toEqual([{ type: 'check-key', publicKeyBlob: KEY }]);
      expect(state).toEqual({ name: 'checking-key', version, attempt: 1 });
      expect(expert(start(version), tcp(1), security(1), matches(false)).last).toEqual([
        close(1),
        failed(RESULT_CODE.SAFERROR_MISMATCHPARMS),
      ]);
      const right = expert(start(version), tcp(1), security(1), matches(true));
      expect(right.last).toEqual([{ type: 'continue-rdp' }]);
      expect(right.state).toEqual({ name: 'connecting-rdp', version, attempt: 1 });
      // RDP goes no further before the key is checked.
      expect(expert(start(version), tcp(1), security(1), rdp).last).toEqual([]);
      expect(expert(start(version), tcp(1), security(0)).last).toEqual([{ type: 'continue-rdp' }]);
      expect(expert(start(version), tcp(1), matches(false)).last).toEqual([]);
      expect(expert(start(version), tcp(1), security(1), security(0)).last).toEqual([]);
      expect(expert(start(version), tcp(1), rdp, security(1)).last).toEqual([]);
    }
    // String 1 names no key to check.
    expect(expert(start(1), tcp(1), security(1)).last).toEqual([{ type: 'continue-rdp' }]);
  });

  it('ends in every state, and leaves no connection open', () => {
    const user = failed(RESULT_CODE.SAFERROR_LOCALNOTERROR);
    const gone = failed(RESULT_CODE.SAFERROR_SOCKETCONNECTFAILED);
    expect(expert(localEnd).last).toEqual([user]);
    expect(expert(start(2), localEnd).last).toEqual([close(0), close(1), close(2), user]);
    expect(expert(start(2), lost).last).toEqual([]);
    for (const path of [[tcp(1)], [tcp(1), security(1)], [tcp(1), rdp]] as const) {
      expect(expert(start(2), ...path, localEnd).last).toEqual([close(1), user]);
      expect(expert(start(2), ...path, lost).last).toEqual([gone]);
    }
    expect(expert(start(2), tcp(1), rdp, up, localEnd).last).toEqual([close(1)]);
    expect(expert(start(2), tcp(1), rdp, up, lost).last).toEqual([{ type: 'link-closed' }]);
    expect(expert(start(2), tcp(1), rdp, up, lost, lost).last).toEqual([]);
    expect(expert(start(2), tcp(1), rdp, up, start(2)).last).toEqual([]);
  });
});

const listen = { type: 'start', addresses: PAIRS } as const;
const listening = (listener: number) => ({ type: 'listening', listener }) as const;
const listenFailed = (listener: number) => ({ type: 'listen-failed', listener }) as const;
const accepted = (connection: number) => ({ type: 'accepted', connection }) as const;
const rdpOn = (connection: number, extraFlags: number = FAST) =>
  ({ type: 'rdp-connected', connection, extraFlags }) as const;
const lostOn = (connection: number) => ({ type: 'connection-lost', connection }) as const;
const stop = (listener: number) => ({ type: 'stop-listening', listener });
const closeOn = (connection: number) => ({ type: 'close', connection });
const LISTENING = [listen, listening(0), listenFailed(1), listening(2)] as const;

describe('[MS-RA] 3.2 connection establishment, novice', () => {
  it('listens on every pair and gives the string out when it knows which ones are up', () => {
    expect(novice(listen).last).toEqual(
      PAIRS.map((pair, listener) => ({ type: 'listen', listener, ...pair })),
    );
    expect(novice(listen).state).toEqual({ name: 'opening-listeners', pending: [0, 1, 2], up: [] });
    expect(novice(listen, listening(2), listening(2)).last).toEqual([]);
    expect(novice(listen, listening(2)).state).toEqual({
      name: 'opening-listeners',
      pending: [0, 1],
      up: [2],
    });
    expect(novice(...LISTENING).last).toEqual([{ type: 'publish', listeners: [0, 2] }]);
    expect(novice(...LISTENING).state).toEqual({ name: 'listening', listeners: [0, 2], incoming: [] });
    const none = failed(RESULT_CODE.SAFERROR_WINSOCK_FAILED);
    expect(novice(listen, listenFailed(0), listenFailed(1), listenFailed(2)).last).toEqual([none]);
    expect(novice({ type: 'start', addresses: [] }).last).toEqual([none]);
  });

  verifies('C062', () => {
    const { last, state } = novice(...LISTENING, accepted(7));
    expect(last).toEqual([{ type: 'start-rdp', connection: 7, extensions: RDP_EXTENSIONS }]);
    expect(state).toEqual({ name: 'listening', listeners: [0, 2], incoming: [7] });
    expect(novice(...LISTENING, accepted(7), accepted(7)).last).toEqual([]);
  });

  verifies('C063', () => {
    const { last, state } = novice(...LISTENING, accepted(7), accepted(8), accepted(9), rdpOn(8));
    expect(last).toEqual([closeOn(7), closeOn(9), { type: 'create-channels', connection: 8 }]);
    expect(state).toEqual({ name: 'creating-channels', listeners: [0, 2], connection: 8 });
    const done = novice(...LISTENING, accepted(8), rdpOn(8), up);
    expect(done.last).toEqual([stop(0), stop(2), { type: 'begin-session-init' }]);
    expect(done.state).toEqual({ name: 'connected', connection: 8 });
    expect(novice(...LISTENING, accepted(8), up).last).toEqual([]);
    expect(novice(...LISTENING, rdpOn(8)).last).toEqual([]);
  });

  it('forgets the connections that an expert gives up again', () => {
    const path = [...LISTENING, accepted(7), accepted(8)] as const;
    expect(novice(...path, lostOn(7)).state).toEqual({
      name: 'listening',
      listeners: [0, 2],
      incoming: [8],
    });
    const { state } = novice(...path);
    expect(stepNoviceConnection(state, lostOn(9))).toEqual([state, []]);
    const again = novice(...path, rdpOn(8), lostOn(8));
    expect(again.last).toEqual([]);
    expect(again.state).toEqual({ name: 'listening', listeners: [0, 2], incoming: [] });
    const creating = novice(...path, rdpOn(8)).state;
    expect(stepNoviceConnection(creating, lostOn(7))).toEqual([creating, []]);
  });

  it('closes whoever comes when nobody is wanted', () => {
    for (const path of [
      [listen],
      [...LISTENING, accepted(8), rdpOn(8)],
      [...LISTENING, accepted(8), rdpOn(8), up],
      [localEnd],
    ] as const) {
      const { state } = novice(...path);
      expect(stepNoviceConnection(state, accepted(99))).toEqual([state, [closeOn(99)]]);
    }
    const many = Array.from({ length: MAX_INCOMING }, (_, i) => accepted(i));
    expect(novice(...LISTENING, ...many).last[0]?.type).toBe('start-rdp');
    expect(novice(...LISTENING, ...many, accepted(99)).last).toEqual([closeOn(99)]);
    expect(novice(localEnd, listening(1)).last).toEqual([stop(1)]);
    expect(novice(...LISTENING, listening(1)).last).toEqual([]);
  });

  it('ends in every state, and leaves nothing open', () => {
    const user = failed(RESULT_CODE.SAFERROR_STOPLISTENBYUSER);
    expect(novice(localEnd).last).toEqual([failed(RESULT_CODE.SAFERROR_LOCALNOTERROR)]);
    expect(novice(listen, listening(1), localEnd).last).toEqual([stop(1), stop(0), stop(2), user]);
    expect(novice(...LISTENING, accepted(7), localEnd).last).toEqual([stop(0), stop(2), closeOn(7), user]);
    expect(novice(...LISTENING, accepted(7), rdpOn(7), localEnd).last).toEqual([
      stop(0),
      stop(2),
      closeOn(7),
      user,
    ]);
    const connected = [...LISTENING, accepted(7), rdpOn(7), up] as const;
    expect(novice(...connected, localEnd).last).toEqual([closeOn(7)]);
    expect(novice(...connected, lostOn(7)).last).toEqual([{ type: 'link-closed' }]);
    expect(novice(...connected, lostOn(7)).state).toEqual({ name: 'ended' });
    const { state } = novice(...connected);
    expect(stepNoviceConnection(state, lostOn(8))).toEqual([state, []]);
    expect(novice(...connected, lostOn(7), listen).last).toEqual([]);
  });
});

describe('[MS-RA] 3.3 fast-path output', () => {
  verifies('C065', () => {
    expect(EXTRA_FLAGS).toEqual({ FASTPATH_OUTPUT_SUPPORTED: 0x0001, LONG_CREDENTIALS_SUPPORTED: 0x0004 });
    expect(supportsFastPath(RDP_EXTENSIONS.extraFlags)).toBe(true);
    expect(supportsFastPath(EXTRA_FLAGS.LONG_CREDENTIALS_SUPPORTED)).toBe(false);
    const without = { type: 'rdp-connected', extraFlags: 0xfffe } as const;
    expect(expert(start(1), tcp(0), without).last).toEqual([
      close(0),
      failed(RESULT_CODE.SAFERROR_RCPROTOCOLERROR),
    ]);
    const refused = novice(...LISTENING, accepted(7), accepted(8), rdpOn(7, 0xfffe));
    expect(refused.last).toEqual([closeOn(7)]);
    expect(refused.state).toEqual({ name: 'listening', listeners: [0, 2], incoming: [8] });
  });
});
