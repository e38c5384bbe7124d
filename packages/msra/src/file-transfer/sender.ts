// [MS-RA] 3.9 File Transfer, sender side (figures 10 and 11).
// One file at a time: its channel first, then FILEXFER on channel 71, then, after FILEXFERACK, block after block.
// No timers: the answer may take as long as the receiver's user takes (3.9.5).

import type { Version } from '../channels.ts';
import { FILE_BLOCK_BYTES, type FileCommand, matchFileCommand } from '../messages/file-transfer.ts';
import type { RcCommand } from '../messages/rc-command.ts';
import { isReject, say } from './words.ts';

/**
 * Why a file was not sent.
 *
 * - `rejected`: the receiver sent FILEXFERREJECT
 * - `cancelled`: this side's user ended it
 * - `out-of-sequence`: the receiver sent something that it may not send at that moment
 * - `read-failed`: the file could not be read, or is shorter or longer than announced
 * - `channel-lost`: the file channel could not be opened, or closed too early
 * - `session-ended`: the session was over before the receiver had it all
 */
export type FileSendFailure =
  | 'rejected'
  | 'cancelled'
  | 'out-of-sequence'
  | 'read-failed'
  | 'channel-lost'
  | 'session-ended';

/** A state of the sender; `version` is the session's and never changes. */
export type FileSenderState =
  /** Nothing to send; `send` begins. */
  | { readonly name: 'idle'; readonly version: Version }
  /** The file channel is being opened; the receiver knows nothing yet. */
  | {
      readonly name: 'opening';
      readonly version: Version;
      readonly offer: Extract<RcCommand, { name: 'FILEXFER' }>;
    }
  /** FILEXFER is sent. */
  | { readonly name: 'waiting-for-response'; readonly version: Version; readonly remaining: number }
  /** One `read-block` is under way; `remaining` bytes, at least one, have not been sent. */
  | { readonly name: 'transferring'; readonly version: Version; readonly remaining: number }
  /** Nothing more is sent; `channel-closed` makes the result known and the sender idle (product-behavior: `SENT_WHEN_CLOSED`). */
  | { readonly name: 'closing'; readonly version: Version; readonly result: 'sent' | FileSendFailure }
  | { readonly name: 'ended' };

/** What can happen to the sender. */
export type FileSenderInput =
  /** Send a file; ignored in every state but `idle`. */
  | {
      readonly type: 'send';
      /** The file's original name. */
      readonly fileName: string;
      /** In bytes. */
      readonly fileSize: number;
      /** Version 3: other than 0 for the protocol's own files. Earlier versions do not have it: left out there. */
      readonly internalData?: number;
      /** From `fileChannelName`. */
      readonly channelId: string;
    }
  /** `open-channel` is carried out. */
  | { readonly type: 'channel-opened' }
  /**
   * The file channel is closed, or could not be opened. To be fed for every close, also after `close-channel`,
   * and, where channels are only names on one carrier, right after it.
   */
  | { readonly type: 'channel-closed' }
  /** A block came on the file channel. */
  | { readonly type: 'received'; readonly block: Uint8Array }
  /** The answer to `read-block`; to be dropped where the transfer is no longer `transferring`. */
  | { readonly type: 'block-read'; readonly block: Uint8Array }
  /** The file cannot be read, or is known to be longer or shorter than announced. */
  | { readonly type: 'read-failed' }
  | { readonly type: 'cancel' }
  /** The session is over; nothing can be sent any more. */
  | { readonly type: 'session-ended' };

/** What the driver is to do, in order. */
export type FileSenderOutput =
  /** Open the file channel, then feed `channel-opened` or `channel-closed`. */
  | { readonly type: 'open-channel'; readonly channelId: string }
  /** Send on channel 71. */
  | { readonly type: 'send-command'; readonly command: RcCommand }
  /** Send on the file channel: a word or data. */
  | { readonly type: 'send-block'; readonly block: Uint8Array }
  /** Read the file's next bytes, exactly so many, then feed `block-read` when the channel has room, or `read-failed`. */
  | { readonly type: 'read-block'; readonly bytes: number }
  /** Close the file channel when all that was sent on it has left, then feed `channel-closed`. */
  | { readonly type: 'close-channel' }
  /** The receiver has been sent everything; the next file may follow. */
  | { readonly type: 'sent' }
  /** The transfer is over without success; the next file may follow, but after `session-ended`. */
  | { readonly type: 'failed'; readonly reason: FileSendFailure };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type FileSenderStep = readonly [FileSenderState, readonly FileSenderOutput[]];

/** A sender in a session of `version`. */
export function initialFileSenderState(version: Version): FileSenderState {
  return { name: 'idle', version };
}

const ENDED: FileSenderState = { name: 'ended' };
const CLOSE: FileSenderOutput = { type: 'close-channel' };

/**
 * One step of the sender.
 * INVARIANT: a transfer sends at most one FILEXFERREJECT or FILEXFEREND, and nothing after it or after a FILEXFERREJECT received.
 * INVARIANT: every `open-channel` is followed by one `sent` or `failed`, and by no other `open-channel` before that.
 */
export function stepFileSender(state: FileSenderState, input: FileSenderInput): FileSenderStep {
  if (input.type === 'session-ended') return whenSessionEnds(state);
  switch (state.name) {
    case 'idle':
      return whileIdle(state, input);
    case 'opening':
      return whileOpening(state, input);
    case 'waiting-for-response':
    case 'transferring':
      return whileOffered(state, input);
    case 'closing':
      return whileClosing(state, input);
    case 'ended':
      return [state, []];
  }
}

