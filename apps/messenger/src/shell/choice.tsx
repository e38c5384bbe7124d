import { type ReactNode, useId } from 'react';
import './choice.css';

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A second, quieter line. */
  readonly description?: string;
}

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly description?: ReactNode;
}

/** One of a few: radio buttons that look like what they choose. */
export function Choice<V extends string>({ label, options, value, onChange, description }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choice-options" data-rich={options.some(option => option.description !== undefined)}>
        {options.map(option => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              aria-describedby={option.description === undefined ? undefined : `${name}-${option.value}`}
              onChange={() => onChange(option.value)}
            />
            <span className="choice-words">
              <span>{option.label}</span>
              {option.description !== undefined && (
                <span id={`${name}-${option.value}`} className="ui-soft ui-small">
                  {option.description}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      {description !== undefined && <p className="ui-soft ui-small">{description}</p>}
    </fieldset>
  );
}
