import { Check, Circle } from 'lucide-react';
import { Spinner } from './spinner.tsx';
import './steps.css';

export interface StepsProps {
  /** Spoken name of the list. */
  readonly label: string;
  /** In their order; what is done stays in sight. */
  readonly steps: readonly string[];
  /** Index of the step under way; the number of steps when all are done. */
  readonly current: number;
}

/** The way to a goal in words: done, under way, still to come. */
export function Steps({ label, steps, current }: StepsProps) {
  return (
    <ol className="ui-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-step={index < current ? 'done' : index === current ? 'current' : 'ahead'}
          aria-current={index === current ? 'step' : undefined}
        >
          {index < current ? <Check aria-hidden /> : index === current ? <Spinner /> : <Circle aria-hidden />}
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
