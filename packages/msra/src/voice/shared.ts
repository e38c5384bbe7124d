// [MS-RA] 3.17, 3.18: the steps that the expert and the novice take alike.

import type { RcCommandName } from '../messages/rc-command.ts';
import { endSession, hearAside, tuned } from './aside.ts';
import { accept, hearAsking, hearHandshaking, hearIdle, hearSettling, refuse, start } from './handshake.ts';
import { learn } from './knowledge.ts';
import type { LiveVoiceState, SharedVoiceInput, SharedVoiceOutput, SharedVoiceState } from './state.ts';
import { cleanedUp, disable, giveUp, hearCrossing, hearStopping, peerStops, timeOut } from './teardown.ts';
import { end, go, idle, say } from './transition.ts';

type Step<S> = readonly [S | SharedVoiceState, readonly SharedVoiceOutput[]];

/** One step, as far as it is the same for both sides; what a side does in a way of its own never comes here. */
export function stepShared<S extends LiveVoiceState>(state: S, input: SharedVoiceInput): Step<S> {
  switch (input.type) {
    case 'received':
      return hearAside(state, input, input.command.name) ?? hear(state, input, input.command.name);
    case 'start':
      return state.name === 'idle'
        ? start(state, input)
        : [state, [{ type: 'refused-to-start', reason: 'busy' }]];
    case 'stop':
      return giveUp(state, input, 'stopped');
    case 'disable':
      return giveUp(disable(state), input, 'disabled');
    case 'timer':
      return timeOut(state, input);
    case 'user-accepts':
      return state.name === 'asking' ? accept(state, input) : [state, []];
    case 'user-refuses':
      return state.name === 'asking' ? refuse(state, input) : [state, []];
    case 'released':
      return cleanedUp(state, input);
    case 'media-connected':
      return state.name === 'connecting' || state.name === 'listening'
        ? go(state, input, { name: 'active', known: state.known }, { type: 'started' })
        : [state, []];
    case 'media-failed':
    case 'media-lost':
      return state.name === 'connecting' || state.name === 'listening' || state.name === 'active'
        ? giveUp(state, input, input.type)
        : [state, []];
    case 'tuned':
      return tuned(state, input.good);
    case 'want-bit-rate':
      return [state, [say(input.rate === 'low' ? 'BANDWTOLOW' : 'BANDWTOHIGH')]];
    case 'enable':
      return [learn(state, 'enabled', true), []];
    case 'session-ended':
      return endSession(state, input);
  }
}

function hear<S extends LiveVoiceState>(state: S, input: SharedVoiceInput, name: RcCommandName): Step<S> {
  switch (state.name) {
    case 'idle':
      return hearIdle(state, input, name);
    case 'asking':
      return hearAsking(state, input, name);
    case 'handshaking':
      return hearHandshaking(state, input, name);
    case 'settling':
      return hearSettling(state, input, name);
    case 'releasing':
      return [state, []];
    case 'stopping':
      return hearStopping(state, input, name);
    case 'crossing':
      return hearCrossing(state, input, name);
    default:
      return hearOn(state, input, name);
  }
}

/** A word that comes while voice is being set up or is up. */
function hearOn<S extends LiveVoiceState>(state: S, input: SharedVoiceInput, name: RcCommandName): Step<S> {
  switch (name) {
    case 'PRESTART':
      return peerStops(state, input);
    case 'VOIPGONO':
      return settingUp(state) ? end(state, input, idle(state), 'peer-failed') : [state, []];
    case 'VOIPQNO':
      // Figure 22 has it in answer to VOIPPREGO (product-behavior: `VOIPQNO_ANSWERS_BOTH`).
      return state.name === 'waiting-for-server' || state.name === 'waiting-for-client'
        ? end(state, input, idle(state), 'refused')
        : [state, []];
    default:
      return [state, []];
  }
}

/** Before VOIPGO; after it the word for giving up is PRESTART, and a VOIPGONO that comes is late. */
function settingUp({ name }: LiveVoiceState): boolean {
  return (
    name === 'accepted' ||
    name === 'creating-client' ||
    name === 'waiting-for-server' ||
    name === 'waiting-for-client'
  );
}