type StateOf<N extends FileSenderState['name']> = Extract<FileSenderState, { name: N }>;

function whileIdle(state: StateOf<'idle'>, input: FileSenderInput): FileSenderStep {
  // Words that come late, on a channel that is closed on this side, change nothing.
  if (input.type !== 'send') return [state, []];
  const { fileName, fileSize, channelId, internalData } = input;
  const ordinary = { name: 'FILEXFER', fileName, fileSize, channelId } as const;
  const offer = state.version === 3 && internalData !== undefined ? { ...ordinary, internalData } : ordinary;
  return [{ name: 'opening', version: state.version, offer }, [{ type: 'open-channel', channelId }]];
}

function whileOpening(state: StateOf<'opening'>, input: FileSenderInput): FileSenderStep {
  switch (input.type) {
    case 'channel-opened':
      return [
        { name: 'waiting-for-response', version: state.version, remaining: state.offer.fileSize },
        [{ type: 'send-command', command: state.offer }],
      ];
    case 'cancel':
      return close(state, 'cancelled');
    case 'read-failed':
      return close(state, 'read-failed');
    case 'channel-closed':
      return finish(state, 'channel-lost');
    case 'received':
      // There is nothing yet that it could answer, but nothing may be sent behind a FILEXFERREJECT.
      return isReject(input.block) ? close(state, 'rejected') : [state, []];
    default:
      return [state, []];
  }
}

type Offered = StateOf<'waiting-for-response' | 'transferring'>;

function whileOffered(state: Offered, input: FileSenderInput): FileSenderStep {
  switch (input.type) {
    case 'received':
      return whenReceived(state, matchFileCommand(input.block));
    case 'block-read':
      return state.name === 'transferring' ? whenRead(state, input.block) : [state, []];
    case 'cancel':
      return reject(state, 'cancelled');
    case 'read-failed':
      return reject(state, 'read-failed');
    case 'channel-closed':
      return finish(state, 'channel-lost');
    default:
      return [state, []];
  }
}

function whenReceived(state: Offered, word: FileCommand | undefined): FileSenderStep {
  if (word === 'FILEXFERREJECT') return close(state, 'rejected');
  if (word === 'FILEXFERACK' && state.name === 'waiting-for-response') {
    return proceed(state.version, state.remaining);
  }
  // 3.9.5 SHOULD, 3.10.5 MUST: out of sequence is answered (product-behavior: `FILE_WORDS_OUT_OF_SEQUENCE`).
  return reject(state, 'out-of-sequence');
}

function whenRead(state: StateOf<'transferring'>, block: Uint8Array): FileSenderStep {
  if (block.length !== nextBytes(state)) return reject(state, 'read-failed');
  const [next, outputs] = proceed(state.version, state.remaining - block.length);
  return [next, [...withoutWords(block).map(send), ...outputs]];
}

/** Asks for the next block, or says FILEXFEREND when there is none; a file without bytes has no blocks. */
function proceed(version: Version, remaining: number): FileSenderStep {
  if (remaining === 0) return close({ version }, 'sent', [say('FILEXFEREND')]);
  const next = { name: 'transferring', version, remaining } as const;
  return [next, [{ type: 'read-block', bytes: nextBytes(next) }]];
}

/** 3.9.5: every block has the version's size, only the last may be shorter. */
function nextBytes(state: StateOf<'transferring'>): number {
  return Math.min(FILE_BLOCK_BYTES[state.version], state.remaining);
}

/** A last block that happens to spell a word goes in two, so that it is not taken for one (product-behavior: `BLOCK_LIKE_A_WORD`). */
function withoutWords(block: Uint8Array): readonly Uint8Array[] {
  return matchFileCommand(block) === undefined ? [block] : [block.subarray(0, 1), block.subarray(1)];
}

function whileClosing(state: StateOf<'closing'>, input: FileSenderInput): FileSenderStep {
  if (input.type === 'channel-closed') return finish(state, state.result);
  // It crossed FILEXFEREND: there is nothing left to stop, but the file has not arrived.
  const refused = input.type === 'received' && isReject(input.block);
  return refused && state.result === 'sent' ? [{ ...state, result: 'rejected' }, []] : [state, []];
}

/** 3.9.5: a session that ends before the receiver has processed the data cancels the transfer. */
function whenSessionEnds(state: FileSenderState): FileSenderStep {
  switch (state.name) {
    case 'ended':
      return [state, []];
    case 'idle':
      return [ENDED, []];
    case 'closing':
      return [ENDED, [failed(state.result === 'sent' ? 'session-ended' : state.result)]];
    default:
      return [ENDED, [CLOSE, failed('session-ended')]];
  }
}

function reject(state: { readonly version: Version }, reason: FileSendFailure): FileSenderStep {
  return close(state, reason, [say('FILEXFERREJECT')]);
}

function close(
  { version }: { readonly version: Version },
  result: 'sent' | FileSendFailure,
  last: readonly FileSenderOutput[] = [],
): FileSenderStep {
  return [{ name: 'closing', version, result }, [...last, CLOSE]];
}

function finish(
  { version }: { readonly version: Version },
  result: 'sent' | FileSendFailure,
): FileSenderStep {
  return [initialFileSenderState(version), [result === 'sent' ? { type: 'sent' } : failed(result)]];
}

function failed(reason: FileSendFailure): FileSenderOutput {
  return { type: 'failed', reason };
}

function send(block: Uint8Array): FileSenderOutput {
  return { type: 'send-block', block };
}
