/**
 * The receipt in plain sentences, for the chat. Both people read the same card there, so the sentences name the other
 * person and never say "you".
 */
import type { Summary } from '@rendezvous/rendezvous';
import type { FileDirection } from './files/file-view.ts';
import type { EndCause, Interval, Receipt } from './view.ts';

export interface SummaryOptions {
  /** IANA name; default: the machine's own. */
  readonly timeZone?: string;
}

interface Words {
  readonly locale: string;
  title(from: string, to: string): string;
  seen(receipt: Receipt, when: string): string;
  controlled(receipt: Receipt, when: string): string;
  readonly notSeen: string;
  readonly notControlled: string;
  talked(receipt: Receipt, when: string): string;
  files(direction: FileDirection, count: number, amount: string, name: string): string;
  once(from: string, to: string, duration: string): string;
  often(count: number, duration: string, times: string): string;
  more(count: number): string;
  readonly verified: Readonly<Record<Receipt['verified'], string>>;
  ended(receipt: Receipt): string;
}

/** Times that are listed one by one; more are only counted. */
const LISTED = 6;

const EN: Words = {
  locale: 'en-GB',
  title: (from, to) => `Remote assistance, ${from} to ${to}`,
  seen: ({ role, remoteUser: { name } }, when) =>
    role === 'novice' ? `${name} saw the screen ${when}.` : `The screen of ${name} was seen ${when}.`,
  controlled: ({ role, remoteUser: { name } }, when) =>
    role === 'novice'
      ? `${name} was allowed to use the mouse and keyboard ${when}.`
      : `The mouse and keyboard of ${name} could be used ${when}.`,
  notSeen: 'No screen was shown.',
  notControlled: 'Nobody else used the mouse and keyboard.',
  talked: ({ remoteUser: { name } }, when) => `There was a voice call with ${name} ${when}.`,
  files: (direction, count, amount, name) => {
    const files = count === 1 ? 'One file' : `${String(count)} files`;
    return `${files} (${amount}) ${direction === 'in' ? 'came from' : 'went to'} ${name}.`;
  },
  once: (from, to, duration) => `from ${from} to ${to} (${duration})`,
  often: (count, duration, times) => `${String(count)} times, ${duration} in all (${times})`,
  more: count => `and ${String(count)} more`,
  verified: {
    compared: 'The connection was verified, and the pictures were compared.',
    tokens: 'The connection was verified by both computers; the pictures were not compared.',
    no: 'The connection was never verified.',
  },
  ended: receipt => {
    const { name } = receipt.remoteUser;
    const causes: Record<EndCause, string> = {
      'local-user':
        receipt.role === 'novice' ? 'The person who was helped ended it.' : 'The person who helped ended it.',
      'remote-user': `${name} ended it.`,
      'novice-refused': 'The screen was not to be shown.',
      'screen-stopped': 'It ended when the screen was no longer shown.',
      'remote-gone': `It ended because ${name} was gone.`,
      'link-failed': 'It ended because the connection was lost.',
      'link-never-up': 'No connection between the two computers came about.',
      'not-verified': 'It was stopped because the other side could not be verified.',
      'rendezvous-failed': 'The two sides did not find each other.',
      'protocol-error': 'It was stopped because the other side sent something that makes no sense.',
      'internal-error': 'It was stopped by an error in the program.',
    };
    return causes[receipt.cause];
  },
};

