import { useEffect, useState } from 'react';
import { VisuallyHidden } from 'react-aria-components';

/** `m:ss`, or `h:mm:ss` from an hour on; never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)}:${two(seconds % 60)}`;
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Spoken moments: a countdown that speaks every second is a torment. In seconds left. */
const SPOKEN = [600, 300, 120, 60, 30, 10];

/** The last spoken moment that has been passed, or `undefined` before the first. */
export function spokenMoment(leftMs: number): number | undefined {
  return SPOKEN.findLast(seconds => leftMs <= seconds * 1000);
}

export interface CountdownProps {
  /** Milliseconds since 1970. */
  readonly untilMs: number;
  /** Words for a screen reader at a few moments, e.g. "2 minutes left". */
  readonly announce?: (secondsLeft: number) => string;
}

/** Counts down each second to the eye; to the ear only at a few moments. */
export function Countdown({ untilMs, announce }: CountdownProps) {
  const now = useNow(1000);
  const left = untilMs - now;
  const moment = spokenMoment(left);
  return (
    <>
      <span className="ui-numbers" aria-hidden={announce !== undefined}>
        {formatDuration(left)}
      </span>
      {announce !== undefined && (
        <VisuallyHidden elementType="span" aria-live="polite">
          {moment === undefined ? '' : announce(moment)}
        </VisuallyHidden>
      )}
    </>
  );
}

/** The time, renewed every `everyMs` milliseconds. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
