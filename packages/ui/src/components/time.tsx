import { useLanguage } from '../i18n/i18n.ts';
import { localeFor } from '../i18n/locale.ts';

export type TimeFormat = 'time' | 'date' | 'day' | 'full';

const FORMATS: Record<TimeFormat, Intl.DateTimeFormatOptions> = {
  time: { timeStyle: 'short' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
};

export interface TimeProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly format?: TimeFormat;
}

/** A moment, the way people write it in the language that is shown, and where the browser says they are. */
export function Time({ at, format = 'time' }: TimeProps) {
  const [language] = useLanguage();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="ui-numbers">
      {new Intl.DateTimeFormat(localeFor(language), FORMATS[format]).format(date)}
    </time>
  );
}
