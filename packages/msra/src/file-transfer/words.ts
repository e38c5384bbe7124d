// What both sides of a file transfer do with the words of its channel ([MS-RA] 2.2.3).

import { encodeFileCommand, type FileCommand, matchFileCommand } from '../messages/file-transfer.ts';

/** An output that says a word on the file channel. */
export function say(word: FileCommand): { readonly type: 'send-block'; readonly block: Uint8Array } {
  return { type: 'send-block', block: encodeFileCommand(word) };
}

/** Whether a block refuses, cancels or gives up: the last thing that is sent or heard on a file channel. */
export function isReject(block: Uint8Array): boolean {
  return matchFileCommand(block) === 'FILEXFERREJECT';
}
