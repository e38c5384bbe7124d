import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoteProps {
  readonly tone: 'info' | 'warn';
  readonly id?: string;
  readonly children: ReactNode;
  /** The next step, as buttons. */
  readonly action?: ReactNode;
}

/** Looks like a banner and says nothing by itself: what is new about a call is spoken in one place, `CallNews`. */
export function Note({ tone, id, children, action }: NoteProps) {
  const Icon = tone === 'info' ? Info : TriangleAlert;
  return (
    <div className="ui-banner" data-tone={tone}>
      <Icon aria-hidden className="ui-banner-icon" />
      <p className="ui-banner-words" id={id}>
        {children}
      </p>
      {action !== undefined && <div className="ui-banner-action">{action}</div>}
    </div>
  );
}
