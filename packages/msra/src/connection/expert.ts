// [MS-RA] 3.1 Connection establishment, expert side: every address of the connection string is tried, the first TCP
// connection that succeeds is used, RDP is run on it with the changes of 2.2.7, then the channels are made.

import type { Version } from '../channels.ts';
import type { Candidate } from '../initiation/candidates.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import { channelsBesides, type VirtualChannel } from '../transport/virtual-channels.ts';
import { RDP_EXTENSIONS, type RdpExtensions, supportsFastPath } from './rdp-extensions.ts';

/** A state of the expert's connection. `attempt` is the place of a candidate in the connection string. */
export type ExpertConnectionState =
  | { readonly name: 'idle' }
  /** TCP attempts are under way. */
  | { readonly name: 'connecting'; readonly version: Version; readonly pending: readonly number[] }
  /** RDP is being connected on the one that was first. */
  | { readonly name: 'connecting-rdp'; readonly version: Version; readonly attempt: number }
  /** The novice's public key is being compared with the connection string. */
  | { readonly name: 'checking-key'; readonly version: Version; readonly attempt: number }
  /** RDP is connected; the channels are being made. */
  | { readonly name: 'creating-channels'; readonly version: Version; readonly attempt: number }
  /** The remote assistance connection exists. */
  | { readonly name: 'connected'; readonly attempt: number }
  | { readonly name: 'ended' };

/** Why a TCP attempt failed. */
export type TcpFailure = 'name-not-resolved' | 'timed-out' | 'refused' | 'host-not-found';

/** What can happen to the expert's connection. */
export type ExpertConnectionInput =
  /** `candidates` are all pairs of the connection string; `version` is chosen by how the string came (3). */
  | {
      readonly type: 'start';
      readonly version: Version;
      readonly candidates: readonly Candidate[];
    }
  | { readonly type: 'tcp-connected'; readonly attempt: number }
  | { readonly type: 'tcp-failed'; readonly attempt: number; readonly failure: TcpFailure }
  /**
   * TS_UD_SC_SEC1 came, with the public key blob of the server's certificate where it has one;
   * RDP waits for `continue-rdp`.
   */
  | {
      readonly type: 'server-security';
      readonly encryptionMethod: number;
      readonly publicKeyBlob: Uint8Array;
    }
  /** The answer to `check-key`. */
  | { readonly type: 'key-checked'; readonly matches: boolean }
  /** RDP is connected; `extraFlags` are those of the novice's general capability set. */
  | { readonly type: 'rdp-connected'; readonly extraFlags: number }
  /** All channels of the start are up. */
  | { readonly type: 'channels-up' }
  /** The connection that is used is gone. */
  | { readonly type: 'connection-lost' }
  /** The expert's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type ExpertConnectionOutput =
  /** Try a TCP connection, then feed `tcp-connected` or `tcp-failed`. */
  | ({ readonly type: 'connect'; readonly attempt: number } & Candidate)
  /** Give an attempt up, or close its connection. */
  | { readonly type: 'close'; readonly attempt: number }
  | { readonly type: 'start-rdp'; readonly attempt: number; readonly extensions: RdpExtensions }
  /** Compare the key with KH, or KH2 where there is one ([MS-RAI] 2.2.2: `checkKeyHash`); answer with `key-checked`. */
  | { readonly type: 'check-key'; readonly publicKeyBlob: Uint8Array }
  | { readonly type: 'continue-rdp' }
  /** Make the channels of the start, and these besides. */
  | { readonly type: 'create-channels'; readonly besides: readonly VirtualChannel[] }
  /** Begin session initialization in this version. Comes once. */
  | { readonly type: 'begin-session-init'; readonly version: Version }
  /** The connection is gone after session initialization began. */
  | { readonly type: 'link-closed' }
  /** There will be no connection; `result` is a code of 2.2.6 for this side's own use. Comes once. */
  | { readonly type: 'failed'; readonly result: number };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertConnectionStep = readonly [ExpertConnectionState, readonly ExpertConnectionOutput[]];

/** Before the connection string is used. */
export const initialExpertConnectionState: ExpertConnectionState = { name: 'idle' };

const ENDED: ExpertConnectionState = { name: 'ended' };

const FAILURES: Readonly<Record<TcpFailure, number>> = {
  'name-not-resolved': RESULT_CODE.SAFERROR_DNSLOOKUPFAILED,
  'timed-out': RESULT_CODE.SAFERROR_CONNECTIONTIMEDOUT,
  refused: RESULT_CODE.SAFERROR_SOCKETCONNECTFAILED,
  'host-not-found': RESULT_CODE.SAFERROR_HOSTNOTFOUND,
};

/**
 * One step of the expert's connection.
 * INVARIANT: at most one TCP connection is in use, and every other that comes up is closed.
 */
