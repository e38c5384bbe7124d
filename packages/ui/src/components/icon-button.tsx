import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps
  extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> {
  /** The name: spoken, and shown on hover and focus. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly className?: string | undefined;
}

/** For actions without consequences only, such as closing a panel; everything else has words on it. */
export function IconButton({ label, icon, className, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...props} aria-label={label} className={classNames('ui-icon-button', className)}>
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
