/** Why two registrations cannot be simulated as a pair, or a simulator not be used so. */
export type SimulatorErrorCode =
  /** The two registrations have different application ids: no messenger would bring them together. */
  | 'different-application'
  /** The two registrations create different components. */
  | 'different-component'
  /** The component that was asked for is no GUID. */
  | 'invalid-component'
  /** Neither registration has the component that was asked for. */
  | 'unknown-component'
  /** A simulator is for one session, and has had it. */
  | 'repeated'
  /** The simulator is closed. */
  | 'closed';

/** `simulate` or a `Simulator` was used wrongly; nothing was launched. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  constructor(code: SimulatorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
