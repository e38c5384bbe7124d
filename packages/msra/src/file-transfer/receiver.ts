// [MS-RA] 3.10 File Transfer, receiver side (figures 12 and 13).
// FILESIZE decides what a block is (2.2.3): until so many bytes have come it is data, afterwards only FILEXFEREND fits
// (product-behavior: `FILESIZE_DECIDES`). Everything out of sequence is answered with one FILEXFERREJECT, which ends the
// transfer (product-behavior: `FILE_WORDS_OUT_OF_SEQUENCE`).

import type { Version } from '../channels.ts';
import { FILE_BLOCK_BYTES, matchFileCommand } from '../messages/file-transfer.ts';
import type { RcCommand } from '../messages/rc-command.ts';
import { isFileChannelName } from './channel-name.ts';
import type { FileDiscardReason, FileOffer } from './offer.ts';
import { isReject, say } from './words.ts';

/** A state of the receiver; `version` is the session's and never changes. */
export type FileReceiverState =
  | { readonly name: 'idle'; readonly version: Version }
  /** The sender's channel is being joined. */
  | { readonly name: 'opening'; readonly version: Version; readonly offer: FileOffer }
  /** The same, but only in order to send FILEXFERREJECT there: every FILEXFER is answered. */
  | {
      readonly name: 'rejecting';
      readonly version: Version;
      readonly channelId: string;
      readonly reason: FileDiscardReason;
    }
  /** The user, or the driver for internal data, is being asked. */
  | { readonly name: 'asking'; readonly version: Version; readonly offer: FileOffer }
  /** FILEXFERACK is sent; `remaining` bytes have not come. */
  | {
      readonly name: 'receiving';
      readonly version: Version;
      readonly offer: FileOffer;
      readonly remaining: number;
    }
  | { readonly name: 'ended' };

/** What can happen to the receiver. */
export type FileReceiverInput =
  /** FILEXFER came on channel 71. */
  | { readonly type: 'offered'; readonly command: Extract<RcCommand, { name: 'FILEXFER' }> }
  /** `open-channel` is carried out. */
  | { readonly type: 'channel-opened' }
  /** The channel of the transfer under way is closed, or could not be opened. Not to be fed for a channel after `close-channel`. */
  | { readonly type: 'channel-closed' }
  /** The answer to `ask-user` or `accept-internal`. */
  | { readonly type: 'user-accepts' }
  | { readonly type: 'user-refuses' }
  /** A block came on the file channel. */
  | { readonly type: 'received'; readonly block: Uint8Array }
  /** What `write` gave could not be kept. */
  | { readonly type: 'write-failed' }
  | { readonly type: 'cancel' }
  /** The session is over; nothing can be sent any more. */
  | { readonly type: 'session-ended' };

/** What the driver is to do, in order. */
export type FileReceiverOutput =
  /** Join the sender's channel, then feed `channel-opened` or `channel-closed`. */
  | { readonly type: 'open-channel'; readonly channelId: string }
  /** Ask whether the file is wanted; answer with `user-accepts` or `user-refuses`. `discard` takes the question away. */
  | { readonly type: 'ask-user'; readonly fileName: string; readonly fileSize: number }
  /** The same for a file of the protocol's own: no person is asked, the driver knows whether it expects one. */
  | {
      readonly type: 'accept-internal';
      readonly fileName: string;
      readonly fileSize: number;
      readonly internalData: number;
    }
  /** Send on the file channel. */
  | { readonly type: 'send-block'; readonly block: Uint8Array }
  /** Append to the file. */
  | { readonly type: 'write'; readonly block: Uint8Array }
  /** The file is complete. */
  | {
      readonly type: 'received-file';
      readonly fileName: string;
      readonly bytes: number;
      readonly internalData: number;
    }
  /** Drop an open question, and all that was written. */
  | { readonly type: 'discard'; readonly reason: FileDiscardReason }
  /** Close the file channel when all that was sent on it has left. */
  | { readonly type: 'close-channel' }
  /** A second file while one is under way: open this channel, send FILEXFERREJECT there, and close it. */
  | { readonly type: 'reject-other'; readonly channelId: string };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type FileReceiverStep = readonly [FileReceiverState, readonly FileReceiverOutput[]];

