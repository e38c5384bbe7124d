import { DISPID, type SessionOutcome, type SessionState } from './session-state.ts';

/** `OnStateChanged`: the seed's event tells the state that was left; this one tells both. */
export class StateChangeEvent extends Event {
  static readonly dispid = DISPID.onStateChanged;
  readonly previous: SessionState;
  readonly state: SessionState;
  constructor(previous: SessionState, state: SessionState) {
    super('statechange');
    this.previous = previous;
    this.state = state;
  }
}

/** `OnContextData`: one string from the application on the other side. */
export class ContextDataEvent extends Event {
  static readonly dispid = DISPID.onContextData;
  readonly data: string;
  /** Its number in this direction, from 1; a gap is data that could not be sent, and whose sender was told so. */
  readonly seq: number;
  constructor(data: string, seq: number) {
    super('contextdata');
    this.data = data;
    this.seq = seq;
  }
}

/** `OnSendError`: context data that was taken could not be handed to the other side. The session goes on. */
export class SendErrorEvent extends Event {
  static readonly dispid = DISPID.onSendError;
  /** Which send failed: the first call of `sendContextData` is 1. */
  readonly id: number;
  /** Signed 32 bits. */
  readonly hr: number;
  constructor(id: number, hr: number) {
    super('senderror');
    this.id = id;
    this.hr = hr;
  }
}

/** `OnTermination`: the record of the end, on both sides, once. */
export class TerminationEvent extends Event {
  static readonly dispid = DISPID.onTermination;
  readonly outcome: SessionOutcome;
  constructor(outcome: SessionOutcome) {
    super('termination');
    this.outcome = outcome;
  }
}
