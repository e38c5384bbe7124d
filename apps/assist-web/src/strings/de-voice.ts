import type { voiceEn } from './en-voice.ts';

/** Deutsch: die Wörter für Gespräche und für das Einrichten des Tons. */
export const voiceDe: Readonly<Record<keyof typeof voiceEn, string>> = {
  'voice.heading': 'Gespräch',
  'voice.talk': 'Sprechen',
  'voice.talk-with': 'Mit {name} sprechen',
  'voice.not-yet': 'Sie können sprechen, sobald Sie verbunden sind.',
  'voice.unavailable': 'In diesem Browser kann man nicht sprechen. Schreiben Sie stattdessen im Chat.',
  'voice.cancel': 'Anruf abbrechen',
  'voice.asking': 'Es klingelt bei {name} …',
  'voice.asking-explain': 'Ihr Mikrofon geht an, wenn {name} zustimmt.',
  'voice.ringing': '{name} möchte mit Ihnen sprechen. Beantworten Sie die Frage.',
  'voice.connecting': 'Ihr Gespräch wird aufgebaut …',
  'voice.on': 'Sie sprechen mit {name}',
  'voice.duration': 'Dauer des Gesprächs',
  'voice.unstable': 'Der Ton ist unterbrochen. Neuer Versuch …',
  'voice.hang-up': 'Auflegen',
  'voice.mute': 'Stumm',
  'voice.not-held': '{name} hört Sie nicht. Halten Sie die Schaltfläche, während Sie sprechen.',
  'voice.unmute': 'Nicht mehr stumm',
  'voice.muted': 'Sie sind stumm: {name} hört Sie nicht.',
  'voice.hold': 'Zum Sprechen halten',
  'voice.holding': 'Man hört Sie. Loslassen, um still zu sein.',
  'voice.hold-explain':
    'Halten Sie die Schaltfläche mit der Maus oder dem Finger, während Sie sprechen, oder halten Sie darauf die Leertaste oder Enter.',
  'voice.hold-muted': 'Sie sind stumm. Heben Sie das zuerst auf und halten Sie dann zum Sprechen.',
  'voice.you': 'Sie',
  'voice.level-own': 'Wie laut Sie sind',
  'voice.level-other': 'Wie laut {name} ist',
  'voice.heard': 'zu hören',
  'voice.speaking': '{name} spricht',
  'voice.now-on': 'Sie sprechen mit {name}. Ihr Mikrofon ist an.',
  'voice.set-up': 'Ton einrichten',
  'voice.set-up-explain':
    'Auf diesem Computer ist Ihr Ton noch nicht eingerichtet. Beim ersten Mal dauert das eine halbe Minute.',

  'microphone.opening': 'Ihr Mikrofon wird eingeschaltet',
  'microphone.on': 'Ihr Mikrofon ist an',
  'microphone.muted': 'Ihr Mikrofon ist an, aber stumm',
  'microphone.waiting': 'Ihr Mikrofon ist an, aber still',
  'microphone.trying': 'Ihr Mikrofon ist an, um zu sehen, ob es geht',
  'microphone.testing': 'Ihr Mikrofon ist an, nur für Sie',

  'sound.summary': 'Ton',
  'sound.settings': 'Ton einstellen …',
  'sound.push-to-talk': 'Nur zu hören sein, während Sie eine Schaltfläche halten',
  'sound.push-to-talk-explain': 'Sonst hört {name} Sie die ganze Zeit, außer wenn Sie stumm sind.',
  'sound.volume': 'Wie laut Sie {name} hören',
  'sound.quality': 'Tonqualität',
  'sound.quality-auto': 'Automatisch',
  'sound.quality-low': 'Daten sparen',
  'sound.quality-high': 'Beste',
  'sound.receiving-high': 'Sie hören {name} jetzt in bester Qualität.',
  'sound.receiving-low': 'Sie hören {name} jetzt mit wenig Daten.',
  'sound.sending-high': '{name} hört Sie jetzt in bester Qualität.',
  'sound.sending-low': '{name} hört Sie jetzt mit wenig Daten.',
  'sound.hide-address': 'Ihre Netzwerkadresse verbergen',
  'sound.hide-address-explain':
    'Alles zwischen Ihnen und {name} geht dann über eine Zwischenstation, und der andere Computer erfährt nicht, wo im Netz Sie sind. Das ist langsamer, und wo der Chat keine Zwischenstation hat, kommt gar keine Verbindung zustande. Es gilt ab der nächsten Unterstützung.',

  'sound-notice.microphone-changed': 'Jetzt ist ein anderes Mikrofon in Gebrauch.',
  'sound-notice.microphone-lost':
    'Ihr Mikrofon ist weg, und {name} hört Sie nicht. Stecken Sie es wieder ein oder wählen Sie ein anderes.',
  'sound-notice.speaker-changed': 'Sie hören {name} jetzt über einen anderen Lautsprecher.',
  'sound-notice.blocked-playback':
    'Der Browser spielt die Stimme von {name} erst ab, wenn Sie es ihm erlauben.',
  'sound-notice.play': 'Ton abspielen',
  'sound-notice.hide': 'Verstanden',

  'voice-end.stopped': 'Sie haben aufgelegt.',
  'voice-end.peer-stopped': '{name} hat aufgelegt.',
  'voice-end.refused':
    '{name} hat nicht zugestimmt. Schreiben Sie im Chat oder versuchen Sie es später noch einmal.',
  'voice-end.crossed': 'Sie haben beide im gleichen Moment angerufen. Versuchen Sie es noch einmal.',
  'voice-end.disabled':
    'Das Sprechen ist in diesem Browser ausgeschaltet. Schreiben Sie stattdessen im Chat.',
  'voice-end.peer-disabled':
    'Auf dem Computer von {name} kann man nicht sprechen. Schreiben Sie im Chat oder nehmen Sie das Telefon.',
  'voice-end.not-tuned':
    'Ihr Ton ist noch nicht eingerichtet, darum begann kein Gespräch. Richten Sie ihn ein und versuchen Sie es dann noch einmal.',
  'voice-end.failed':
    'Das Gespräch konnte auf Ihrem Computer nicht beginnen. Prüfen Sie Ihren Ton und versuchen Sie es dann noch einmal.',
  'voice-end.peer-failed':
    'Auf dem Computer von {name} ging es nicht. Vielleicht wurde dort das Mikrofon nicht erlaubt, oder der Ton ist nicht eingerichtet. Fragen Sie im Chat und versuchen Sie es dann noch einmal.',
  'voice-end.timed-out':
    'Die Seite von {name} hat nicht rechtzeitig geantwortet. Fragen Sie im Chat und versuchen Sie es dann noch einmal.',
  'voice-end.media-failed':
    'Die beiden Computer konnten das Gespräch nicht verbinden. Versuchen Sie es noch einmal; geht es wieder nicht, steht vielleicht eine Firewall im Weg: Schreiben Sie im Chat oder nehmen Sie das Telefon.',
  'voice-end.media-lost': 'Das Gespräch ist abgebrochen. Versuchen Sie es noch einmal.',
  'voice-end.session-ended': 'Das Gespräch endete mit der Unterstützung. Beginnen Sie im Chat eine neue.',
  'voice-end.busy':
    'Das letzte Gespräch wird noch beendet. Warten Sie ein paar Sekunden und versuchen Sie es dann noch einmal.',
  'voice-end.peer-not-tuned':
    'Der Ton von {name} geht noch nicht. Schreiben Sie im Chat, bis {name} ihn eingerichtet hat.',

  'voice-problem.no-microphone':
    'Es wurde kein Mikrofon gefunden. Stecken Sie eines ein und versuchen Sie es dann noch einmal.',
  'voice-problem.denied':
    'Der Browser lässt diese Seite nicht an Ihr Mikrofon. Drücken Sie auf das Symbol neben der Adresse oben im Fenster, erlauben Sie das Mikrofon und versuchen Sie es dann noch einmal.',
  'voice-problem.busy':
    'Ihr Mikrofon lässt sich gerade nicht benutzen. Vielleicht benutzt es ein anderes Programm: Schließen Sie es und versuchen Sie es dann noch einmal.',
  'voice-problem.unsupported':
    'Dieser Browser kann hier kein Mikrofon öffnen. Öffnen Sie den Chat in Chrome, Edge, Firefox oder Safari, oder schreiben Sie im Chat.',
  'voice-problem.failed':
    'Ihr Mikrofon ließ sich nicht öffnen. Ziehen Sie es ab und stecken Sie es wieder ein, oder wählen Sie ein anderes, und versuchen Sie es dann noch einmal.',
  'voice-problem.proof':
    'Das Gespräch ließ sich nicht prüfen, darum ging kein Mikrofon an. Versuchen Sie es noch einmal; geschieht es wieder, stoppen Sie und fragen Sie {name} auf einem anderen Weg.',
  'voice-problem.unanswered':
    'Ihr Mikrofon ging nicht rechtzeitig an. Wenn der Browser danach fragt, wählen Sie „Zulassen“, und versuchen Sie es dann noch einmal.',

  'voice-blocked.own-tuning':
    'Bei Ihrem Versuch ging der Ton nicht. Richten Sie ihn ein, bevor Sie sprechen.',
  'voice-blocked.own-untried':
    'Auf diesem Computer ist Ihr Ton noch nicht eingerichtet. Richten Sie ihn ein, bevor Sie sprechen: Das dauert eine halbe Minute.',
  'voice-blocked.peer-tuning':
    'Der Ton von {name} geht noch nicht. Sie können sprechen, sobald {name} ihn eingerichtet hat; schreiben Sie bis dahin im Chat.',
  'voice-blocked.peer-disabled':
    'Auf dem Computer von {name} kann man nicht sprechen. Schreiben Sie im Chat oder nehmen Sie das Telefon.',

  'quick.label': 'Schnelle Antworten',
  'quick.cannot-hear': 'Ich kann Sie nicht hören',
  'quick.unclear': 'Sie sind schwer zu verstehen',
  'quick.moment': 'Einen Moment bitte',

  'ladder.talk': 'Sprechen',
  'ladder.talk-off': 'Aus. {name} hört Sie nicht.',
  'ladder.talk-asking': 'Sie fragen {name}.',
  'ladder.talk-ringing': '{name} fragt.',
  'ladder.talk-on': '{name} hört Sie. Ihr Mikrofon ist an.',
  'ladder.talk-silent': '{name} hört Sie nicht: Ihr Mikrofon ist aus.',
  'ladder.talk-waiting': '{name} hört Sie nur, während Sie die Schaltfläche halten.',

  'question.voice-set-up':
    'Auf diesem Computer ist Ihr Ton noch nicht eingerichtet. Stimmen Sie zu, richten Sie ihn gleich danach ein, und rufen Sie {name} dann zurück.',

  'own-hand.title': 'Waren Sie das?',
  'own-hand.explain':
    'Jemand hat hier eine Schaltfläche gedrückt, damit {name} Sie hört, und {name} benutzt Ihre Maus und Tastatur. Solange diese Frage offen ist, zählt nur Ihre eigene Hand.',
  'own-hand.yes': 'Ja, {name} darf mich hören',
  'own-hand.no': 'Nein',

  'wizard.title': 'Ihren Ton einrichten',
  'wizard.why-first': 'Zuerst hören wir, ob Ihr Ton geht. Das dauert eine halbe Minute.',
  'wizard.in-call':
    'Ihr Gespräch geht inzwischen weiter. Was Sie hier aufnehmen und abspielen, hört {name} nicht.',
  'wizard.step': 'Schritt {step} von {steps}',
  'wizard.next': 'Weiter',
  'wizard.back': 'Zurück',
  'wizard.fails': 'Es geht nicht',
  'wizard.try-again': 'Noch einmal versuchen',
  'wizard.default-device': 'Was der Computer gewählt hat',
  'wizard.device': 'Gerät {number}',

  'wizard.microphone-heading': 'Ihr Mikrofon',
  'wizard.opening':
    'Ihr Browser fragt jetzt vielleicht, ob diese Seite Ihr Mikrofon benutzen darf. Wählen Sie „Zulassen“. Noch hört Sie niemand.',
  'wizard.opening-in-call':
    'Ihr Browser fragt jetzt vielleicht, ob diese Seite Ihr Mikrofon benutzen darf. Wählen Sie „Zulassen“.',
  'wizard.closed': 'Ihr Mikrofon ist inzwischen ausgegangen. Öffnen Sie es wieder, um fortzufahren.',
  'wizard.open-again': 'Mikrofon öffnen',
  'wizard.microphone': 'Mikrofon',
  'wizard.say-something': 'Sagen Sie etwas. Bewegt sich der Balken?',
  'wizard.level': 'Wie laut Ihr Mikrofon ist',
  'wizard.level-none': 'Noch ist nichts zu hören.',
  'wizard.level-heard': 'Ihre Stimme kommt an.',

  'wizard.hear-heading': 'Sich selbst hören',
  'wizard.hear-explain':
    'Drücken Sie die Schaltfläche und sprechen Sie vier Sekunden lang. Danach hören Sie es. Es verlässt diesen Computer nicht.',
  'wizard.record': 'Aufnehmen',
  'wizard.record-again': 'Noch einmal aufnehmen',
  'wizard.recording': 'Sprechen Sie jetzt …',
  'wizard.playing': 'Hören Sie zu …',
  'wizard.nothing-recorded':
    'Darin war keine Stimme. Sprechen Sie lauter oder näher, oder gehen Sie zurück und wählen Sie ein anderes Mikrofon.',
  'wizard.hear-question': 'Haben Sie sich gehört?',
  'wizard.hear-yes': 'Ich habe mich gehört',
  'wizard.hear-no': 'Ich habe nichts gehört',

  'wizard.speaker-heading': 'Ihr Lautsprecher',
  'wizard.speaker-first': 'Dann suchen wir zuerst den richtigen Lautsprecher.',
  'wizard.speaker-explain': 'Drücken Sie die Schaltfläche: Es erklingt ein Ton.',
  'wizard.speaker': 'Lautsprecher',
  'wizard.speaker-no-choice':
    'Dieser Browser spielt dort ab, wo der Computer abspielt. Wählen Sie den Lautsprecher in den Einstellungen des Computers.',
  'wizard.tone': 'Ton abspielen',
  'wizard.tone-playing': 'Es erklingt ein Ton …',
  'wizard.tone-yes': 'Ich höre ihn',
  'wizard.tone-no': 'Ich höre nichts',
  'wizard.tone-advice':
    'Stellen Sie den Computer lauter, sehen Sie nach, ob der Lautsprecher eingesteckt und eingeschaltet ist, oder wählen Sie einen anderen. Spielen Sie den Ton dann noch einmal ab.',

  'wizard.options-heading': 'Klarer Ton',
  'wizard.options-explain': 'Lassen Sie beides an, wenn nichts dagegen spricht.',
  'wizard.echo': 'Echo entfernen',
  'wizard.echo-explain': 'Sonst hört {name} ein Echo, wenn Ihr Lautsprecher nahe am Mikrofon steht.',
  'wizard.noise': 'Geräusche entfernen',
  'wizard.noise-explain': 'Hält Lüfter, Tastatur und Straße fern.',
  'wizard.works': 'Mein Ton geht',

  'wizard.good-heading': 'Ihr Ton geht',
  'wizard.good-explain': 'Das wird für dieses Mikrofon und diesen Lautsprecher gemerkt.',
  'wizard.microphone-off': 'Ihr Mikrofon ist wieder aus.',
  'wizard.talk-now': 'Jetzt sprechen',
  'wizard.bad-heading': 'Ihr Ton geht noch nicht',
  'wizard.bad-explain':
    'Bis er geht, kann hier kein Gespräch beginnen. {name} sieht das. Vielleicht hilft das:',
  'wizard.advice-plug': 'Ziehen Sie Mikrofon oder Headset ab und stecken Sie es wieder ein.',
  'wizard.advice-allow': 'Erlauben Sie dem Browser das Mikrofon in den Einstellungen des Computers.',
  'wizard.advice-close': 'Schließen Sie andere Programme, die das Mikrofon benutzen könnten.',
  'wizard.advice-chat': 'Schreiben Sie inzwischen im Chat oder nehmen Sie das Telefon.',
  'wizard.start-over': 'Von vorn beginnen',
};
