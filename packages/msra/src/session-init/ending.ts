// How every session initialization ends, of whichever version and side.

import type { CtlPacket } from '../messages/ctl.ts';
import { RESULT_CODE, type ResultCodeName } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';

/** The last state, and the outputs that lead to it. */
export type Ending = readonly [
  { readonly name: 'ended'; readonly reason: SessionEndReason },
  readonly (
    | { readonly type: 'send'; readonly packet: CtlPacket }
    | { readonly type: 'terminate'; readonly reason: SessionEndReason }
  )[],
];

/** The end, behind a last word where one is owed. */
export function end(reason: SessionEndReason, lastWord?: CtlPacket): Ending {
  const said = lastWord ? [{ type: 'send', packet: lastWord } as const] : [];
  return [{ name: 'ended', reason }, [...said, { type: 'terminate', reason }]];
}

/** The last word of a novice of version 1 or 2 that ends it for a reason of its own (product-behavior: `RESULT_IS_THE_LAST_WORD`). */
export function failure(code: ResultCodeName): CtlPacket {
  return { name: 'RESULT', result: RESULT_CODE[code] };
}
