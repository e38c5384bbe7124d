/** English: the words for files, and for recognising each other. */
export const sharedEn = {
  'recognised.new':
    'You and {name} have not helped each other from these devices before. Next time they will recognise each other.',
  'recognised.same': 'Same device as before',
  'recognised.same-since': 'You have known this device of {name} since {date}.',
  'recognised.changed': '{name} comes from another device than before',
  'recognised.known-since': 'You have known a device of {name} since {date}.',
  'recognised.changed-explain':
    'Perhaps {name} has a new computer or browser. Perhaps somebody only pretends to be {name}.',
  'recognised.compare-first': 'Compare the pictures by voice first. If in doubt, stop.',
  'recognised.accept': 'Remember this device of {name}',
  'recognised.not': 'The device of {name} was not recognised',
  'recognised.not-own-setting': 'Recognition is off in this browser, so nothing is remembered.',
  'recognised.not-peer-setting': '{name} does not want to be recognised the next time.',
  'recognised.not-failed': 'The two devices could not introduce themselves to each other this time.',
  'recognised.not-not-proven':
    'The other device says that it is known, and could not prove it. Somebody may pretend to be {name}.',
  'recognised.compare': 'Compare the pictures by voice. If in doubt, stop.',
  'recognise.summary': 'Next time',
  'recognise.switch': 'Recognise each other next time',
  'recognise.explain':
    'From the next time on, your two browsers keep a key of each other, by which they tell whether it is the same device.',

  'files.heading': 'Files',
  'files.send': 'Send a file…',
  'files.empty': 'You can also drop files here. {name} is asked before anything is kept.',
  'files.list': 'Files, newest first',
  'files.drop': 'Drop here to send to {name}',
  'files.folder': 'A folder cannot be sent. Pack it into one file first, for example as a ZIP file.',
  'file.waiting': 'Waits for its turn.',
  'file.asking-in': 'Waits for your answer.',
  'file.asking-out': '{name} is being asked…',
  'file.moving-in': 'Coming from {name}…',
  'file.moving-out': 'On its way to {name}…',
  'file.checking': 'Checking that it arrived unharmed…',
  'file.done-in': 'Came from {name}, unharmed.',
  'file.done-out': '{name} has it, unharmed.',
  'file.moved': '{part} of {whole} ({percent})',
  'file.left-seconds_one': 'about {count} second left',
  'file.left-seconds_other': 'about {count} seconds left',
  'file.left-minutes_one': 'about {count} minute left',
  'file.left-minutes_other': 'about {count} minutes left',
  'file.left-hours_one': 'about {count} hour left',
  'file.left-hours_other': 'about {count} hours left',
  'file.progress': 'Progress of {file}',
  'file.sent-name': 'It was sent under the name',
  'file.cancel-name': 'Cancel {file}',
  'file.again': 'Try again',
  'file.again-name': 'Try again: {file}',
  'file.save': 'Save',
  'file.save-name': 'Save {file}',
  'file.save-again': 'Save again',
  'file.save-again-name': 'Save again: {file}',
  'file.sum': 'Check sum (SHA-256)',
  'file.sum-explain': 'Where both sides show the same one, both have the same file.',
  'file.sum-sent': 'Of what was sent:',
  'file.sum-received': 'Of what arrived:',
  'file.copy': 'Copy',
  'file.copied': 'Copied',

  'file-ended-in.refused': 'You refused it.',
  'file-ended-in.refused-unasked':
    'It was refused without asking you, because you had just refused several. {name} can send it again in a moment.',
  'file-ended-in.not-supported':
    'It was refused because this browser cannot keep files. Ask {name} for it in the chat.',
  'file-ended-in.too-large':
    'It was refused because it is too large: 2 GB is the most. Ask {name} to send it in parts.',
  'file-ended-in.too-many': 'Too many files were waiting. Ask {name} to send it again later.',
  'file-ended-in.cancelled-here': 'You cancelled it. Nothing of it was kept.',
  'file-ended-in.cancelled-there': '{name} cancelled it. Nothing of it was kept.',
  'file-ended-in.read-failed':
    'The computer of {name} could not read it any more. Nothing of it was kept. Ask {name} to send it again.',
  'file-ended-in.write-failed':
    'There was no room to keep it. Free some space, then ask {name} to send it again.',
  'file-ended-in.not-as-announced':
    'What came was not what had been announced, so nothing of it was kept. Ask {name} to send it again.',
  'file-ended-in.damaged':
    'It was damaged on the way, so nothing of it was kept. Ask {name} to send it again.',
  'file-ended-in.unconfirmed':
    'The other side never said what it had sent, so nothing was kept. Ask {name} to send it again.',
  'file-ended-in.connection-lost':
    'The connection broke off. Nothing of it was kept. Ask {name} to send it again.',
  'file-ended-in.session-ended': 'The assistance ended before all of it had come. Nothing of it was kept.',

  'file-ended-out.refused': '{name} refused it. Ask in the chat before you try again.',
  'file-ended-out.refused-unasked':
    '{name} was not asked: too many were refused. Wait a moment, then try again.',
  'file-ended-out.not-supported': 'The browser of {name} cannot keep files.',
  'file-ended-out.too-large': 'It is too large: 2 GB is the most. Send it in parts.',
  'file-ended-out.too-many': 'Too many files are waiting already. Try again when some of them are through.',
  'file-ended-out.cancelled-here': 'You cancelled it.',
  'file-ended-out.cancelled-there': '{name} cancelled it. Ask in the chat before you try again.',
  'file-ended-out.read-failed':
    'It could not be read: it was changed, moved or deleted. Choose it once more.',
  'file-ended-out.write-failed':
    'The computer of {name} could not keep it. When {name} has made room, try again.',
  'file-ended-out.not-as-announced': 'The computer of {name} lost track of it. Try again.',
  'file-ended-out.damaged': 'It was damaged on the way, and {name} has nothing of it. Try again.',
  'file-ended-out.unconfirmed':
    'All of it was sent, but the computer of {name} never said whether it arrived. Ask {name}; if it is not there, try again.',
  'file-ended-out.connection-lost': 'The connection broke off. Try again.',
  'file-ended-out.session-ended': 'The assistance ended before all of it was sent.',

  'kept.heading': 'Files that you received',
  'kept.lost': 'Files that did not get through',
  'kept.lost-next': 'Start another assistance from the chat to send them again.',
  'kept.unsaved': 'Save them before you close this window: after that they are gone.',
  'kept.saved': 'All of them are saved.',
} as const;
