/** What is wrong with a file of the registry: a value to show to a person, never an exception. */

/** What kind of problem it is. */
export type RegistryProblemCode =
  /** The folder or the file cannot be read. */
  | 'unreadable'
  /** The file has more bytes than `REGISTRY_LIMITS.fileBytes`. */
  | 'too-large'
  /** The folder has more files than `REGISTRY_LIMITS.filesPerFolder`. */
  | 'too-many'
  /** The file is not JSON. */
  | 'not-json'
  /** The JSON is not a registration. */
  | 'invalid'
  /** A key that a registration does not have; a warning. */
  | 'unknown-key'
  /** Two files register the same application id. */
  | 'conflict';

export interface RegistryProblem {
  /** An `error` keeps the registration out; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  readonly code: RegistryProblemCode;
  /** Absolute path of the file, or of the folder. */
  readonly file: string;
  /** Where in the JSON: `launch.command[0]`; empty for the whole document. */
  readonly path: string;
  /** One sentence that names the place in the document, not the file. */
  readonly message: string;
  /** In a conflict: the file whose registration stays. */
  readonly otherFile?: string;
}

/** The problem in one line, with its file. */
export function formatProblem(problem: RegistryProblem): string {
  return `${problem.file}: ${problem.message}`;
}
