import type { ReactNode, Ref } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ProgressBar,
} from 'react-aria-components';
import './button.css';
import { useLanguage } from '../i18n/i18n.ts';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'quiet' | 'danger' | 'plain';
export type ButtonSize = 'small' | 'medium' | 'large';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** `primary`: the step to take; `quiet`: any other; `danger`: stops something; `plain`: text only. */
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Stands before the words, never alone. */
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. While `isPending` it keeps its size and focus, and says that it is busy. */
export function Button({
  variant = 'quiet',
  size = 'medium',
  icon,
  children,
  className,
  ...props
}: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={classNames('ui-button', className)}
      data-variant={variant}
      data-size={size}
    >
      {({ isPending }) => (
        <>
          {isPending ? <Busy /> : icon}
          <span className="ui-button-label">{children}</span>
        </>
      )}
    </AriaButton>
  );
}

const BUSY = { en: 'Please wait:', de: 'Bitte warten:' } as const;

/** The button announces itself when it becomes busy, and this with its words. */
function Busy() {
  const [language] = useLanguage();
  return (
    <ProgressBar aria-label={BUSY[language]} isIndeterminate className="ui-button-busy">
      <Spinner />
    </ProgressBar>
  );
}
