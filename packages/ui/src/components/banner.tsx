import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './banner.css';

export type BannerTone = 'info' | 'warn' | 'error';

export interface BannerProps {
  readonly tone?: BannerTone;
  readonly title?: string;
  readonly children?: ReactNode;
  /** The next step, as buttons. */
  readonly action?: ReactNode;
}

const ICONS = { info: Info, warn: TriangleAlert, error: CircleAlert } as const;

/** Says what happened and what to do; an error interrupts a screen reader, the others wait. */
export function Banner({ tone = 'info', title, children, action }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div className="ui-banner" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon aria-hidden className="ui-banner-icon" />
      <div className="ui-banner-words">
        {title !== undefined && <p className="ui-banner-title">{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action !== undefined && <div className="ui-banner-action">{action}</div>}
    </div>
  );
}
