/** What an application has heard of how its session stands. */
import { SESSION_STATE, type SessionOutcome, type SessionState } from '../session-state.ts';
import type { ApplicationLink } from './application-link.ts';

export class ToldState {
  #state: SessionState;
  #ended = false;

  /** @param state as its last snapshot said */
  constructor(state: SessionState) {
    this.#state = state;
  }

  /** The last state that it has heard of. */
  get state(): SessionState {
    return this.#state;
  }

  /** Whether it has heard of the end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** It gets its session, in this state. */
  show(state: SessionState): void {
    this.#state = state;
  }

  /** Tells a change of state; the end in full: record, then state. */
  announce(
    link: ApplicationLink,
    previous: SessionState,
    state: SessionState,
    outcome: SessionOutcome | undefined,
  ): void {
    if (outcome !== undefined) {
      const { hr, appData, reason, by } = outcome;
      this.#ended = true;
      link.notify('session/terminated', { hr, appData, reason, by });
    }
    this.#state = state;
    const states = { prevState: SESSION_STATE[previous], state: SESSION_STATE[state] };
    link.notify('session/stateChanged', states);
  }
}
