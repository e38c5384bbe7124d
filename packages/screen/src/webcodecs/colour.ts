/** Colour spaces as WebCodecs takes them: what was not said is left out. */
import type { ColourSpace } from '../wire/message.ts';

export function colourInit({ primaries, transfer, matrix, fullRange }: ColourSpace): VideoColorSpaceInit {
  const init = {
    ...(primaries && { primaries }),
    ...(transfer && { transfer }),
    ...(matrix && { matrix }),
    fullRange,
  };
  // TypeScript's list is older than the tables of the format.
  return init as VideoColorSpaceInit;
}
