import type { ReactNode, Ref } from 'react';
import {
  Text as AriaText,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import './text-field.css';

interface FieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  /** The label is spoken only; the surroundings must make it plain. */
  readonly hideLabel?: boolean;
  readonly description?: ReactNode;
  /** Its presence makes the field invalid. */
  readonly error?: ReactNode;
  /** Fixed-width letters, for codes and addresses. */
  readonly mono?: boolean;
  readonly className?: string | undefined;
}

export interface TextFieldProps extends FieldProps {
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export interface TextAreaProps extends FieldProps {
  readonly placeholder?: string;
  /** Lines to begin with; the field grows with its text where the browser can. */
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

/** A labelled line of text; an error is spoken together with it. */
export function TextField({ inputRef, placeholder, ...props }: TextFieldProps) {
  return (
    <Frame {...props}>
      <Input ref={inputRef} placeholder={placeholder} className="ui-input" />
    </Frame>
  );
}

/** The same with several lines. */
export function TextArea({ inputRef, placeholder, rows = 2, ...props }: TextAreaProps) {
  return (
    <Frame {...props}>
      <AriaTextArea ref={inputRef} rows={rows} placeholder={placeholder} className="ui-input" />
    </Frame>
  );
}

function Frame({
  label,
  hideLabel = false,
  description,
  error,
  mono = false,
  className,
  children,
  ...props
}: FieldProps & { readonly children: ReactNode }) {
  const hasError = error !== undefined && error !== null && error !== false;
  return (
    <AriaTextField
      {...props}
      isInvalid={hasError || (props.isInvalid ?? false)}
      {...(hideLabel ? { 'aria-label': label } : {})}
      className={classNames('ui-field', mono && 'ui-field-mono', className)}
    >
      {!hideLabel && <Label className="ui-field-label">{label}</Label>}
      {children}
      {description !== undefined && (
        <AriaText slot="description" className="ui-field-description">
          {description}
        </AriaText>
      )}
      <FieldError className="ui-field-error">{hasError ? error : undefined}</FieldError>
    </AriaTextField>
  );
}
