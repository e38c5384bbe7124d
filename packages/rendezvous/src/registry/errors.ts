/** The errors of the registry. What is wrong *inside* a file is a problem (a value), not an error. */

/** Why a registration was not written. */
export type RegistryErrorCode =
  /** Another file of the folder registers the same application id. */
  | 'already-registered'
  /** The file that would be written exists, and registers something else. */
  | 'name-taken'
  /** It is not a valid registration. */
  | 'invalid'
  /** The operating system does not let us write there. */
  | 'not-writable';

/** `writeRegistration` or `formatRegFile` was refused; nothing was written. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  constructor(code: RegistryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Why there is no icon. */
export type IconErrorCode =
  /** There is no such file, or it may not be read. */
  | 'not-found'
  /** It is neither an image nor a program with resources, or it is damaged. */
  | 'not-an-image'
  /** It has no icon of this index. */
  | 'no-such-icon'
  /** The file or the icon is larger than `REGISTRY_LIMITS` allow. */
  | 'too-large';

/** `extractIcon` failed. */
export class IconError extends Error {
  override readonly name = 'IconError';
  readonly code: IconErrorCode;
  constructor(code: IconErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
