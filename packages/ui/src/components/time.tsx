import { useLanguage } from '../i18n/i18n.ts';

export type TimeFormat = 'time' | 'date' | 'day' | 'full';

const FORMATS: Record<TimeFormat, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
};

export interface TimeProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly format?: TimeFormat;
}

/** A moment, the way the person's language writes it. */
export function Time({ at, format = 'time' }: TimeProps) {
  const [language] = useLanguage();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="ui-numbers">
      {new Intl.DateTimeFormat(language, FORMATS[format]).format(date)}
    </time>
  );
}
