import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components';
import './menu.css';

export interface MenuItem<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly description?: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** Takes something away. */
  readonly danger?: boolean;
}

export interface MenuProps<Id extends string> {
  /** What opens it: a `Button` or an `IconButton`. */
  readonly trigger: ReactElement;
  /** Spoken name of the list. */
  readonly label: string;
  readonly items: readonly MenuItem<Id>[];
  readonly onAction: (id: Id) => void;
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
}

/** A list of actions behind a button. */
export function Menu<Id extends string>({
  trigger,
  label,
  items,
  onAction,
  placement = 'bottom start',
}: MenuProps<Id>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" placement={placement} offset={6}>
        <AriaMenu aria-label={label} className="ui-menu">
          {items.map(item => (
            <AriaMenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              isDisabled={item.disabled ?? false}
              onAction={() => onAction(item.id)}
              className="ui-menu-item"
              data-danger={item.danger || undefined}
            >
              {item.icon}
              <span className="ui-menu-words">
                <Text slot="label">{item.label}</Text>
                {item.description !== undefined && (
                  <Text slot="description" className="ui-soft ui-small">
                    {item.description}
                  </Text>
                )}
              </span>
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
