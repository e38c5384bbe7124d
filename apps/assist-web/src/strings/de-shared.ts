import type { sharedEn } from './en-shared.ts';

/** Deutsch: die Wörter für Dateien und für das Wiedererkennen. */
export const sharedDe: Readonly<Record<keyof typeof sharedEn, string>> = {
  'recognised.new':
    'Sie und {name} haben einander von diesen Geräten aus noch nie geholfen. Beim nächsten Mal erkennen sie sich wieder.',
  'recognised.same': 'Gleiches Gerät wie zuvor',
  'recognised.same-since': 'Sie kennen dieses Gerät von {name} seit dem {date}.',
  'recognised.changed': '{name} kommt von einem anderen Gerät als zuvor',
  'recognised.known-since': 'Sie kennen ein Gerät von {name} seit dem {date}.',
  'recognised.changed-explain':
    'Vielleicht hat {name} einen neuen Computer oder Browser. Vielleicht gibt sich nur jemand für {name} aus.',
  'recognised.compare-first': 'Vergleichen Sie zuerst die Bilder mit Ihrer Stimme. Im Zweifel stoppen Sie.',
  'recognised.accept': 'Dieses Gerät von {name} merken',
  'recognised.not': 'Das Gerät von {name} wurde nicht wiedererkannt',
  'recognised.not-own-setting': 'In diesem Browser ist das Wiedererkennen aus, darum wird nichts gemerkt.',
  'recognised.not-peer-setting': '{name} möchte beim nächsten Mal nicht wiedererkannt werden.',
  'recognised.not-failed': 'Die beiden Geräte konnten sich einander diesmal nicht vorstellen.',
  'recognised.not-not-proven':
    'Das andere Gerät gibt sich als bekannt aus und konnte es nicht beweisen. Vielleicht gibt sich jemand für {name} aus.',
  'recognised.compare': 'Vergleichen Sie die Bilder mit Ihrer Stimme. Im Zweifel stoppen Sie.',
  'recognise.summary': 'Beim nächsten Mal',
  'recognise.switch': 'Einander wiedererkennen',
  'recognise.explain':
    'Ab dem nächsten Mal merken sich Ihre beiden Browser einen Schlüssel voneinander, an dem sie sehen, ob es dasselbe Gerät ist.',

  'files.heading': 'Dateien',
  'files.send': 'Datei senden …',
  'files.empty': 'Sie können Dateien auch hierher ziehen. {name} wird gefragt, bevor etwas behalten wird.',
  'files.list': 'Dateien, die neuesten zuerst',
  'files.drop': 'Hier loslassen, um an {name} zu senden',
  'files.folder':
    'Ein Ordner lässt sich nicht senden. Packen Sie ihn zuerst in eine Datei, zum Beispiel als ZIP-Datei.',
  'file.waiting': 'Wartet, bis sie an der Reihe ist.',
  'file.asking-in': 'Wartet auf Ihre Antwort.',
  'file.asking-out': '{name} wird gefragt …',
  'file.moving-in': 'Kommt von {name} …',
  'file.moving-out': 'Unterwegs zu {name} …',
  'file.checking': 'Es wird geprüft, ob sie unversehrt ist …',
  'file.done-in': 'Von {name}, unversehrt angekommen.',
  'file.done-out': '{name} hat sie, unversehrt.',
  'file.moved': '{part} von {whole} ({percent})',
  'file.left-seconds_one': 'noch etwa {count} Sekunde',
  'file.left-seconds_other': 'noch etwa {count} Sekunden',
  'file.left-minutes_one': 'noch etwa {count} Minute',
  'file.left-minutes_other': 'noch etwa {count} Minuten',
  'file.left-hours_one': 'noch etwa {count} Stunde',
  'file.left-hours_other': 'noch etwa {count} Stunden',
  'file.progress': 'Fortschritt von {file}',
  'file.sent-name': 'Gesendet wurde sie unter dem Namen',
  'file.cancel-name': 'Abbrechen: {file}',
  'file.again': 'Noch einmal',
  'file.again-name': 'Noch einmal: {file}',
  'file.save': 'Speichern',
  'file.save-name': 'Speichern: {file}',
  'file.save-again': 'Erneut speichern',
  'file.save-again-name': 'Erneut speichern: {file}',
  'file.sum': 'Prüfsumme (SHA-256)',
  'file.sum-explain': 'Wo beide Seiten dieselbe zeigen, haben beide dieselbe Datei.',
  'file.sum-sent': 'Von dem, was gesendet wurde:',
  'file.sum-received': 'Von dem, was angekommen ist:',
  'file.copy': 'Kopieren',
  'file.copied': 'Kopiert',

  'file-ended-in.refused': 'Sie haben sie abgelehnt.',
  'file-ended-in.refused-unasked':
    'Sie wurde abgelehnt, ohne Sie zu fragen, weil Sie gerade mehrere abgelehnt hatten. {name} kann sie gleich noch einmal senden.',
  'file-ended-in.not-supported':
    'Sie wurde abgelehnt, weil dieser Browser keine Dateien behalten kann. Bitten Sie {name} im Chat darum.',
  'file-ended-in.too-large':
    'Sie wurde abgelehnt, weil sie zu groß ist: Mehr als 2 GB gehen nicht. Bitten Sie {name}, sie in Teilen zu senden.',
  'file-ended-in.too-many':
    'Es warteten zu viele Dateien. Bitten Sie {name}, sie später noch einmal zu senden.',
  'file-ended-in.cancelled-here': 'Sie haben abgebrochen. Nichts davon wurde behalten.',
  'file-ended-in.cancelled-there': '{name} hat abgebrochen. Nichts davon wurde behalten.',
  'file-ended-in.read-failed':
    'Der Computer von {name} konnte sie nicht mehr lesen. Nichts davon wurde behalten. Bitten Sie {name}, sie noch einmal zu senden.',
  'file-ended-in.write-failed':
    'Es war kein Platz für sie. Schaffen Sie Platz und bitten Sie {name} dann, sie noch einmal zu senden.',
  'file-ended-in.not-as-announced':
    'Was kam, war nicht das Angekündigte. Darum wurde nichts davon behalten. Bitten Sie {name}, sie noch einmal zu senden.',
  'file-ended-in.damaged':
    'Sie wurde unterwegs beschädigt. Darum wurde nichts davon behalten. Bitten Sie {name}, sie noch einmal zu senden.',
  'file-ended-in.unconfirmed':
    'Die andere Seite hat nie gesagt, was sie gesendet hat. Darum wurde nichts behalten. Bitten Sie {name}, sie noch einmal zu senden.',
  'file-ended-in.connection-lost':
    'Die Verbindung ist abgebrochen. Nichts davon wurde behalten. Bitten Sie {name}, sie noch einmal zu senden.',
  'file-ended-in.session-ended':
    'Die Unterstützung war zu Ende, bevor alles da war. Nichts davon wurde behalten.',

  'file-ended-out.refused':
    '{name} hat sie abgelehnt. Fragen Sie im Chat, bevor Sie es noch einmal versuchen.',
  'file-ended-out.refused-unasked':
    '{name} wurde nicht gefragt: Zu viele wurden abgelehnt. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
  'file-ended-out.not-supported': 'Der Browser von {name} kann keine Dateien behalten.',
  'file-ended-out.too-large': 'Sie ist zu groß: Mehr als 2 GB gehen nicht. Senden Sie sie in Teilen.',
  'file-ended-out.too-many':
    'Es warten schon zu viele Dateien. Versuchen Sie es noch einmal, wenn einige durch sind.',
  'file-ended-out.cancelled-here': 'Sie haben abgebrochen.',
  'file-ended-out.cancelled-there':
    '{name} hat abgebrochen. Fragen Sie im Chat, bevor Sie es noch einmal versuchen.',
  'file-ended-out.read-failed':
    'Sie ließ sich nicht lesen: Sie wurde geändert, verschoben oder gelöscht. Wählen Sie sie noch einmal aus.',
  'file-ended-out.write-failed':
    'Der Computer von {name} konnte sie nicht behalten. Wenn {name} Platz geschaffen hat, versuchen Sie es noch einmal.',
  'file-ended-out.not-as-announced':
    'Der Computer von {name} hat den Faden verloren. Versuchen Sie es noch einmal.',
  'file-ended-out.damaged':
    'Sie wurde unterwegs beschädigt, und {name} hat nichts davon. Versuchen Sie es noch einmal.',
  'file-ended-out.unconfirmed':
    'Alles wurde gesendet, aber der Computer von {name} hat nie gesagt, ob es angekommen ist. Fragen Sie {name}; wenn sie fehlt, versuchen Sie es noch einmal.',
  'file-ended-out.connection-lost': 'Die Verbindung ist abgebrochen. Versuchen Sie es noch einmal.',
  'file-ended-out.session-ended': 'Die Unterstützung war zu Ende, bevor alles gesendet war.',

  'kept.heading': 'Dateien, die Sie bekommen haben',
  'kept.lost': 'Dateien, die nicht ganz durchkamen',
  'kept.lost-next': 'Beginnen Sie im Chat eine neue Unterstützung, um sie noch einmal zu senden.',
  'kept.unsaved': 'Speichern Sie sie, bevor Sie dieses Fenster schließen: Danach sind sie weg.',
  'kept.saved': 'Alle sind gespeichert.',
};
