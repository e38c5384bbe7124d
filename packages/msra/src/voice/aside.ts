// [MS-RA] 3.17.5, 3.18.5: words about voice that concern no single call: bit rates, tuning, voice switched off.

import type { RcCommandName } from '../messages/rc-command.ts';
import { learn } from './knowledge.ts';
import type { LiveVoiceState, SharedVoiceInput, SharedVoiceOutput, SharedVoiceState } from './state.ts';
import { attempting, end, go, holds, idle, say } from './transition.ts';

type Step<S> = readonly [S | SharedVoiceState, readonly SharedVoiceOutput[]];

/** The step for a word that means the same in every state; `undefined` for any other word. */
export function hearAside<S extends LiveVoiceState>(
  state: S,
  input: SharedVoiceInput,
  name: RcCommandName,
): Step<S> | undefined {
  switch (name) {
    // The wish is about the link, not about one call: it counts at once, whatever the state
    // (product-behavior: `BIT_RATE_OUTLIVES_CALLS`).
    case 'BANDWTOLOW':
      return [state, [{ type: 'set-max-bit-rate', bitsPerSecond: 6400 }]];
    case 'BANDWTOHIGH':
      return [state, [{ type: 'set-max-bit-rate', bitsPerSecond: 64000 }]];
    case 'WIZARDBAD':
      return [learn(state, 'peerWizard', 'bad'), []];
    case 'WIZARDGOOD':
      return [learn(state, 'peerWizard', 'good'), []];
    case 'DISABLEVOICE':
      return peerDisables(learn(state, 'peerDisabled', true), input);
    default:
      return undefined;
  }
}

/** The other side takes part in nothing any more (product-behavior: `DISABLEVOICE_UNTIL_PRESTART`). */
function peerDisables<S extends LiveVoiceState>(state: S, input: SharedVoiceInput): Step<S> {
  if (attempting(state)) return end(state, input, idle(state), 'peer-disabled');
  switch (state.name) {
    case 'idle':
    case 'releasing':
    case 'crossing':
      return [state, []];
    case 'asking':
      return go(state, input, idle(state), { type: 'withdraw-question' });
    default:
      return go(state, input, idle(state));
  }
}

/** The user ran this side's audio tuning wizard. */
export function tuned<S extends LiveVoiceState>(state: S, good: boolean): Step<S> {
  return good
    ? [learn(state, 'ownWizard', 'good'), [say('WIZARDGOOD')]]
    : [learn(state, 'ownWizard', 'bad'), [say('WIZARDBAD')]];
}

/** The session is over: everything is released, and nothing more is said. */
export function endSession(state: LiveVoiceState, input: SharedVoiceInput): Step<never> {
  return go(state, input, { name: 'ended' }, ...farewell(state));
}

function farewell(state: LiveVoiceState): SharedVoiceOutput[] {
  if (state.name === 'asking') return [{ type: 'withdraw-question' }];
  return attempting(state) ? [{ type: 'ended', reason: 'session-ended' }] : [];
}

/** A client or server that is ready although nobody waits for one is released again. */
export function undoLate<S extends LiveVoiceState | { readonly name: 'ended' }>(
  state: S,
): readonly [S, readonly SharedVoiceOutput[]] {
  return [state, holds(state) ? [] : [{ type: 'release' }]];
}
