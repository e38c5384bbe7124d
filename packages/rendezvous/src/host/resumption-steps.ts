/** The way between two messengers breaks and is mended, while the session goes on: rendezvous-api 8.2, 8.3. */
import type { InvitationMessageOf } from '../invitation.ts';
import type {
  InvitationContext,
  InvitationOutput,
  InvitationState,
  InvitationStep,
  Line,
} from './invitation-state.ts';
import { fail, ignored, UNBROKEN } from './invitation-steps.ts';

/** The states of a session that was accepted and has not ended. */
export type Accepted = Extract<InvitationState, { line: Line }>;

const isReady = ({ name }: Accepted): boolean => name === 'waiting' || name === 'connected';

/** Something may not have arrived: this side asks soon, until the other has answered or too much time has passed. */
export function breakLine(state: Accepted, { deadlines }: InvitationContext): InvitationStep {
  const { broken, asked } = state.line;
  if (broken) return ignored(state);
  const soon: InvitationOutput[] = asked
    ? []
    : [{ type: 'set-timer', timer: 'retry', ms: deadlines.retryMs }];
  return [
    { ...state, line: { broken: true, asked } },
    [{ type: 'set-timer', timer: 'resume', ms: deadlines.resumeMs }, ...soon],
  ];
}

/** Breaks the line and asks at once, unless it has asked a moment ago. */
export function breakAndAsk(state: Accepted, context: InvitationContext): InvitationStep {
  const [broken, outputs] = breakLine(state, context);
  if (state.line.asked) return [broken, outputs];
  const [asking, questions] = ask(broken as Accepted, context);
  return [asking, [...outputs, ...questions]];
}

/** The messenger is connected again: whatever was asked before did not arrive. */
export function restored(state: Accepted, context: InvitationContext): InvitationStep {
  const [broken, outputs] = breakLine(state, context);
  const [asking, questions] = ask(broken as Accepted, context);
  return [asking, [...outputs, ...questions]];
}

/** Asks the other side where it stands. An acceptance that may be lost is said again first: without it nobody answers. */
export function ask(
  state: Accepted,
  { sessionId, inviter, protocol, deadlines }: InvitationContext,
): InvitationStep {
  const acceptance: InvitationOutput[] =
    inviter || state.name === 'connected'
      ? []
      : [{ type: 'send', message: { type: 'accept', sessionId, protocol: Math.max(...protocol) } }];
  return [
    { ...state, line: { ...state.line, asked: true } },
    [
      ...acceptance,
      { type: 'ask', ready: isReady(state) },
      { type: 'set-timer', timer: 'retry', ms: deadlines.retryMs },
    ],
  ];
}

/** It is time to ask again, should there still be a reason. */
export function retry(state: Accepted, missing: boolean, context: InvitationContext): InvitationStep {
  if (state.line.broken || missing || state.name === 'waiting') return ask(state, context);
  return state.line.asked ? [{ ...state, line: { broken: false, asked: false } }, []] : ignored(state);
}

/** The other side asks. It hears us, so we hear it; whether it hears all of ours we learn by asking too. */
export function answer(
  state: Accepted,
  { received, ready }: InvitationMessageOf<'resume'>,
  context: InvitationContext,
): InvitationStep {
  const [next, becomes] = ready ? otherIsReady(state) : ignored(state);
  const reply: InvitationOutput = { type: 'answer', received, ready: isReady(next as Accepted) };
  if (!state.line.broken || state.line.asked) return [next, [...becomes, reply]];
  const [asking, questions] = ask(next as Accepted, context);
  return [asking, [...becomes, reply, ...questions]];
}

/** The other side has answered: the line is mended. */
export function mend(state: Accepted, message: InvitationMessageOf<'resumed'>): InvitationStep {
  const [next, becomes] = message.ready ? otherIsReady(state) : ignored(state);
  // Who has asked a moment ago keeps the timer, so that it does not ask again too soon.
  const { line } = next as Accepted;
  const unasked: InvitationOutput[] = line.asked ? [] : [{ type: 'clear-timer', timer: 'retry' }];
  return [
    { ...(next as Accepted), line: { ...line, broken: false } },
    [...becomes, { type: 'clear-timer', timer: 'resume' }, ...unasked, { type: 'go-on', message }],
  ];
}

/** The other side's application holds its session: T11. */
export function otherIsReady(state: Accepted): InvitationStep {
  switch (state.name) {
    case 'waiting': {
      const known: InvitationOutput = { type: 'clear-timer', timer: 'ready' };
      if (state.line.broken) return [{ name: 'connected', line: state.line }, [known]];
      // Whatever was asked meanwhile is answered by this.
      return [{ name: 'connected', line: UNBROKEN }, [known, { type: 'clear-timer', timer: 'retry' }]];
    }
    case 'connected':
      return ignored(state);
    case 'launching':
    case 'handing-over':
      return state.remoteReady ? ignored(state) : [{ ...state, remoteReady: true }, []];
  }
}

/** A message of an accepted session was not handed over. */
export function sendFailed(
  state: Accepted,
  type: string,
  code: string,
  context: InvitationContext,
): InvitationStep {
  if (NOBODY.has(code)) return fail('connectivity', context);
  if (!REFUSALS.has(code)) return breakLine(state, context);
  // T17: data that was refused is not sent again, and its sender is told. What keeps the session together is said again.
  return type === 'data' || type === 'ack' ? ignored(state) : breakLine(state, context);
}

/** Codes that leave no doubt that the other side's session is gone. */
const NOBODY: ReadonlySet<string> = new Set(['unknown-session', 'not-contact', 'not-allowed']);

/** The service was there and said no: this one message did not go, and the next one may. */
export const REFUSALS: ReadonlySet<string> = new Set([
  'rate-limited',
  'too-many',
  'bad-frame',
  'busy',
  'internal',
]);
