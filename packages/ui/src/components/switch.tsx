import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './switch.css';

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  /** A second, quieter line that belongs to the name. */
  readonly description?: ReactNode;
  /** The colour when on. */
  readonly tone?: 'brand' | 'seeing' | 'controlling';
  readonly className?: string | undefined;
}

/** On or off, at once, without a further step. */
export function Switch({ children, description, tone = 'brand', className, ...props }: SwitchProps) {
  return (
    <AriaSwitch {...props} className={classNames('ui-switch', className)} data-tone={tone}>
      <span className="ui-switch-words">
        <span className="ui-switch-label">{children}</span>
        {description !== undefined && <span className="ui-switch-description">{description}</span>}
      </span>
      <span className="ui-switch-track" aria-hidden>
        <span className="ui-switch-thumb" />
      </span>
    </AriaSwitch>
  );
}
