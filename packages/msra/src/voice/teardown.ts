// [MS-RA] 3.17.5, 3.18.5: how an attempt or a call ends, by either side, by a failure or by time.

import type { RcCommandName } from '../messages/rc-command.ts';
import type { VoiceEndReason } from './end-reason.ts';
import { learn } from './knowledge.ts';
import type {
  LiveVoiceState,
  Shared,
  SharedVoiceInput,
  SharedVoiceOutput,
  SharedVoiceState,
} from './state.ts';
import { end, go, holds, idle, say } from './transition.ts';

type Step<S> = readonly [S | SharedVoiceState, readonly SharedVoiceOutput[]];

/**
 * This side gives up, for whatever reason. Before VOIPGO the word for that is VOIPGONO, after it PRESTART
 * (product-behavior: `GIVING_UP_VOICE`).
 */
export function giveUp<S extends LiveVoiceState>(
  state: S,
  input: { readonly type: string },
  reason: VoiceEndReason,
): Step<S> {
  const { known } = state;
  switch (state.name) {
    case 'asking':
      return go(
        state,
        input,
        idle(state),
        { type: 'withdraw-question' },
        say(known.enabled ? 'VOIPQNO' : 'DISABLEVOICE'),
      );
    case 'handshaking':
      return end(state, input, { name: 'settling', known }, reason, 'VOIPGONO');
    case 'accepted':
    case 'creating-client':
    case 'waiting-for-client':
    case 'creating-server':
      return end(state, input, idle(state), reason, 'VOIPGONO');
    case 'connecting':
    case 'listening':
    case 'active':
      return end(state, input, { name: 'stopping', known, cleanedUp: false }, reason, 'PRESTART');
    default:
      return [state, []];
  }
}

/** What was waited for has not come. */
export function timeOut<S extends LiveVoiceState>(state: S, input: SharedVoiceInput): Step<S> {
  switch (state.name) {
    case 'active':
      return [state, []];
    case 'settling':
    case 'withdrawing':
      return go(state, input, idle(state));
    case 'stopping':
      // A side that was not in a call any more takes PRESTART for a new wish, and asks its user: no more.
      return go(state, input, idle(state), say('VOIPGONO'));
    case 'releasing':
    case 'crossing':
      return go(state, input, idle(state), say('PRESTARTYES'));
    default:
      return giveUp(state, input, 'timed-out');
  }
}

/** Everything is cleaned up: a PRESTARTYES that is due is sent. */
export function cleanedUp<S extends LiveVoiceState>(state: S, input: SharedVoiceInput): Step<S> {
  const { known } = state;
  switch (state.name) {
    case 'releasing':
      return go(state, input, idle(state), say('PRESTARTYES'));
    case 'crossing':
      return go(state, input, { name: 'stopping', known, cleanedUp: true }, say('PRESTARTYES'));
    case 'stopping':
      return [state.cleanedUp ? state : { ...state, cleanedUp: true }, []];
    default:
      return [state, []];
  }
}

/** Voice is switched off here. */
export function disable<S extends LiveVoiceState>(state: S): S {
  return learn(state, 'enabled', false);
}

/**
 * PRESTART while voice is up, or while it is being set up: the other side wants to end it.
 * PRESTARTYES is sent in any case, when the cleaning up is done (product-behavior: `TEARDOWN_IS_ANSWERED`).
 */
export function peerStops(state: LiveVoiceState, input: SharedVoiceInput): Step<never> {
  if (!holds(state)) return end(state, input, idle(state), 'peer-stopped', 'PRESTARTYES');
  return end(state, input, { name: 'releasing', known: state.known }, 'peer-stopped');
}

/** A word in answer to the PRESTART that ends a call. */
export function hearStopping(
  state: Shared<'stopping'>,
  input: SharedVoiceInput,
  name: RcCommandName,
): Step<never> {
  switch (name) {
    case 'PRESTARTYES':
    case 'PRESTARTNO':
    case 'VOIPQNO':
      return go(state, input, idle(state));
    case 'PRESTART':
      // Both end the call at once; each answers the other.
      if (state.cleanedUp) return [state, [say('PRESTARTYES')]];
      return go(state, input, { name: 'crossing', known: state.known });
    default:
      return [state, []];
  }
}

/** A word in answer to the PRESTART that ends a call, while the other side's PRESTART has no answer yet. */
export function hearCrossing(
  state: Shared<'crossing'>,
  input: SharedVoiceInput,
  name: RcCommandName,
): Step<never> {
  switch (name) {
    case 'PRESTARTYES':
    case 'PRESTARTNO':
    case 'VOIPQNO':
      return go(state, input, { name: 'releasing', known: state.known });
    default:
      return [state, []];
  }
}
