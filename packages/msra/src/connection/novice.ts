// [MS-RA] 3.2 Connection establishment, novice side: it listens on every address, gives its connection string out,
// runs RDP with the changes of 2.2.7 on what comes in, and makes the channels with the first that gets so far.
// An expert tries all addresses at once and keeps one connection, so that several may come in and most go again.

import type { Candidate } from '../initiation/candidates.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import { RDP_EXTENSIONS, type RdpExtensions, supportsFastPath } from './rdp-extensions.ts';

/** Connections on which RDP may be under way at once; more are closed as they come. */
export const MAX_INCOMING = 16;

/** A state of the novice's connection. Listeners and connections are numbers: the listener's is its address's place. */
export type NoviceConnectionState =
  | { readonly name: 'idle' }
  /** Listeners are being opened; `up` are those that are. */
  | {
      readonly name: 'opening-listeners';
      readonly pending: readonly number[];
      readonly up: readonly number[];
    }
  /** The connection string is out; RDP is under way on `incoming`. */
  | {
      readonly name: 'listening';
      readonly listeners: readonly number[];
      readonly incoming: readonly number[];
    }
  /** One connection has RDP; its channels are being made. */
  | {
      readonly name: 'creating-channels';
      readonly listeners: readonly number[];
      readonly connection: number;
    }
  /** The remote assistance connection exists; nobody else is listened to. */
  | { readonly name: 'connected'; readonly connection: number }
  | { readonly name: 'ended' };

/** What can happen to the novice's connection. */
export type NoviceConnectionInput =
  /** Listen on all these addresses and ports. */
  | { readonly type: 'start'; readonly addresses: readonly Candidate[] }
  | { readonly type: 'listening'; readonly listener: number }
  | { readonly type: 'listen-failed'; readonly listener: number }
  /** A TCP connection came in; the driver numbers them. */
  | { readonly type: 'accepted'; readonly connection: number }
  /** RDP is connected; `extraFlags` are those of the expert's general capability set. */
  | { readonly type: 'rdp-connected'; readonly connection: number; readonly extraFlags: number }
  /** All channels of the start are up. */
  | { readonly type: 'channels-up' }
  /** A connection is gone. */
  | { readonly type: 'connection-lost'; readonly connection: number }
  /** The novice's side ends: its user, the end of the invitation's time ([MS-RAI] 6, DtLength), or anything else. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type NoviceConnectionOutput =
  /** Open a listener, then feed `listening` or `listen-failed`. */
  | ({ readonly type: 'listen'; readonly listener: number } & Candidate)
  /** Make the connection string from these listeners and give it out ([MS-RAI], [MS-RAIOP]). Comes once. */
  | { readonly type: 'publish'; readonly listeners: readonly number[] }
  | { readonly type: 'stop-listening'; readonly listener: number }
  | { readonly type: 'start-rdp'; readonly connection: number; readonly extensions: RdpExtensions }
  | { readonly type: 'close'; readonly connection: number }
  /** Make the channels of the start on this connection. */
  | { readonly type: 'create-channels'; readonly connection: number }
  /** Begin session initialization. Comes once. */
  | { readonly type: 'begin-session-init' }
  /** The connection is gone after session initialization began. */
  | { readonly type: 'link-closed' }
  /** There will be no connection; `result` is a code of 2.2.6 for this side's own use. Comes once. */
  | { readonly type: 'failed'; readonly result: number };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceConnectionStep = readonly [NoviceConnectionState, readonly NoviceConnectionOutput[]];

/** Before anybody is invited. */
export const initialNoviceConnectionState: NoviceConnectionState = { name: 'idle' };

const ENDED: NoviceConnectionState = { name: 'ended' };

/** One step of the novice's connection. */
export function stepNoviceConnection(
  state: NoviceConnectionState,
  input: NoviceConnectionInput,
): NoviceConnectionStep {
  switch (state.name) {
    case 'idle':
      return whileIdle(state, input);
    case 'opening-listeners':
      return whileOpening(state, input);
    case 'listening':
      return whileListening(state, input);
    case 'creating-channels':
      return whileCreating(state, input);
    case 'connected':
      return whileConnected(state, input);
    case 'ended':
      return late(state, input);
  }
}

function whileIdle(state: NoviceConnectionState, input: NoviceConnectionInput): NoviceConnectionStep {
  if (input.type === 'local-end') return fail(RESULT_CODE.SAFERROR_LOCALNOTERROR);
  if (input.type !== 'start') return [state, []];
  const { addresses } = input;
  if (addresses.length === 0) return fail(RESULT_CODE.SAFERROR_WINSOCK_FAILED);
  return [
    { name: 'opening-listeners', pending: [...addresses.keys()], up: [] },
    addresses.map(({ name, port }, listener) => ({ type: 'listen', listener, name, port })),
  ];
}

