/** What a face needs to show of one file. */

/** `in`: to this machine. */
export type FileDirection = 'in' | 'out';

/** Why a file did not arrive, for words on both sides. */
export type FileEndCause =
  /** The person at the receiving side said no. */
  | 'refused'
  /** In: refused without asking, after too many refusals in a row. */
  | 'refused-unasked'
  /** In: refused without asking, because this side cannot keep files. */
  | 'not-supported'
  /** It is larger than files may be; `LIMITS.fileBytes`. */
  | 'too-large'
  /** Out: too many wait already. */
  | 'too-many'
  | 'cancelled-here'
  | 'cancelled-there'
  /** Out: it could not be read, or has changed meanwhile. */
  | 'read-failed'
  /** In: it could not be kept. Out: the other side says so. */
  | 'write-failed'
  /** What came is not what was announced: too many bytes, too few, or out of turn. */
  | 'not-as-announced'
  /** What arrived has another SHA-256 than what was sent. */
  | 'damaged'
  /** Everything was sent, and the other side never said what it sent, or what it got. */
  | 'unconfirmed'
  | 'connection-lost'
  /** The assistance was over before. */
  | 'session-ended';

export type FileState =
  /** Out: it waits for its turn; one file at a time. */
  | { readonly name: 'waiting' }
  /** In: the question is open, or waits to be shown. Out: the other person is being asked. */
  | { readonly name: 'asking' }
  /** `bytes` of `size` have been sent, or have come. Refreshed a few times a second. */
  | { readonly name: 'moving'; readonly bytes: number }
  /** All bytes are there; both sides compare what was sent with what came. */
  | { readonly name: 'checking' }
  /** It has arrived, and is what was sent. */
  | { readonly name: 'done'; readonly sha256: string }
  /**
   * It has not arrived; nothing of it was kept.
   * With `damaged`, the SHA-256 (hex) of what was sent and of what came.
   */
  | {
      readonly name: 'ended';
      readonly cause: FileEndCause;
      readonly sentSha256?: string | undefined;
      readonly receivedSha256?: string | undefined;
    };

export interface FileView {
  readonly id: number;
  readonly direction: FileDirection;
  /** In: the name under which it is kept. Out: its own. */
  readonly name: string;
  /** In: the name that was sent, with everything spelled out that cannot be seen; only where it differs. */
  readonly sentName?: string | undefined;
  /** In bytes. */
  readonly size: number;
  readonly state: FileState;
}
