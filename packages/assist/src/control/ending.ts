/** Why control is over, from whatever says so, in the words of the view. */
import type { ControlEndReason, NoviceShareControlInput } from '@rendezvous/msra';
import type { ControlView } from '../view.ts';
import type { DisarmReason } from './companion-protocol.ts';

export type Ending = NonNullable<Extract<ControlView, { name: 'off' }>['last']>;

/** Novice: what the companion's reason means, and what the machine is to hear. */
export const DISARMED = {
  panic: { last: 'panic', type: 'panic' },
  timeout: { last: 'timeout', type: 'stop' },
  refused: { last: 'rejected', type: 'user-refuses' },
  stopped: { last: 'stopped', type: 'stop' },
  page: { last: 'stopped', type: 'stop' },
  closed: { last: 'companion-gone', type: 'input-failed' },
  failed: { last: 'companion-gone', type: 'input-failed' },
} as const satisfies Record<DisarmReason, { last: Ending; type: NoviceShareControlInput['type'] }>;

/** Expert: what the machine's reason means. */
export const ENDINGS: Readonly<Record<ControlEndReason, Ending | undefined>> = {
  rejected: 'rejected',
  denied: 'denied',
  panic: 'panic',
  stopped: 'stopped',
  released: 'released',
  failed: 'stopped',
  'session-ended': undefined,
};
