import type { ComponentPropsWithRef, ElementType } from 'react';
import './card.css';
import { classNames } from './class-names.ts';

export interface CardProps extends ComponentPropsWithRef<'div'> {
  readonly as?: ElementType;
  readonly padding?: 'none' | 'small' | 'medium';
}

/** A quiet box for things that belong together. */
export function Card({ as: Element = 'div', padding = 'medium', className, ...props }: CardProps) {
  return <Element {...props} className={classNames('ui-card', className)} data-padding={padding} />;
}