type Opening = Extract<NoviceConnectionState, { name: 'opening-listeners' }>;

function whileOpening(state: Opening, input: NoviceConnectionInput): NoviceConnectionStep {
  switch (input.type) {
    case 'listening':
    case 'listen-failed': {
      const { listener } = input;
      if (!state.pending.includes(listener)) return [state, []];
      const pending = state.pending.filter(other => other !== listener);
      const up = input.type === 'listening' ? [...state.up, listener] : state.up;
      if (pending.length > 0) return [{ name: 'opening-listeners', pending, up }, []];
      if (up.length === 0) return fail(RESULT_CODE.SAFERROR_WINSOCK_FAILED);
      return [{ name: 'listening', listeners: up, incoming: [] }, [{ type: 'publish', listeners: up }]];
    }
    case 'local-end':
      return fail(RESULT_CODE.SAFERROR_STOPLISTENBYUSER, [...state.up, ...state.pending].map(stop));
    default:
      // Nobody knows the address yet, so whoever comes was not invited.
      return late(state, input);
  }
}

type Listening = Extract<NoviceConnectionState, { name: 'listening' }>;

function whileListening(state: Listening, input: NoviceConnectionInput): NoviceConnectionStep {
  const { listeners, incoming } = state;
  switch (input.type) {
    case 'accepted': {
      const { connection } = input;
      if (incoming.includes(connection)) return [state, []];
      if (incoming.length >= MAX_INCOMING) return [state, [close(connection)]];
      return [
        { ...state, incoming: [...incoming, connection] },
        [{ type: 'start-rdp', connection, extensions: RDP_EXTENSIONS }],
      ];
    }
    case 'rdp-connected': {
      const { connection, extraFlags } = input;
      if (!incoming.includes(connection)) return [state, []];
      const others = incoming.filter(other => other !== connection);
      if (!supportsFastPath(extraFlags)) return [{ ...state, incoming: others }, [close(connection)]];
      return [
        { name: 'creating-channels', listeners, connection },
        [...others.map(close), { type: 'create-channels', connection }],
      ];
    }
    case 'connection-lost': {
      const left = incoming.filter(other => other !== input.connection);
      return left.length === incoming.length ? [state, []] : [{ ...state, incoming: left }, []];
    }
    case 'local-end':
      return fail(RESULT_CODE.SAFERROR_STOPLISTENBYUSER, [...listeners.map(stop), ...incoming.map(close)]);
    default:
      return [state, []];
  }
}

type Creating = Extract<NoviceConnectionState, { name: 'creating-channels' }>;

function whileCreating(state: Creating, input: NoviceConnectionInput): NoviceConnectionStep {
  const { listeners, connection } = state;
  switch (input.type) {
    case 'channels-up':
      return [{ name: 'connected', connection }, [...listeners.map(stop), { type: 'begin-session-init' }]];
    case 'connection-lost':
      // The invitation still stands: the expert may try again.
      return input.connection === connection
        ? [{ name: 'listening', listeners, incoming: [] }, []]
        : [state, []];
    case 'local-end':
      return fail(RESULT_CODE.SAFERROR_STOPLISTENBYUSER, [...listeners.map(stop), close(connection)]);
    default:
      return late(state, input);
  }
}

type Connected = Extract<NoviceConnectionState, { name: 'connected' }>;

function whileConnected(state: Connected, input: NoviceConnectionInput): NoviceConnectionStep {
  switch (input.type) {
    case 'connection-lost':
      return input.connection === state.connection ? [ENDED, [{ type: 'link-closed' }]] : [state, []];
    case 'local-end':
      return [ENDED, [close(state.connection)]];
    default:
      return late(state, input);
  }
}

/** Whoever comes in when nobody is wanted is closed, and so is a listener that opens too late. */
function late(state: NoviceConnectionState, input: NoviceConnectionInput): NoviceConnectionStep {
  switch (input.type) {
    case 'accepted':
      return [state, [close(input.connection)]];
    case 'listening':
      return state.name === 'ended' ? [state, [stop(input.listener)]] : [state, []];
    default:
      return [state, []];
  }
}

function fail(result: number, before: readonly NoviceConnectionOutput[] = []): NoviceConnectionStep {
  return [ENDED, [...before, { type: 'failed', result }]];
}

function stop(listener: number): NoviceConnectionOutput {
  return { type: 'stop-listening', listener };
}

function close(connection: number): NoviceConnectionOutput {
  return { type: 'close', connection };
}