export function stepExpertConnection(
  state: ExpertConnectionState,
  input: ExpertConnectionInput,
): ExpertConnectionStep {
  switch (state.name) {
    case 'idle':
      return whileIdle(state, input);
    case 'connecting':
      return whileConnecting(state, input);
    case 'connecting-rdp':
    case 'checking-key':
    case 'creating-channels':
      return whileUsing(state, input);
    case 'connected':
      return whileConnected(state, input);
    case 'ended':
      return late(state, input);
  }
}

function whileIdle(state: ExpertConnectionState, input: ExpertConnectionInput): ExpertConnectionStep {
  if (input.type === 'local-end') return fail(RESULT_CODE.SAFERROR_LOCALNOTERROR);
  if (input.type !== 'start') return [state, []];
  const { version, candidates } = input;
  if (candidates.length === 0) return fail(RESULT_CODE.SAFERROR_INVALIDPARAMETERSTRING);
  return [
    { name: 'connecting', version, pending: [...candidates.keys()] },
    candidates.map(({ name, port }, attempt) => ({ type: 'connect', attempt, name, port })),
  ];
}

type Connecting = Extract<ExpertConnectionState, { name: 'connecting' }>;

function whileConnecting(state: Connecting, input: ExpertConnectionInput): ExpertConnectionStep {
  const { version, pending } = state;
  switch (input.type) {
    case 'tcp-connected': {
      const { attempt } = input;
      if (!pending.includes(attempt)) return [state, [close(attempt)]];
      return [
        { name: 'connecting-rdp', version, attempt },
        [
          ...pending.filter(other => other !== attempt).map(close),
          { type: 'start-rdp', attempt, extensions: RDP_EXTENSIONS },
        ],
      ];
    }
    case 'tcp-failed': {
      const left = pending.filter(attempt => attempt !== input.attempt);
      if (left.length === pending.length) return [state, []];
      // The last to fail had the most time to say why.
      return left.length === 0 ? fail(FAILURES[input.failure]) : [{ ...state, pending: left }, []];
    }
    case 'local-end':
      return fail(RESULT_CODE.SAFERROR_LOCALNOTERROR, pending);
    default:
      return [state, []];
  }
}

type Using = Extract<
  ExpertConnectionState,
  { name: 'connecting-rdp' | 'checking-key' | 'creating-channels' }
>;

function whileUsing(state: Using, input: ExpertConnectionInput): ExpertConnectionStep {
  const { version, attempt } = state;
  switch (input.type) {
    case 'server-security':
      if (state.name !== 'connecting-rdp') return [state, []];
      // 3.5.5: connection string 2 names the key of a server that encrypts by itself; others prove theirs by TLS.
      if (version === 1 || input.encryptionMethod === 0) return [state, [{ type: 'continue-rdp' }]];
      return [
        { name: 'checking-key', version, attempt },
        [{ type: 'check-key', publicKeyBlob: input.publicKeyBlob }],
      ];
    case 'key-checked':
      if (state.name !== 'checking-key') return [state, []];
      if (!input.matches) return fail(RESULT_CODE.SAFERROR_MISMATCHPARMS, [attempt]);
      return [{ name: 'connecting-rdp', version, attempt }, [{ type: 'continue-rdp' }]];
    case 'rdp-connected':
      if (state.name !== 'connecting-rdp') return [state, []];
      if (!supportsFastPath(input.extraFlags)) return fail(RESULT_CODE.SAFERROR_RCPROTOCOLERROR, [attempt]);
      return [
        { name: 'creating-channels', version, attempt },
        [{ type: 'create-channels', besides: channelsBesides(version) }],
      ];
    case 'channels-up':
      if (state.name !== 'creating-channels') return [state, []];
      return [{ name: 'connected', attempt }, [{ type: 'begin-session-init', version }]];
    case 'connection-lost':
      return fail(RESULT_CODE.SAFERROR_SOCKETCONNECTFAILED);
    case 'local-end':
      return fail(RESULT_CODE.SAFERROR_LOCALNOTERROR, [attempt]);
    default:
      return late(state, input);
  }
}

type Connected = Extract<ExpertConnectionState, { name: 'connected' }>;

function whileConnected(state: Connected, input: ExpertConnectionInput): ExpertConnectionStep {
  switch (input.type) {
    case 'connection-lost':
      return [ENDED, [{ type: 'link-closed' }]];
    case 'local-end':
      return [ENDED, [close(state.attempt)]];
    default:
      return late(state, input);
  }
}

/** An attempt that succeeds when another is in use, or none is wanted any more, is closed. */
function late(state: ExpertConnectionState, input: ExpertConnectionInput): ExpertConnectionStep {
  if (input.type !== 'tcp-connected') return [state, []];
  if ('attempt' in state && state.attempt === input.attempt) return [state, []];
  return [state, [close(input.attempt)]];
}

function fail(result: number, open: readonly number[] = []): ExpertConnectionStep {
  return [ENDED, [...open.map(close), { type: 'failed', result }]];
}

function close(attempt: number): ExpertConnectionOutput {
  return { type: 'close', attempt };
}