/** A receiver in a session of `version`. */
export function initialFileReceiverState(version: Version): FileReceiverState {
  return { name: 'idle', version };
}

const ENDED: FileReceiverState = { name: 'ended' };
const CLOSE: FileReceiverOutput = { type: 'close-channel' };

/**
 * One step of the receiver.
 * INVARIANT: a transfer sends at most one FILEXFERACK and one FILEXFERREJECT, and nothing after a FILEXFERREJECT in either direction.
 * INVARIANT: every `open-channel` is followed by one `received-file` or `discard`; never more than FILESIZE bytes are written,
 * and exactly so many before `received-file`.
 */
export function stepFileReceiver(state: FileReceiverState, input: FileReceiverInput): FileReceiverStep {
  if (state.name === 'ended') return [state, []];
  if (input.type === 'session-ended') return whenSessionEnds(state);
  if (input.type === 'offered') return whenOffered(state, input.command);
  switch (state.name) {
    case 'idle':
      // Words and blocks that come late, on a channel that is closed on this side, change nothing.
      return [state, []];
    case 'opening':
      return whileOpening(state, input);
    case 'rejecting':
      return whileRejecting(state, input);
    case 'asking':
      return whileAsking(state, input);
    case 'receiving':
      return whileReceiving(state, input);
  }
}

type StateOf<N extends FileReceiverState['name']> = Extract<FileReceiverState, { name: N }>;
type Busy = StateOf<'opening' | 'rejecting' | 'asking' | 'receiving'>;

function whenOffered(
  state: StateOf<'idle'> | Busy,
  command: Extract<RcCommand, { name: 'FILEXFER' }>,
): FileReceiverStep {
  const { fileName, fileSize, channelId } = command;
  // There is no file channel of that name to answer on, and no other channel is to hear FILEXFERREJECT.
  if (!isFileChannelName(channelId)) return [state, []];
  if (state.name !== 'idle') return whenOfferedAnother(state, channelId);
  // INTERNALDATA belongs to version 3. Where it means nothing, the file is ordinary: its user is asked.
  const internalData = state.version === 3 ? (command.internalData ?? 0) : 0;
  const offer: FileOffer = { fileName, fileSize, channelId, internalData };
  return [{ name: 'opening', version: state.version, offer }, [{ type: 'open-channel', channelId }]];
}

/**
 * 3.9: one file at a time. On the channel of the one under way the answer to another ends that one as well
 * (product-behavior: `SECOND_FILE_IS_REFUSED`).
 */
function whenOfferedAnother(state: Busy, channelId: string): FileReceiverStep {
  switch (state.name) {
    case 'rejecting':
      return channelId === state.channelId ? [state, []] : rejectOther(state, channelId);
    case 'opening':
      if (channelId !== state.offer.channelId) return rejectOther(state, channelId);
      return rejectWhenOpen(state, 'out-of-sequence');
    case 'asking':
    case 'receiving':
      if (channelId !== state.offer.channelId) return rejectOther(state, channelId);
      return reject(state, 'out-of-sequence');
  }
}

function whileOpening(state: StateOf<'opening'>, input: FileReceiverInput): FileReceiverStep {
  switch (input.type) {
    case 'channel-opened':
      return [{ ...state, name: 'asking' }, [question(state.offer)]];
    case 'cancel':
      return rejectWhenOpen(state, 'cancelled');
    case 'received':
      return isReject(input.block)
        ? discard(state, 'rejected', [CLOSE])
        : rejectWhenOpen(state, 'out-of-sequence');
    case 'channel-closed':
      return discard(state, 'channel-lost');
    default:
      return [state, []];
  }
}

