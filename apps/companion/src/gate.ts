/**
 * The last gate before the operating system: decides, purely, whether an event of the expert's hand may pass.
 * It is open only after a yes of the person at the machine, until the grant ends, and never while a question is
 * open on the page or the person's own hand is at work. Whenever it shuts, everything held is released first.
 */
import type { CompanionMessage, DisarmReason, InputEvent } from '@rendezvous/assist';
import { LIMITS } from './limits.ts';

export type GateState =
  | { readonly name: 'disarmed' }
  /** The question stands at the machine. */
  | { readonly name: 'asking'; readonly minutes: number; readonly suspended: boolean }
  | {
      readonly name: 'armed';
      readonly untilMs: number;
      /** A consent question is open on the page. */
      readonly suspended: boolean;
      /** The person's own hand rests injection until then; zero when it does not. */
      readonly handUntilMs: number;
    };

export type GateInput =
  | { readonly type: 'ask'; readonly minutes: number }
  | { readonly type: 'answer'; readonly yes: boolean; readonly nowMs: number }
  | { readonly type: 'renew'; readonly minutes: number; readonly nowMs: number }
  | { readonly type: 'disarm'; readonly reason: DisarmReason }
  | { readonly type: 'suspend'; readonly on: boolean }
  /** The person's own mouse or keyboard moved. */
  | { readonly type: 'hand'; readonly nowMs: number }
  | { readonly type: 'timer'; readonly nowMs: number }
  | { readonly type: 'event'; readonly event: InputEvent; readonly nowMs: number };

export type GateOutput =
  /** Everything that is down goes up, at once. */
  | { readonly type: 'release' }
  | { readonly type: 'inject'; readonly event: InputEvent }
  | { readonly type: 'send'; readonly message: CompanionMessage };

export type GateStep = readonly [state: GateState, outputs: readonly GateOutput[]];

export const initialGateState: GateState = { name: 'disarmed' };

const release: GateOutput = { type: 'release' };
const send = (message: CompanionMessage): GateOutput => ({ type: 'send', message });

/** When this state next changes by itself, in the clock of the inputs; undefined when it does not. */
export function nextGateDeadline(state: GateState): number | undefined {
  if (state.name !== 'armed') return undefined;
  return state.handUntilMs > 0 ? Math.min(state.handUntilMs, state.untilMs) : state.untilMs;
}

export function stepGate(state: GateState, input: GateInput): GateStep {
  switch (state.name) {
    case 'disarmed':
      return input.type === 'ask' ? ask(input.minutes, false) : ignored(state);
    case 'asking':
      return stepAsking(state, input);
    case 'armed':
      return stepArmed(state, input);
  }
}

function stepAsking(state: GateState & { name: 'asking' }, input: GateInput): GateStep {
  switch (input.type) {
    case 'ask':
      return ask(input.minutes, state.suspended);
    case 'answer': {
      if (!input.yes) return disarm('refused');
      const untilMs = input.nowMs + grantMs(state.minutes);
      return [
        { name: 'armed', untilMs, suspended: state.suspended, handUntilMs: 0 },
        [send({ type: 'armed', untilMs })],
      ];
    }
    case 'suspend':
      return [{ ...state, suspended: input.on }, []];
    case 'disarm':
      return disarm(input.reason);
    case 'renew':
    case 'hand':
    case 'timer':
    case 'event':
      return ignored(state);
  }
}

function stepArmed(state: GateState & { name: 'armed' }, input: GateInput): GateStep {
  if ('nowMs' in input && input.nowMs >= state.untilMs) return disarm('timeout');
  switch (input.type) {
    case 'ask': {
      const [asking, outputs] = ask(input.minutes, state.suspended);
      return [asking, [release, ...outputs]];
    }
    case 'renew': {
      const untilMs = input.nowMs + grantMs(input.minutes);
      return [{ ...state, untilMs }, [send({ type: 'armed', untilMs })]];
    }
    case 'disarm':
      return disarm(input.reason);
    case 'suspend':
      return [{ ...state, suspended: input.on }, input.on ? [release] : []];
    case 'hand':
      return rest(state, input.nowMs);
    case 'timer':
      if (state.handUntilMs === 0 || input.nowMs < state.handUntilMs) return ignored(state);
      return [{ ...state, handUntilMs: 0 }, [send({ type: 'hand', restMs: 0 })]];
    case 'event':
      if (state.suspended || input.nowMs < state.handUntilMs) return ignored(state);
      return [state, [{ type: 'inject', event: input.event }]];
    case 'answer':
      return ignored(state);
  }
}

function ask(minutes: number, suspended: boolean): GateStep {
  return [{ name: 'asking', minutes, suspended }, [send({ type: 'asking' })]];
}

function disarm(reason: DisarmReason): GateStep {
  return [initialGateState, [release, send({ type: 'disarmed', reason })]];
}

/** The page hears of a rest when it begins and, while it goes on, about twice a second: not at each movement. */
function rest(state: GateState & { name: 'armed' }, nowMs: number): GateStep {
  const news = state.handUntilMs - nowMs < LIMITS.restMs / 2;
  return [
    { ...state, handUntilMs: nowMs + LIMITS.restMs },
    news ? [release, send({ type: 'hand', restMs: LIMITS.restMs })] : [release],
  ];
}

function grantMs(minutes: number): number {
  return Math.min(minutes * 60_000, LIMITS.grantMs);
}

function ignored(state: GateState): GateStep {
  return [state, []];
}
