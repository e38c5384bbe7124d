// [MS-RA] 3.18 Voice, novice side (figures 21 to 23). The novice is always the voice server, whoever starts:
// it creates the server, and announces it with VOIPGO.

import { undoLate } from './aside.ts';
import { NOTHING_KNOWN } from './knowledge.ts';
import { stepShared } from './shared.ts';
import type { NoviceOwnVoiceState, SharedVoiceInput, SharedVoiceOutput, SharedVoiceState } from './state.ts';
import { giveUp } from './teardown.ts';
import { end, go, idle, say } from './transition.ts';

/** A state of the novice's voice. */
export type NoviceVoiceState = SharedVoiceState | NoviceOwnVoiceState;

/** What can happen to the novice's voice. */
export type NoviceVoiceInput =
  | SharedVoiceInput
  /**
   * `create-server` is carried out: the key for the call, base64 of 32 random bytes, and `host:port` of each address it
   * listens on, IPv6 in brackets (product-behavior: `VOICE_MEDIA_IS_PLUGGED_IN`).
   */
  | { readonly type: 'server-ready'; readonly key: string; readonly addresses: readonly string[] }
  | { readonly type: 'server-failed' };

/** What the driver is to do, in order. */
export type NoviceVoiceOutput =
  | SharedVoiceOutput
  /** Create the voice server with a new key and open the microphone, then feed `server-ready` or `server-failed`. */
  | { readonly type: 'create-server' };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceVoiceStep = readonly [NoviceVoiceState, readonly NoviceVoiceOutput[]];

/** The beginning of a session: no voice, and nothing known against it. */
export const initialNoviceVoiceState: NoviceVoiceState = { name: 'idle', known: NOTHING_KNOWN };

type Live = Exclude<NoviceVoiceState, { name: 'ended' }>;
type Received = Extract<SharedVoiceInput, { type: 'received' }>;

/** VOIPVER: what the example of 4.1 has; its prose says `VOIPVER` (product-behavior: `VOIPVER_IS_VOIPVER2`). */
const VOIP_VERSION = 'VOIPVER2';

/**
 * One step of the novice's voice.
 * INVARIANT: VOIPGO is sent only with a server that exists; only `create-server` opens the microphone.
 */
export function stepNoviceVoice(state: NoviceVoiceState, input: NoviceVoiceInput): NoviceVoiceStep {
  if (state.name === 'ended') return input.type === 'server-ready' ? undoLate(state) : [state, []];
  switch (input.type) {
    case 'server-ready':
      return serverReady(state, input);
    case 'server-failed':
      return state.name === 'creating-server' ? giveUp(state, input, 'failed') : [state, []];
    case 'received':
      return hear(state, input) ?? stepShared(state, input);
    default:
      return stepShared(state, input);
  }
}

function serverReady(
  state: Live,
  input: Extract<NoviceVoiceInput, { type: 'server-ready' }>,
): NoviceVoiceStep {
  if (state.name !== 'creating-server') return undoLate(state);
  const command = {
    name: 'VOIPGO',
    voipVersion: VOIP_VERSION,
    voipGoKey: input.key,
    voipIpList: input.addresses,
  } as const;
  return go(state, input, { name: 'listening', known: state.known }, { type: 'send', command });
}

/** The words that mean something to a novice only; `undefined` for any other. */
function hear(state: Live, input: Received): NoviceVoiceStep | undefined {
  const { known } = state;
  switch (input.command.name) {
    case 'PRESTARTYES':
      if (state.name !== 'handshaking') return undefined;
      return go(state, input, { name: 'waiting-for-client', known }, say('VOIPPREGO'));
    case 'VOIPPREGO':
      return state.name === 'accepted' ? createServer(state, input) : undefined;
    case 'VOIPPREGO2':
      if (state.name === 'idle') return [state, [say('VOIPGONO')]];
      return state.name === 'waiting-for-client' ? createServer(state, input) : undefined;
    case 'VOIPGONO':
      // The expert gave up and cannot know whether VOIPGO is on its way: it is told that it is not.
      if (state.name !== 'creating-server') return undefined;
      return end(state, input, idle(state), 'peer-failed', 'VOIPGONO');
    default:
      return undefined;
  }
}

function createServer(state: Live, input: Received): NoviceVoiceStep {
  const { known } = state;
  return go(state, input, { name: 'creating-server', known }, { type: 'create-server' });
}
