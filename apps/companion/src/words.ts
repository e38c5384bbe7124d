/** Everything the companion says to the person at the machine, in English and German. */
import type { DisarmReason, UnableReason } from '@rendezvous/assist';

export type Language = 'en' | 'de';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly allow: string;
  readonly refuse: string;
  /** What a terminal prints after the text; the capital letter is the default. */
  readonly choice: string;
  /** What may be typed for a yes, in lower case; everything else is no. */
  readonly yes: readonly string[];
  readonly refused: string;
}

interface Catalogue {
  readonly banner: string;
  readonly what: string;
  readonly code: (code: string) => string;
  readonly newCode: (code: string) => string;
  readonly waiting: (port: number) => string;
  readonly origins: (list: string) => string;
  readonly unable: Readonly<Record<UnableReason, string>>;
  readonly paired: string;
  readonly armed: (name: string, minutes: number) => string;
  readonly disarmed: Readonly<Record<DisarmReason, string>>;
  readonly wrongCode: (left: number) => string;
  readonly locked: string;
  readonly portsTaken: string;
  readonly lost: string;
  readonly crashed: string;
  readonly stopped: string;
  readonly nobodyToAsk: string;
  readonly question: (name: string, address: string, minutes: number) => Question;
}

const en: Catalogue = {
  banner: 'Rendezvous companion',
  what: [
    'This small program lets a person who helps you use this computer’s mouse and keyboard,',
    'but only after you say yes to a question on this computer. Nothing else listens to it: only your own browser.',
    'To take control back at any time, hold Esc or press it twice.',
  ].join('\n'),
  code: code => `Your one-time code: ${code}\nType it into the assistance window of your browser.`,
  newCode: code => `The page has gone. To pair another one, type this new one-time code: ${code}`,
  waiting: port => `Waiting on 127.0.0.1:${String(port)}. Press Ctrl+C to stop.`,
  origins: list =>
    `Pages of these origins may pair: ${list}\nFor another one, start with --origin https://chat.example`,
  unable: {
    wayland:
      'This desktop runs on Wayland, which does not let a program use the mouse and keyboard. Sign in again with an “Xorg” or “X11” session to be helped with control. Showing the screen works as it is.',
    'macos-permission':
      'macOS has not allowed this yet. Open System Settings → Privacy & Security → Accessibility (and Input Monitoring), allow the program in which you started the companion, and start it again.',
    'no-display':
      'No desktop was found: DISPLAY is not set, or the display does not answer. Start the companion in a terminal on the desktop.',
    'no-xtest':
      'This desktop lacks a part that the companion needs: the XTEST and XInput 2 extensions and their libraries (on Debian: libxtst6 and libxi6).',
    'unsupported-system': 'This operating system is not supported: Linux with X11, Windows and macOS are.',
  },
  paired: 'Your browser is paired. Nothing is controlled until you say yes to a question.',
  armed: (name, minutes) =>
    `${name} can use your mouse and keyboard for up to ${String(minutes)} minutes. Hold Esc or press it twice to stop.`,
  disarmed: {
    panic: 'You pressed Esc: control is off.',
    page: 'Control is off.',
    timeout: 'The time is over: control is off.',
    refused: 'You refused: control stays off.',
    closed: 'The page has gone: control is off.',
    stopped: 'Control is off.',
    failed: 'Something went wrong: control is off.',
  },
  wrongCode: left => `A page sent a wrong code. Tries left: ${String(left)}`,
  locked: 'Too many wrong codes: the companion ends here. Start it again for a new code.',
  portsTaken: 'No port is free. Is another companion running? Stop it first, or name a port with --port.',
  lost: 'The desktop went away: the companion ends here.',
  crashed: 'The companion has failed and ends here. Everything it held down was released.',
  stopped: 'Stopped. Everything is released.',
  nobodyToAsk:
    'There is no dialog and no terminal to ask you, so the answer is no. Start the companion in a terminal.',
  question: (name, address, minutes) => ({
    title: 'Rendezvous: allow control?',
    text: `“${name}” (${address}) asks to use this computer’s mouse and keyboard for up to ${String(minutes)} minutes.\n\nSay yes only if you asked this person for help. To take control back at any time, hold Esc or press it twice.`,
    allow: 'Allow',
    refuse: 'Refuse',
    choice: 'Allow? [y/N] ',
    yes: ['y', 'yes'],
    refused: 'Refused.',
  }),
};

