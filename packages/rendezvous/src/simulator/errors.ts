/** Why two registrations cannot be simulated as a pair. */
export type SimulatorErrorCode =
  /** The two registrations have different application ids: no messenger would bring them together. */
  | 'different-application'
  /** The two registrations create different components. */
  | 'different-component'
  /** The component that was asked for is no GUID. */
  | 'invalid-component'
  /** Neither registration has the component that was asked for. */
  | 'unknown-component';

/** `simulate` or a `Simulator` was given two registrations that are no pair; nothing was launched. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  constructor(code: SimulatorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