function whileRejecting(state: StateOf<'rejecting'>, input: FileReceiverInput): FileReceiverStep {
  switch (input.type) {
    case 'channel-opened':
      return reject(state, state.reason);
    case 'received':
      return isReject(input.block) ? discard(state, state.reason, [CLOSE]) : [state, []];
    case 'channel-closed':
      return discard(state, state.reason);
    default:
      return [state, []];
  }
}

function whileAsking(state: StateOf<'asking'>, input: FileReceiverInput): FileReceiverStep {
  switch (input.type) {
    case 'user-accepts':
      return [{ ...state, name: 'receiving', remaining: state.offer.fileSize }, [say('FILEXFERACK')]];
    case 'user-refuses':
      return reject(state, 'refused');
    case 'cancel':
      return reject(state, 'cancelled');
    case 'received':
      return isReject(input.block) ? discard(state, 'rejected', [CLOSE]) : reject(state, 'out-of-sequence');
    case 'channel-closed':
      return discard(state, 'channel-lost');
    default:
      return [state, []];
  }
}

function whileReceiving(state: StateOf<'receiving'>, input: FileReceiverInput): FileReceiverStep {
  switch (input.type) {
    case 'received':
      return whenReceived(state, input.block);
    case 'cancel':
      return reject(state, 'cancelled');
    case 'write-failed':
      return reject(state, 'write-failed');
    case 'channel-closed':
      return discard(state, 'channel-lost');
    default:
      return [state, []];
  }
}

function whenReceived(state: StateOf<'receiving'>, block: Uint8Array): FileReceiverStep {
  // Also where the last bytes of the file would look so (product-behavior: `BLOCK_LIKE_A_WORD`).
  if (isReject(block)) return discard(state, 'rejected', [CLOSE]);
  if (matchFileCommand(block) === 'FILEXFEREND' && block.length !== state.remaining) {
    return state.remaining === 0 ? complete(state) : reject(state, 'out-of-sequence');
  }
  // Smaller blocks than the sender's version prescribes are taken: the count of bytes decides, not that of blocks
  // (product-behavior: `FILE_BLOCKS_MAY_BE_SMALLER`).
  const fits = block.length <= Math.min(FILE_BLOCK_BYTES[state.version], state.remaining);
  if (!fits || block.length === 0) return reject(state, 'out-of-sequence');
  return [{ ...state, remaining: state.remaining - block.length }, [{ type: 'write', block }]];
}

function complete(state: StateOf<'receiving'>): FileReceiverStep {
  const { fileName, fileSize, internalData } = state.offer;
  return [
    initialFileReceiverState(state.version),
    [{ type: 'received-file', fileName, bytes: fileSize, internalData }, CLOSE],
  ];
}

/** 3.9.5: the end of the session cancels the transfer. */
function whenSessionEnds(state: StateOf<'idle'> | Busy): FileReceiverStep {
  return [ENDED, state.name === 'idle' ? [] : [CLOSE, dropped('session-ended')]];
}

function question({ fileName, fileSize, internalData }: FileOffer): FileReceiverOutput {
  return internalData === 0
    ? { type: 'ask-user', fileName, fileSize }
    : { type: 'accept-internal', fileName, fileSize, internalData };
}

function rejectOther(state: Busy, channelId: string): FileReceiverStep {
  return [state, [{ type: 'reject-other', channelId }]];
}

function rejectWhenOpen(state: StateOf<'opening'>, reason: FileDiscardReason): FileReceiverStep {
  return [{ name: 'rejecting', version: state.version, channelId: state.offer.channelId, reason }, []];
}

function reject(state: Busy, reason: FileDiscardReason): FileReceiverStep {
  return discard(state, reason, [say('FILEXFERREJECT'), CLOSE]);
}

function discard(
  state: Busy,
  reason: FileDiscardReason,
  before: readonly FileReceiverOutput[] = [],
): FileReceiverStep {
  return [initialFileReceiverState(state.version), [...before, dropped(reason)]];
}

function dropped(reason: FileDiscardReason): FileReceiverOutput {
  return { type: 'discard', reason };
}