const de: Catalogue = {
  banner: 'Rendezvous-Begleiter',
  what: [
    'Dieses kleine Programm lässt eine Person, die Ihnen hilft, Maus und Tastatur dieses Computers benutzen,',
    'aber erst, nachdem Sie auf eine Frage an diesem Computer mit Ja geantwortet haben. Nur Ihr eigener Browser erreicht es.',
    'Sie nehmen die Steuerung jederzeit zurück: Esc gedrückt halten oder zweimal drücken.',
  ].join('\n'),
  code: code => `Ihr Einmalcode: ${code}\nTippen Sie ihn in das Hilfefenster Ihres Browsers.`,
  newCode: code =>
    `Die Seite ist weg. Um eine andere zu verbinden, tippen Sie diesen neuen Einmalcode: ${code}`,
  waiting: port => `Wartet auf 127.0.0.1:${String(port)}. Mit Strg+C beenden.`,
  origins: list =>
    `Seiten dieser Ursprünge dürfen sich verbinden: ${list}\nFür einen anderen starten Sie mit --origin https://chat.example`,
  unable: {
    wayland:
      'Dieser Desktop läuft mit Wayland; dort darf kein Programm Maus und Tastatur benutzen. Melden Sie sich mit einer „Xorg“- oder „X11“-Sitzung neu an, um mit Steuerung Hilfe zu bekommen. Den Bildschirm zu zeigen geht auch so.',
    'macos-permission':
      'macOS hat das noch nicht erlaubt. Öffnen Sie Systemeinstellungen → Datenschutz & Sicherheit → Bedienungshilfen (und Eingabeüberwachung), erlauben Sie das Programm, in dem Sie den Begleiter gestartet haben, und starten Sie ihn neu.',
    'no-display':
      'Kein Desktop gefunden: DISPLAY ist nicht gesetzt oder der Bildschirm antwortet nicht. Starten Sie den Begleiter in einem Terminal auf dem Desktop.',
    'no-xtest':
      'Diesem Desktop fehlt ein Teil, den der Begleiter braucht: die Erweiterungen XTEST und XInput 2 und ihre Bibliotheken (unter Debian: libxtst6 und libxi6).',
    'unsupported-system':
      'Dieses Betriebssystem wird nicht unterstützt: Linux mit X11, Windows und macOS werden es.',
  },
  paired: 'Ihr Browser ist verbunden. Nichts wird gesteuert, bevor Sie auf eine Frage mit Ja antworten.',
  armed: (name, minutes) =>
    `${name} kann Ihre Maus und Tastatur bis zu ${String(minutes)} Minuten lang benutzen. Zum Beenden Esc halten oder zweimal drücken.`,
  disarmed: {
    panic: 'Sie haben Esc gedrückt: Die Steuerung ist aus.',
    page: 'Die Steuerung ist aus.',
    timeout: 'Die Zeit ist um: Die Steuerung ist aus.',
    refused: 'Sie haben abgelehnt: Die Steuerung bleibt aus.',
    closed: 'Die Seite ist weg: Die Steuerung ist aus.',
    stopped: 'Die Steuerung ist aus.',
    failed: 'Etwas ist schiefgegangen: Die Steuerung ist aus.',
  },
  wrongCode: left => `Eine Seite hat einen falschen Code geschickt. Versuche übrig: ${String(left)}`,
  locked:
    'Zu viele falsche Codes: Der Begleiter endet hier. Starten Sie ihn neu, um einen neuen Code zu bekommen.',
  portsTaken:
    'Kein Port ist frei. Läuft schon ein Begleiter? Beenden Sie ihn, oder nennen Sie einen Port mit --port.',
  lost: 'Der Desktop ist weg: Der Begleiter endet hier.',
  crashed: 'Der Begleiter ist gescheitert und endet hier. Alles, was er gedrückt hielt, ist losgelassen.',
  stopped: 'Beendet. Alles ist losgelassen.',
  nobodyToAsk:
    'Es gibt keinen Dialog und kein Terminal, um Sie zu fragen, also ist die Antwort Nein. Starten Sie den Begleiter in einem Terminal.',
  question: (name, address, minutes) => ({
    title: 'Rendezvous: Steuerung erlauben?',
    text: `„${name}“ (${address}) möchte Maus und Tastatur dieses Computers bis zu ${String(minutes)} Minuten lang benutzen.\n\nSagen Sie nur Ja, wenn Sie diese Person um Hilfe gebeten haben. Sie nehmen die Steuerung jederzeit zurück: Esc halten oder zweimal drücken.`,
    allow: 'Erlauben',
    refuse: 'Ablehnen',
    choice: 'Erlauben? [j/N] ',
    yes: ['j', 'ja', 'y', 'yes'],
    refused: 'Abgelehnt.',
  }),
};

export const WORDS: Readonly<Record<Language, Catalogue>> = { en, de };

/** The language of a BCP 47 tag or of a POSIX locale; English when it is neither of the two. */
export function languageOf(tag: string | undefined): Language {
  return tag !== undefined && /^de\b|^de[_-]/i.test(tag) ? 'de' : 'en';
}
