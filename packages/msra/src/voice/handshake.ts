// [MS-RA] 3.17.5, 3.18.5: asking for voice and being asked, and the words of the states that both sides have.

import type { RcCommandName } from '../messages/rc-command.ts';
import type { VoiceRefusal } from './end-reason.ts';
import { learn, type VoiceKnowledge } from './knowledge.ts';
import type { Shared, SharedVoiceInput, SharedVoiceOutput, SharedVoiceState } from './state.ts';
import { end, go, idle, say } from './transition.ts';

type Step = readonly [SharedVoiceState, readonly SharedVoiceOutput[]];

/** The user of this side wants to talk. */
export function start(state: Shared<'idle'>, input: SharedVoiceInput): Step {
  const reason = obstacle(state.known);
  if (reason !== undefined) return [state, [{ type: 'refused-to-start', reason }]];
  return go(state, input, { name: 'handshaking', known: state.known }, say('PRESTART'));
}

function obstacle(known: VoiceKnowledge): VoiceRefusal | undefined {
  if (!known.enabled) return 'disabled';
  if (known.peerDisabled) return 'peer-disabled';
  if (known.ownWizard === 'bad') return 'not-tuned';
  // 3.17.5: after WIZARDBAD voice SHOULD NOT be started; WIZARDGOOD lifts that.
  return known.peerWizard === 'bad' ? 'peer-not-tuned' : undefined;
}

/** The user of this side has been asked and wants to talk. */
export function accept(state: Shared<'asking'>, input: SharedVoiceInput): Step {
  return go(state, input, { name: 'accepted', known: state.known }, say('PRESTARTYES'));
}

/** The user of this side has been asked and does not want to talk. */
export function refuse(state: Shared<'asking'>, input: SharedVoiceInput): Step {
  return go(state, input, idle(state), say('VOIPQNO'));
}

/** A word that comes while nothing is under way. */
export function hearIdle(state: Shared<'idle'>, input: SharedVoiceInput, name: RcCommandName): Step {
  switch (name) {
    case 'PRESTART':
      return asked(learn(state, 'peerDisabled', false), input);
    case 'PRESTARTYES':
    case 'VOIPPREGO':
      // The other side waits for what this side has given up (product-behavior: `LATE_VOICE_WORDS`).
      return [state, [say('VOIPGONO')]];
    default:
      return [state, []];
  }
}

function asked(state: Shared<'idle'>, input: SharedVoiceInput): Step {
  // Note <8>: a side without voice answers the first word with DISABLEVOICE.
  if (!state.known.enabled) return [state, [say('DISABLEVOICE')]];
  return go(state, input, { name: 'asking', known: state.known }, { type: 'ask-user' });
}

/** A word that comes while the user is being asked: only VOIPGONO, by which the other side takes its wish back. */
export function hearAsking(state: Shared<'asking'>, input: SharedVoiceInput, name: RcCommandName): Step {
  if (name !== 'VOIPGONO') return [state, []];
  return go(state, input, idle(state), { type: 'withdraw-question' }, say('VOIPQNO'));
}

/**
 * A word in answer to the own PRESTART, PRESTARTYES apart.
 * VOIPGONO is none: it can only be a late word about something before.
 */
export function hearHandshaking(
  state: Shared<'handshaking'>,
  input: SharedVoiceInput,
  name: RcCommandName,
): Step {
  switch (name) {
    case 'PRESTARTNO':
      return end(state, input, idle(state), 'crossed');
    case 'VOIPQNO':
      return end(state, input, idle(state), 'refused');
    case 'PRESTART':
      // 2.2.2: both have asked at once. The other side's PRESTARTNO is still to come.
      return end(state, input, { name: 'settling', known: state.known }, 'crossed', 'PRESTARTNO');
    default:
      return [state, []];
  }
}

/** A word in answer to a PRESTART that is not meant any more. */
export function hearSettling(state: Shared<'settling'>, input: SharedVoiceInput, name: RcCommandName): Step {
  switch (name) {
    case 'PRESTARTYES':
      return go(state, input, idle(state), say('VOIPGONO'));
    case 'PRESTARTNO':
    case 'VOIPQNO':
      return go(state, input, idle(state));
    case 'PRESTART':
      return [state, [say('PRESTARTNO')]];
    default:
      return [state, []];
  }
}
