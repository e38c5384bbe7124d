// [MS-RA] 3.17 Voice, expert side (figures 18 to 20). The expert is the caller: it creates a client, tells
// the novice that it can, and connects to the server that the novice announces with VOIPGO.

import type { RcCommand } from '../messages/rc-command.ts';
import { undoLate } from './aside.ts';
import type { VoiceEndReason } from './end-reason.ts';
import { NOTHING_KNOWN } from './knowledge.ts';
import { stepShared } from './shared.ts';
import type { ExpertOwnVoiceState, SharedVoiceInput, SharedVoiceOutput, SharedVoiceState } from './state.ts';
import { disable, giveUp } from './teardown.ts';
import { end, go, idle, say } from './transition.ts';

/** A state of the expert's voice. */
export type ExpertVoiceState = SharedVoiceState | ExpertOwnVoiceState;

/** What can happen to the expert's voice. */
export type ExpertVoiceInput =
  | SharedVoiceInput
  /** `create-client` is carried out; `tuned` is what IsTuned says. */
  | { readonly type: 'client-ready'; readonly tuned: boolean }
  | { readonly type: 'client-failed' };

/** What the driver is to do, in order. */
export type ExpertVoiceOutput =
  | SharedVoiceOutput
  /** Create the voice client and open the microphone, then feed `client-ready` or `client-failed`. */
  | { readonly type: 'create-client' }
  /**
   * Call one of the addresses with the novice's key, by whatever carries sound here
   * (product-behavior: `VOICE_MEDIA_IS_PLUGGED_IN`), then feed `media-connected` or `media-failed`.
   */
  | {
      readonly type: 'connect';
      readonly voipVersion: string;
      readonly key: string;
      readonly addresses: readonly string[];
    };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertVoiceStep = readonly [ExpertVoiceState, readonly ExpertVoiceOutput[]];

/** The beginning of a session: no voice, and nothing known against it. */
export const initialExpertVoiceState: ExpertVoiceState = { name: 'idle', known: NOTHING_KNOWN };

type Live = Exclude<ExpertVoiceState, { name: 'ended' }>;
type Received = Extract<SharedVoiceInput, { type: 'received' }>;

/**
 * One step of the expert's voice.
 * INVARIANT: VOIPPREGO and VOIPPREGO2 are sent only with a client that exists and is tuned; only
 * `create-client` opens the microphone; VOIPGO is never sent.
 */
export function stepExpertVoice(state: ExpertVoiceState, input: ExpertVoiceInput): ExpertVoiceStep {
  if (state.name === 'ended') return input.type === 'client-ready' ? undoLate(state) : [state, []];
  switch (input.type) {
    case 'client-ready':
      return clientReady(state, input, input.tuned);
    case 'client-failed':
      return state.name === 'creating-client' ? giveUp(state, input, 'failed') : [state, []];
    case 'received':
      return hear(state, input, input.command) ?? stepShared(state, input);
    case 'stop':
      return withdraw(state, input, 'stopped') ?? stepShared(state, input);
    case 'disable':
      return withdraw(disable(state), input, 'disabled') ?? stepShared(state, input);
    case 'timer':
      return withdraw(state, input, 'timed-out') ?? stepShared(state, input);
    default:
      return stepShared(state, input);
  }
}

/** 3.17.5: only with a tuned device the novice is told that the client is ready; else VOIPGONO. */
function clientReady(state: Live, input: ExpertVoiceInput, isTuned: boolean): ExpertVoiceStep {
  if (state.name !== 'creating-client') return undoLate(state);
  if (!isTuned) return giveUp(state, input, 'not-tuned');
  return go(state, input, { name: 'waiting-for-server', known: state.known }, say(state.word));
}

/** The words that mean something to an expert only; `undefined` for any other. */
function hear(state: Live, input: Received, command: RcCommand): ExpertVoiceStep | undefined {
  switch (command.name) {
    case 'PRESTARTYES':
      return state.name === 'handshaking' ? createClient(state, input, 'VOIPPREGO') : undefined;
    case 'VOIPPREGO':
      return state.name === 'accepted' ? createClient(state, input, 'VOIPPREGO2') : undefined;
    case 'VOIPGO':
      return serverReady(state, input, command);
    default:
      return state.name === 'withdrawing' ? hearWithdrawing(state, input, command) : undefined;
  }
}

function createClient(state: Live, input: Received, word: 'VOIPPREGO' | 'VOIPPREGO2'): ExpertVoiceStep {
  return go(state, input, { name: 'creating-client', known: state.known, word }, { type: 'create-client' });
}

function serverReady(
  state: Live,
  input: Received,
  { voipVersion, voipGoKey: key, voipIpList: addresses }: Extract<RcCommand, { name: 'VOIPGO' }>,
): ExpertVoiceStep {
  switch (state.name) {
    case 'waiting-for-server':
      return go(
        state,
        input,
        { name: 'connecting', known: state.known },
        { type: 'connect', voipVersion, key, addresses },
      );
    case 'idle':
    case 'withdrawing':
      // The server waits for a call that will not come: the word that ends a call tells it so
      // (product-behavior: `LATE_VOICE_WORDS`).
      return go(state, input, { name: 'stopping', known: state.known, cleanedUp: true }, say('PRESTART'));
    default:
      return [state, []];
  }
}

/** VOIPGONO is said at once so that the novice need not go on, but it may have sent VOIPGO already: that shows. */
function withdraw(state: Live, input: ExpertVoiceInput, reason: VoiceEndReason): ExpertVoiceStep | undefined {
  if (state.name !== 'waiting-for-server') return undefined;
  return end(state, input, { name: 'withdrawing', known: state.known }, reason, 'VOIPGONO');
}

function hearWithdrawing(state: Live, input: Received, command: RcCommand): ExpertVoiceStep | undefined {
  switch (command.name) {
    case 'VOIPGONO':
    case 'VOIPQNO':
      return go(state, input, idle(state));
    case 'PRESTART':
      return go(state, input, idle(state), say('PRESTARTYES'));
    default:
      return undefined;
  }
}
