/** The way between two messengers breaks and is mended, while the session goes on: rendezvous-api 8.2, 8.3. */
import type { InvitationMessageOf } from '../invitation.ts';
import type {
  InvitationContext,
  InvitationOutput,
  InvitationState,
  InvitationStep,
  Line,
} from './invitation-state.ts';
import { fail, ignored } from './invitation-steps.ts';

/** The states of a session that was accepted and has not ended. */
export type Accepted = Extract<InvitationState, { line: Line }>;

const isReady = ({ name }: Accepted): boolean => name === 'waiting' || name === 'connected';

/** Something may not have arrived: from now on this side asks, until the other has answered or too much time has passed. */
export function breakLine(state: Accepted, { deadlines }: InvitationContext): InvitationStep {
  if (state.line === 'broken') return ignored(state);
  return [
    { ...state, line: 'broken' },
    [
      { type: 'set-timer', timer: 'resume', ms: deadlines.resumeMs },
      { type: 'set-timer', timer: 'retry', ms: deadlines.retryMs },
    ],
  ];
}

/** Breaks the line and asks at once: there is reason to believe that the question arrives. */
export function breakAndAsk(state: Accepted, context: InvitationContext): InvitationStep {
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
    state,
    [
      ...acceptance,
      { type: 'ask', ready: isReady(state) },
      { type: 'set-timer', timer: 'retry', ms: deadlines.retryMs },
    ],
  ];
}

/** The other side asks. It hears us, so we hear it; whether it hears all of ours we learn by asking too. */
export function answer(
  state: Accepted,
  { received, ready }: InvitationMessageOf<'resume'>,
  context: InvitationContext,
): InvitationStep {
  const [next, becomes] = ready ? otherIsReady(state) : ignored(state);
  const reply: InvitationOutput = { type: 'answer', received, ready: isReady(next as Accepted) };
  if (state.line === 'up') return [next, [...becomes, reply]];
  const [asking, questions] = ask(next as Accepted, context);
  return [asking, [...becomes, reply, ...questions]];
}

/** The other side has answered: the line is mended. */
export function mend(state: Accepted, message: InvitationMessageOf<'resumed'>): InvitationStep {
  const [next, becomes] = message.ready ? otherIsReady(state) : ignored(state);
  return [
    { ...(next as Accepted), line: 'up' },
    [
      ...becomes,
      { type: 'clear-timer', timer: 'resume' },
      { type: 'clear-timer', timer: 'retry' },
      { type: 'go-on', message },
    ],
  ];
}

/** The other side's application holds its session: T11. */
export function otherIsReady(state: Accepted): InvitationStep {
  switch (state.name) {
    case 'waiting':
      return [{ name: 'connected', line: state.line }, [{ type: 'clear-timer', timer: 'ready' }]];
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
