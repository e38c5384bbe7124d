// [MS-RA] 2.2.2, 3.10.5: a file that is offered by FILEXFER, and why it was not received.

/** What FILEXFER said. */
export interface FileOffer {
  /** The name at the sender: a suggestion, and hostile until shown otherwise. */
  readonly fileName: string;
  /** In bytes, up to 2^53 - 1. */
  readonly fileSize: number;
  readonly channelId: string;
  /** 0 for an ordinary file, and always 0 in versions 1 and 2; otherwise a file of the protocol's own. */
  readonly internalData: number;
}

/**
 * Why a file was not received.
 *
 * - `refused`: this side's user, or the driver for internal data, said no
 * - `cancelled`: this side ended it afterwards
 * - `rejected`: the sender sent FILEXFERREJECT
 * - `out-of-sequence`: the sender sent something that it may not send at that moment, or other than FILESIZE bytes
 * - `write-failed`: the data could not be kept
 * - `channel-lost`: the file channel could not be opened, or closed before FILEXFEREND
 * - `session-ended`: the session was over before that
 */
export type FileDiscardReason =
  | 'refused'
  | 'cancelled'
  | 'rejected'
  | 'out-of-sequence'
  | 'write-failed'
  | 'channel-lost'
  | 'session-ended';
