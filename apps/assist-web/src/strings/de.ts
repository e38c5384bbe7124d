import { sharedDe } from './de-shared.ts';
import { voiceDe } from './de-voice.ts';
import type { en } from './en.ts';

/** Deutsch; die Schlüssel gibt das englische Verzeichnis vor. */
export const de: Readonly<Record<keyof typeof en, string>> = {
  ...sharedDe,
  ...voiceDe,

  'app.name': 'Remoteunterstützung',

  'title.opening': 'Wird geöffnet … – Remoteunterstützung',
  'title.connecting': 'Verbindung mit {name} – Remoteunterstützung',
  'title.choosing': 'Es wird nichts gezeigt – Remoteunterstützung',
  'title.seen': '{name} sieht Ihren Bildschirm – Remoteunterstützung',
  'title.controlled': '{name} kann Maus und Tastatur benutzen – Remoteunterstützung',
  'title.paused': 'Angehalten – Remoteunterstützung',
  'title.waiting-screen': 'Warten auf {name} – Remoteunterstützung',
  'title.seeing': 'Bildschirm von {name} – Remoteunterstützung',
  'title.controlling': 'Sie steuern den Bildschirm von {name} – Remoteunterstützung',
  'title.question': 'Frage: {name} möchte Maus und Tastatur benutzen',
  'title.question-file': 'Frage: {name} möchte Ihnen eine Datei senden',
  'title.question-voice': 'Frage: {name} möchte mit Ihnen sprechen',
  'title.ended': 'Beendet – Remoteunterstützung',
  'title.failed': 'Nicht geöffnet – Remoteunterstützung',

  'opening.heading': 'Remoteunterstützung',
  'opening.with': 'Mit {name}',
  'opening.novice': 'Sie wählen gleich, was {name} sieht. Noch wird nichts gezeigt.',
  'opening.expert': '{name} wählt, was Sie sehen.',
  'opening.steps': 'Fortschritt',
  'opening.open': 'Wird geöffnet …',
  'opening.waiting': 'Warten, bis {name} geöffnet hat …',
  'opening.connecting': 'Verbinden',
  'opening.verifying': 'Prüfen, ob die Leitung unsere ist',
  'opening.connected': 'Verbunden',
  'opening.connected-direct': 'Direkt verbunden',
  'opening.connected-relayed': 'Über eine Zwischenstation verbunden',
  'opening.slow': 'Das dauert länger als sonst. Sie können weiter warten oder stoppen.',
  'opening.choosing': '{name} wählt gerade, was gezeigt wird. Sie sehen es dann hier.',

  'failed.heading': 'Dieses Fenster konnte nicht aus dem Chat geöffnet werden',
  'failed.no-messenger':
    'Remoteunterstützung wird aus einem Chat geöffnet. Gehen Sie zurück zum Chat und wählen Sie „Um Remoteunterstützung bitten“ oder „Remoteunterstützung anbieten“.',
  'failed.reloaded':
    'Dieses Fenster wurde neu geladen, und damit war die Unterstützung zu Ende. Beginnen Sie im Chat eine neue.',
  'failed.timeout':
    'Der Chat hat nicht geantwortet. Vielleicht wurde sein Fenster geschlossen. Beginnen Sie noch einmal im Chat.',
  'failed.refused':
    'Der Chat hat diese Unterstützung nicht übergeben. Vielleicht wurde sie zurückgenommen, oder sie ist schon in einem anderen Fenster offen.',
  'failed.session-ended':
    'Die Unterstützung war vorbei, bevor dieses Fenster offen war: Sie wurde zurückgenommen, oder es dauerte zu lange. Beginnen Sie noch einmal im Chat.',
  'failed.version':
    'Der Chat und diese Seite haben verschiedene Versionen. Laden Sie den Chat neu und beginnen Sie dort noch einmal.',
  'failed.unsupported':
    'Dieser Browser kann das nicht: Ihm fehlt WebRTC, oder die Seite wurde nicht über eine sichere Verbindung (https oder localhost) geöffnet.',
  'failed.crashed':
    'In dieser Seite ist etwas zerbrochen. Es wird niemandem mehr etwas gezeigt. Beginnen Sie noch einmal im Chat.',

  'band.label': 'Was die andere Person jetzt kann',
  'band.nothing': '{name} sieht nichts',
  'band.seen': '{name} sieht Ihren Bildschirm',
  'band.seen-window': '{name} sieht ein Fenster',
  'band.seen-tab': '{name} sieht einen Browser-Tab',
  'band.controlled': '{name} kann Ihre Maus und Tastatur benutzen',
  'band.resting': 'Die Steuerung durch {name} ruht, solange Sie selbst Maus oder Tastatur benutzen',
  'band.paused': 'Angehalten: {name} sieht eine leere Seite',
  'band.arming': 'Beantworten Sie die Frage des Begleitprogramms, um die Steuerung zu erlauben',
  'band.waiting': 'Warten auf {name}',
  'band.connecting': 'Verbindung mit {name} wird aufgebaut',
  'band.unstable': 'Die Verbindung ist unterbrochen. Neuer Versuch …',
  'band.left': 'noch {time}',
  'band.left-minutes_one': 'Die Steuerung endet in {count} Minute',
  'band.left-minutes_other': 'Die Steuerung endet in {count} Minuten',
  'band.left-seconds_one': 'Die Steuerung endet in {count} Sekunde',
  'band.left-seconds_other': 'Die Steuerung endet in {count} Sekunden',
  'band.renew': '15 Minuten mehr',
  'band.take-back': 'Steuerung zurücknehmen',
  'band.take-back-hint': 'Zweimal Esc drücken oder Esc halten bewirkt dasselbe.',

  'action.stop': 'Stopp',
  'action.pause': 'Pause',
  'action.resume': 'Fortsetzen',
  'action.close': 'Schließen',
  'action.close-window': 'Fenster schließen',
  'action.cancel': 'Abbrechen',

  'novice.heading': 'Remoteunterstützung: {name} hilft Ihnen',

  'choose.heading': 'Wählen Sie, was {name} sieht',
  'choose.explain':
    'Ihr Browser fragt gleich, was gezeigt werden soll. {name} sieht genau das, live, und sonst nichts, bis Sie anhalten oder stoppen.',
  'choose.whole':
    'Wählen Sie „Gesamter Bildschirm“, wenn {name} später auch Ihre Maus und Tastatur benutzen soll.',
  'choose.button': 'Auswählen, was gezeigt wird',
  'choose.change': 'Etwas anderes zeigen',
  'choose.ready': '{name} sieht es, sobald die Leitung geprüft ist.',
  'choose.cancelled': 'Es wurde nichts ausgewählt, also wird nichts gezeigt. Sie können noch einmal wählen.',
  'choose.unsupported':
    'Dieser Browser kann keinen Bildschirm zeigen. Öffnen Sie den Chat bitte an einem Computer in Chrome, Edge oder Firefox.',
  'choose.failed':
    'Der Browser durfte den Bildschirm nicht zeigen. Erlauben Sie ihm auf einem Mac in den Systemeinstellungen die Bildschirmaufnahme und versuchen Sie es dann noch einmal.',

  'preview.heading': 'Was {name} sieht',
  'preview.label': 'Kleines Bild von dem, was Sie zeigen, alle paar Sekunden erneuert',
  'preview.paused': 'Angehalten',
  'preview.paused-explain': '{name} sieht eine leere Seite, bis Sie fortsetzen.',
  'preview.none': 'Es wird nichts gezeigt',

  'ladder.heading': 'Was Sie erlauben',
  'ladder.see': 'Sehen',
  'ladder.see-off': 'Aus. {name} sieht nichts.',
  'ladder.see-paused': 'Angehalten. {name} sieht eine leere Seite.',
  'ladder.see-monitor': '{name} sieht Ihren gesamten Bildschirm.',
  'ladder.see-window': '{name} sieht ein Fenster.',
  'ladder.see-browser': '{name} sieht einen Browser-Tab.',
  'ladder.control': 'Steuern',
  'ladder.control-off': 'Aus. {name} kann darum bitten, Maus und Tastatur zu benutzen.',
  'ladder.control-requested': '{name} fragt gerade.',
  'ladder.control-arming': 'Das Begleitprogramm fragt Sie noch einmal, in einem eigenen Fenster.',
  'ladder.control-on': '{name} kann Ihre Maus und Tastatur benutzen.',
  'ladder.control-resting': 'Ruht, solange Sie selbst Maus oder Tastatur benutzen.',

  'control-last.rejected': 'Sie haben die Steuerung abgelehnt.',
  'control-last.denied': 'Die Steuerung war nicht möglich.',
  'control-last.released': '{name} hat die Steuerung zurückgegeben.',
  'control-last.panic': 'Sie haben die Steuerung mit Esc zurückgenommen.',
  'control-last.stopped': 'Sie haben die Steuerung zurückgenommen.',
  'control-last.timeout': 'Die Zeit für die Steuerung ist abgelaufen.',
  'control-last.companion-gone': 'Das Begleitprogramm wurde beendet und damit auch die Steuerung.',

  'question.control': '{name} möchte Ihre Maus und Tastatur benutzen',
  'question.explain':
    'Wenn Sie es erlauben, kann {name} 15 Minuten lang an Ihrem Computer klicken und tippen wie jemand, der davor sitzt.',
  'question.take-back':
    'Sie können die Steuerung jederzeit zurücknehmen: Drücken Sie zweimal Esc, oder bewegen Sie Ihre eigene Maus.',
  'question.address': 'Adresse: {address}',
  'question.refuse': 'Ablehnen',
  'question.allow': 'Erlauben',
  'question.needs-companion':
    'Bevor Sie das erlauben können, muss auf diesem Computer das Begleitprogramm laufen.',
  'question.needs-whole-screen':
    'Sie zeigen nur einen Teil Ihres Bildschirms. Zeigen Sie zuerst den gesamten Bildschirm, um die Steuerung zu erlauben.',
  'question.choose-whole': 'Gesamten Bildschirm wählen',
  'question.unable': 'Auf diesem Computer kann niemand anders Maus und Tastatur benutzen.',
  'question.file': '{name} möchte Ihnen eine Datei senden',
  'question.file-explain': 'Sie wird nur behalten, wenn Sie Ja sagen, und nie von selbst geöffnet.',
  'question.accept-file': 'Datei annehmen',
  'question.voice': '{name} möchte mit Ihnen sprechen',
  'question.voice-explain': 'Ihr Mikrofon geht nur an, wenn Sie Ja sagen.',

  'companion.heading': 'Begleitprogramm',
  'companion.what':
    'Ein Browser darf Ihre Maus nicht bewegen. Das tut ein kleines Programm auf diesem Computer, das Begleitprogramm, und nur, nachdem Sie Ja gesagt haben.',
  'companion.start': 'Starten Sie es in einem Terminal im Ordner von Rendezvous:',
  'companion.shows-code': 'Es zeigt einen Code. Geben Sie ihn hier ein:',
  'companion.code': 'Code des Begleitprogramms',
  'companion.connect': 'Verbinden',
  'companion.connecting': 'Das Begleitprogramm wird gesucht …',
  'companion.paired': 'Das Begleitprogramm ist bereit.',
  'companion.not-needed': 'Nur für die Steuerung nötig.',
  'companion.off': 'Nicht verbunden',
  'companion.on': 'Bereit',
  'companion.cannot': 'Kann nicht steuern',
  'companion.screens_one': 'Es sieht {count} Bildschirm.',
  'companion.screens_other': 'Es sieht {count} Bildschirme.',
  'companion-failed.not-running':
    'Das Begleitprogramm wurde auf diesem Computer nicht gefunden. Starten Sie es und versuchen Sie es noch einmal. Wenn der Browser fragt, ob diese Seite sich mit diesem Computer verbinden darf, erlauben Sie es.',
  'companion-failed.wrong-code':
    'Das ist nicht der Code. Geben Sie den Code ein, den das Fenster des Begleitprogramms jetzt zeigt.',
  'companion-failed.locked':
    'Zu viele falsche Codes. Schließen Sie das Begleitprogramm, starten Sie es neu und geben Sie den neuen Code ein.',
  'companion-failed.busy':
    'Das Begleitprogramm ist schon mit einem anderen Fenster verbunden. Schließen Sie zuerst jenes Fenster.',
  'companion-failed.lost':
    'Die Verbindung zum Begleitprogramm ist abgebrochen. Starten Sie es neu und geben Sie den neuen Code ein.',
  'companion-unable.wayland':
    'Dieser Desktop läuft unter Wayland, wo Programme die Maus nicht bewegen dürfen. Melden Sie sich ab, wählen Sie eine Sitzung mit „X11“ oder „Xorg“ und melden Sie sich wieder an.',
  'companion-unable.macos-permission':
    'macOS hat es noch nicht erlaubt. Öffnen Sie in den Systemeinstellungen „Datenschutz & Sicherheit“, dann „Bedienungshilfen“, und erlauben Sie das Terminal des Begleitprogramms. Starten Sie es danach neu.',
  'companion-unable.no-display':
    'Das Begleitprogramm findet keinen Desktop. Starten Sie es in einem Terminalfenster auf dem Desktop selbst.',
  'companion-unable.no-xtest': 'Dem Desktop fehlt die Erweiterung XTEST, die das Begleitprogramm braucht.',
  'companion-unable.unsupported-system': 'Das Begleitprogramm kennt dieses Betriebssystem nicht.',

  'bar.keep': 'Kleine Leiste oben behalten',
  'bar.explain': 'Ein kleines Fenster mit Pause und Stopp, das über allem anderen bleibt.',
  'bar.close': 'Kleine Leiste schließen',
  'bar.answer': 'Frage beantworten',
  'bar.title': 'Remoteunterstützung: Pause und Stopp',

  'verify.heading': 'Ist es wirklich {name}?',
  'verify.explain':
    'Lesen Sie einander diese vier Bilder vor, zum Beispiel am Telefon. Wenn sie gleich sind, sitzt niemand dazwischen.',
  'verify.pictures': 'Vier Bilder',
  'verify.same': 'Sie sind gleich',
  'verify.different': 'Sie sind verschieden: Stopp',
  'verify.confirmed': 'Von Ihnen verglichen',

  'chat.heading': 'Chat',
  'chat.with': 'Chat mit {name}',
  'chat.empty': 'Schreiben Sie hier mit {name}, während Sie zusammen arbeiten. Es bleibt in diesem Fenster.',
  'chat.message': 'Nachricht',
  'chat.placeholder': 'Nachricht schreiben',
  'chat.send': 'Senden',
  'chat.you': 'Sie',
  'chat.typing': '{name} schreibt …',
  'chat.closed': 'Der Chat öffnet sich, sobald Sie verbunden sind.',
  'chat.show': 'Chat',
  'chat.show-new_one': 'Chat, {count} neue Nachricht',
  'chat.show-new_other': 'Chat, {count} neue Nachrichten',
  'chat.hide': 'Chat schließen',

  'expert.heading': 'Remoteunterstützung: Sie helfen {name}',
  'expert.bar': 'Werkzeuge',
  'expert.screen-of': 'Bildschirm von {name}',
  'expert.leave': 'Verlassen',
  'expert.request': 'Um Steuerung bitten',
  'expert.requested': 'Warten auf die Antwort von {name} …',
  'expert.withdraw': 'Zurückziehen',
  'expert.arming': '{name} hat Ja gesagt und bestätigt es am Computer …',
  'expert.release': 'Steuerung zurückgeben',
  'expert.in-control': 'Sie steuern',
  'expert.resting': '{name} benutzt selbst Maus oder Tastatur. Ihre ruhen einen Moment.',
  'expert.looking': 'Sie sehen den Bildschirm von {name}',
  'expert.paused': 'Angehalten',
  'expert.paused-explain': '{name} hat angehalten. Das Bild kommt wieder, sobald {name} fortsetzt.',
  'expert.no-picture': '{name} wählt gerade, was gezeigt wird.',
  'expert.unstable': 'Die Verbindung ist unterbrochen. Neuer Versuch …',
  'expert.view': 'Ansicht',
  'expert.fit': 'An Fenster anpassen',
  'expert.actual': 'Tatsächliche Größe',
  'expert.full-screen': 'Vollbild',
  'expert.leave-full-screen': 'Vollbild verlassen',
  'expert.keys': 'Tasten',
  'expert.keys-label': 'Tasten zum Senden',
  'expert.type-text': 'Text tippen …',
  'expert.type-text-heading': 'Text am Computer von {name} tippen',
  'expert.type-text-label': 'Text',
  'expert.type-text-explain':
    'Er wird dort getippt, wo die Schreibmarke steht, Zeichen für Zeichen, auf jeder Tastaturbelegung.',
  'expert.type-text-send': 'Tippen',
  'expert.windows-key': 'Windows-Taste',
  'expert.keyboard-on': 'Ihre Tastatur geht an {name}',
  'expert.keyboard-off': 'Klicken Sie auf das Bild, um dort zu tippen',
  'expert.keyboard-leave': 'Tastatur hier behalten',
  'expert.keyboard-hint':
    'Was Sie tippen, geht an den Computer von {name}. Strg + Umschalt + F6 holt die Tastatur in dieses Fenster zurück.',
  'expert.keyboard-label': 'Tastatur von {name}',

  'expert-last.rejected': '{name} hat die Steuerung abgelehnt.',
  'expert-last.denied': 'Am Computer von {name} ist die Steuerung gerade nicht möglich.',
  'expert-last.released': 'Sie haben die Steuerung zurückgegeben.',
  'expert-last.panic': '{name} hat die Steuerung mit Esc zurückgenommen.',
  'expert-last.stopped': '{name} hat die Steuerung zurückgenommen.',
  'expert-last.timeout': 'Die Zeit für die Steuerung ist abgelaufen. Sie können noch einmal bitten.',
  'expert-last.companion-gone': 'Das Begleitprogramm von {name} wurde beendet und damit auch die Steuerung.',

  'quality.label': 'Güte der Verbindung',
  'quality.round-trip': '{ms} ms',
  'quality.round-trip-name': 'Hin und zurück',
  'quality.frames': '{fps} B/s',
  'quality.frames-name': 'Bilder je Sekunde',
  'quality.size': '{width} × {height}',
  'quality.size-name': 'Auflösung',
  'quality.path-name': 'Weg',
  'quality.direct': 'direkt',
  'quality.relayed': 'über Zwischenstation',

  'ended.heading': 'Die Unterstützung ist beendet',
  'ended.local-user': 'Sie haben sie beendet.',
  'ended.remote-user': '{name} hat sie beendet.',
  'ended.novice-refused-novice': 'Sie haben nichts zum Zeigen ausgewählt.',
  'ended.novice-refused-expert': '{name} hat nichts zum Zeigen ausgewählt.',
  'ended.screen-stopped-novice': 'Sie zeigen Ihren Bildschirm nicht mehr.',
  'ended.screen-stopped-expert': '{name} zeigt den Bildschirm nicht mehr.',
  'ended.remote-gone':
    '{name} ist weg: Das Fenster wurde geschlossen, oder der Computer schläft oder hat kein Netz mehr.',
  'ended.link-failed':
    'Die Verbindung ging verloren und ließ sich nicht flicken. Beginnen Sie noch einmal im Chat.',
  'ended.link-never-up':
    'Die beiden Computer konnten einander nicht erreichen. Vielleicht steht eine Firewall im Weg; versuchen Sie ein anderes Netz, oder fragen Sie beim Betreiber des Servers nach einer Zwischenstation.',
  'ended.not-verified':
    'Es ließ sich nicht beweisen, dass die Leitung nur Ihnen und {name} gehört. Darum wurde sie geschlossen.',
  'ended.rendezvous-failed': 'Der Chat konnte Sie nicht zusammenbringen. Beginnen Sie noch einmal im Chat.',
  'ended.protocol-error':
    'Die andere Seite hat etwas gesendet, das keinen Sinn ergibt. Darum wurde die Leitung geschlossen.',
  'ended.internal-error': 'In dieser Seite ist etwas zerbrochen. Darum wurde die Leitung geschlossen.',
  'ended.receipt': 'Beleg',
  'ended.receipt-in-chat': 'Derselbe Beleg steht in Ihrem Chat.',
  'ended.close-hint': 'Sie können dieses Fenster jetzt schließen.',
};
