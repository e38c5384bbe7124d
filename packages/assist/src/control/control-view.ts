/** What the novice's person sees of the control over this machine. */
import type { NoviceShareControlState } from '@rendezvous/msra';
import type { ControlView } from '../view.ts';
import type { Ending } from './ending.ts';
import type { Grant } from './grant.ts';

export function controlViewOf(options: {
  readonly state: NoviceShareControlState['name'];
  readonly last: Ending | undefined;
  readonly grant: Grant;
  /** A question is open, the screen is paused, or the link has lost contact. */
  readonly suspended: boolean;
}): ControlView {
  const { state, last, grant, suspended } = options;
  switch (state) {
    case 'viewing':
    case 'ended':
      return last === undefined ? { name: 'off' } : { name: 'off', last };
    case 'deciding':
      return { name: 'requested' };
    case 'enabling':
      return { name: 'arming' };
    case 'sharing':
      return { name: 'on', untilMs: grant.untilMs, resting: grant.resting || suspended };
  }
}
