import type { ReactNode } from 'react';
import './badge.css';

/** What a colour says; words always say it, too. */
export type Tone = 'neutral' | 'brand' | 'seeing' | 'controlling' | 'stop' | 'verified' | 'paused';

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A short word about a thing, beside it. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span className="ui-badge" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

export interface StatusDotProps {
  readonly tone?: Tone;
  /** Spoken; leave it out only where the same words stand beside the dot. */
  readonly label?: string;
}

/** A dot of colour. */
export function StatusDot({ tone = 'neutral', label }: StatusDotProps) {
  return (
    <span
      className="ui-dot"
      data-tone={tone}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
    />
  );
}
