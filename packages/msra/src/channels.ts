/**
 * [MS-RA] 2.1 Transport: the virtual channels of a remote assistance connection.
 *
 * `control`, `chat` and `command` are made with the connection and live as long as the session;
 * `file` is made by the sender of a file for one transfer; `participants` is the channel of [MS-RDPEMC].
 */
export const CHANNEL = {
  /** Session initialization, as a dynamic virtual channel. */
  control: 'RC_CTL',
  /** Chat. */
  chat: '70',
  /** Share control, settings, and the set-up of file transfer and voice: `RCCOMMAND`. */
  command: '71',
  /** [MS-RDPEMC]: participants and their levels of control. */
  participants: 'encomsp',
  /** File transfer in versions 2 and 3. */
  file: 'RA_FX',
} as const;

/** The name of a virtual channel of the protocol. */
export type ChannelName = (typeof CHANNEL)[keyof typeof CHANNEL];

/** Name of the static virtual channel that may carry session initialization instead of `RC_CTL`; the packets inside still say `RC_CTL`. */
export const STATIC_CONTROL_CHANNEL = 'remdesk';

/** Who shares the screen, and who helps ([MS-RA] 1.1). */
export type Role = 'novice' | 'expert';

/** Protocol versions ([MS-RA] 1.7). */
export type Version = 1 | 2 | 3;

/** Who may send a message, and in which versions; metadata of every declaration. */
export interface Usage {
  readonly from: Role | 'both';
  readonly versions: readonly Version[];
  /** The versions in which an expert may send it, where those are fewer. */
  readonly expertVersions?: readonly Version[];
}

/** Whether `role` may send a message of this usage in `version`. */
export function maySend(usage: Usage, role: Role, version: Version): boolean {
  const { from, versions, expertVersions = versions } = usage;
  const mine = role === 'expert' ? expertVersions : versions;
  return (from === 'both' || from === role) && mine.includes(version);
}