const DE: Words = {
  locale: 'de-DE',
  title: (from, to) => `Remoteunterstützung, ${from} bis ${to} Uhr`,
  seen: ({ role, remoteUser: { name } }, when) =>
    role === 'novice'
      ? `${name} hat den Bildschirm gesehen: ${when}.`
      : `Der Bildschirm von ${name} war zu sehen: ${when}.`,
  controlled: ({ role, remoteUser: { name } }, when) =>
    role === 'novice'
      ? `${name} durfte Maus und Tastatur benutzen: ${when}.`
      : `Maus und Tastatur von ${name} durften benutzt werden: ${when}.`,
  notSeen: 'Es wurde kein Bildschirm gezeigt.',
  notControlled: 'Niemand sonst hat Maus und Tastatur benutzt.',
  talked: ({ remoteUser: { name } }, when) => `Mit ${name} wurde gesprochen: ${when}.`,
  files: (direction, count, amount, name) => {
    const files = count === 1 ? 'Eine Datei' : `${String(count)} Dateien`;
    const verb = count === 1 ? 'ging' : 'gingen';
    return direction === 'in'
      ? `${files} (${amount}) von ${name} erhalten.`
      : `${files} (${amount}) ${verb} an ${name}.`;
  },
  once: (from, to, duration) => `von ${from} bis ${to} Uhr (${duration})`,
  often: (count, duration, times) => `${String(count)}-mal, zusammen ${duration} (${times})`,
  more: count => `und ${String(count)} weitere`,
  verified: {
    compared: 'Die Verbindung wurde geprüft, und die Bilder wurden verglichen.',
    tokens: 'Die Verbindung wurde von beiden Rechnern geprüft; die Bilder wurden nicht verglichen.',
    no: 'Die Verbindung wurde nie geprüft.',
  },
  ended: receipt => {
    const { name } = receipt.remoteUser;
    const causes: Record<EndCause, string> = {
      'local-user':
        receipt.role === 'novice'
          ? 'Beendet von der Person, der geholfen wurde.'
          : 'Beendet von der Person, die geholfen hat.',
      'remote-user': `${name} hat beendet.`,
      'novice-refused': 'Der Bildschirm sollte nicht gezeigt werden.',
      'screen-stopped': 'Beendet, als der Bildschirm nicht mehr gezeigt wurde.',
      'remote-gone': `Beendet, weil ${name} nicht mehr da war.`,
      'link-failed': 'Beendet, weil die Verbindung abgerissen ist.',
      'link-never-up': 'Zwischen den beiden Rechnern kam keine Verbindung zustande.',
      'not-verified': 'Abgebrochen, weil sich die Gegenseite nicht ausweisen konnte.',
      'rendezvous-failed': 'Die beiden Seiten haben nicht zueinandergefunden.',
      'protocol-error': 'Abgebrochen, weil die Gegenseite Unverständliches gesendet hat.',
      'internal-error': 'Abgebrochen durch einen Fehler im Programm.',
    };
    return causes[receipt.cause];
  },
};

/** What the assistance leaves in the chat, in English and German; times are of this machine's time zone. */
export function summaryOf(receipt: Receipt, options: SummaryOptions = {}): Summary {
  const timeZone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { texts: { en: textOf(receipt, EN, timeZone), de: textOf(receipt, DE, timeZone) } };
}

function textOf(receipt: Receipt, words: Words, timeZone: string): Summary['texts'][string] {
  const clock = new Intl.DateTimeFormat(words.locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const time = (ms: number): string => clock.format(ms);
  const { seen, controlled, talked } = receipt;
  return {
    title: words.title(time(receipt.startedAtMs), time(receipt.endedAtMs)),
    lines: [
      seen.length === 0 ? words.notSeen : words.seen(receipt, whenOf(seen, words, time)),
      controlled.length === 0
        ? words.notControlled
        : words.controlled(receipt, whenOf(controlled, words, time)),
      ...(talked.length === 0 ? [] : [words.talked(receipt, whenOf(talked, words, time))]),
      ...filesOf(receipt, words),
      words.verified[receipt.verified],
      words.ended(receipt),
    ],
  };
}

/** One line for each direction in which there were any. */
function filesOf({ files, remoteUser }: Receipt, words: Words): string[] {
  return (['in', 'out'] as const).flatMap(direction => {
    const those = files.filter(file => file.direction === direction);
    const bytes = those.reduce((sum, file) => sum + file.bytes, 0);
    const amount = formatBytes(bytes, words.locale);
    return those.length === 0 ? [] : [words.files(direction, those.length, amount, remoteUser.name)];
  });
}

/** `3.2 MB`: decimal units, as all file managers but one have them. */
function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}

function whenOf(intervals: readonly Interval[], words: Words, time: (ms: number) => string): string {
  const totalMs = intervals.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0);
  const duration = formatDuration(totalMs, words.locale);
  const [first] = intervals;
  if (first && intervals.length === 1) return words.once(time(first.fromMs), time(first.toMs), duration);
  const times = intervals.slice(0, LISTED).map(({ fromMs, toMs }) => `${time(fromMs)}–${time(toMs)}`);
  if (LISTED < intervals.length) times.push(words.more(intervals.length - LISTED));
  return words.often(intervals.length, duration, times.join(', '));
}

/** `1 hour 5 minutes`; below one minute in seconds, at least one. */
function formatDuration(ms: number, locale: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const hours = unit(Math.floor(minutes / 60), 'hour');
  return minutes % 60 === 0 ? hours : `${hours} ${unit(minutes % 60, 'minute')}`;
}
