import { LoaderCircle } from 'lucide-react';
import './spinner.css';

export interface SpinnerProps {
  /** Spoken when there are no words beside it. */
  readonly label?: string;
}

/** Something is under way. */
export function Spinner({ label }: SpinnerProps) {
  return (
    <span className="ui-spinner" role={label === undefined ? undefined : 'img'} aria-label={label}>
      <LoaderCircle aria-hidden />
    </span>
  );
}
