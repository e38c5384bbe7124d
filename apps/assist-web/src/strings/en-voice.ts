/** English: the words for talking, and for setting up the sound. */
export const voiceEn = {
  'voice.heading': 'Talk',
  'voice.talk': 'Talk',
  'voice.talk-with': 'Talk with {name}',
  'voice.not-yet': 'You can talk as soon as you are connected.',
  'voice.unavailable': 'Talking is not possible in this browser. Write in the chat instead.',
  'voice.cancel': 'Cancel the call',
  'voice.asking': 'Ringing at {name}…',
  'voice.asking-explain': 'Your microphone opens when {name} says yes.',
  'voice.ringing': '{name} wants to talk with you. Answer the question.',
  'voice.connecting': 'Your call is being set up…',
  'voice.on': 'You are talking with {name}',
  'voice.duration': 'Duration of the call',
  'voice.unstable': 'The sound is interrupted. Trying again…',
  'voice.hang-up': 'Hang up',
  'voice.mute': 'Mute',
  'voice.not-held': '{name} does not hear you. Hold the button while you speak.',
  'voice.unmute': 'Unmute',
  'voice.muted': 'You are muted: {name} does not hear you.',
  'voice.hold': 'Hold to speak',
  'voice.holding': 'You are heard. Let go to be silent.',
  'voice.hold-explain':
    'Hold it with the mouse or a finger while you speak, or hold the space bar or Enter on it.',
  'voice.hold-muted': 'You are muted. Unmute first, then hold it to speak.',
  'voice.you': 'You',
  'voice.level-own': 'How loud you are',
  'voice.level-other': 'How loud {name} is',
  'voice.heard': 'speaking',
  'voice.speaking': '{name} is speaking',
  'voice.now-on': 'You are talking with {name}. Your microphone is on.',
  'voice.set-up': 'Set up sound',
  'voice.set-up-explain':
    'Your sound has not been set up on this computer yet. The first time, it takes half a minute.',

  'microphone.opening': 'Your microphone is being switched on',
  'microphone.on': 'Your microphone is on',
  'microphone.muted': 'Your microphone is on, but muted',
  'microphone.waiting': 'Your microphone is on, but silent',
  'microphone.trying': 'Your microphone is on, to see whether it works',
  'microphone.testing': 'Your microphone is on, for you alone',

  'sound.summary': 'Sound',
  'sound.settings': 'Sound settings…',
  'sound.push-to-talk': 'Be heard only while you hold a button',
  'sound.push-to-talk-explain': 'Otherwise {name} hears you all the time, unless you are muted.',
  'sound.volume': 'How loud you hear {name}',
  'sound.quality': 'Sound quality',
  'sound.quality-auto': 'Automatic',
  'sound.quality-low': 'Save data',
  'sound.quality-high': 'Best',
  'sound.receiving-high': 'You hear {name} in best quality now.',
  'sound.receiving-low': 'You hear {name} with little data now.',
  'sound.sending-high': '{name} hears you in best quality now.',
  'sound.sending-low': '{name} hears you with little data now.',
  'sound.hide-address': 'Hide your network address',
  'sound.hide-address-explain':
    'Everything between you and {name} then goes through a relay, and the other computer does not learn where you are in the network. That is slower, and where the chat has no relay you cannot be connected at all. It counts from the next assistance on.',

  'sound-notice.microphone-changed': 'Another microphone is in use now.',
  'sound-notice.microphone-lost':
    'Your microphone is gone, and {name} does not hear you. Plug it in again, or choose another one.',
  'sound-notice.speaker-changed': 'You now hear {name} through another speaker.',
  'sound-notice.blocked-playback': 'The browser does not play the voice of {name} until you allow it.',
  'sound-notice.play': 'Play sound',
  'sound-notice.hide': 'Understood',

  'voice-end.stopped': 'You hung up.',
  'voice-end.peer-stopped': '{name} hung up.',
  'voice-end.refused': '{name} did not say yes. Write in the chat, or try again later.',
  'voice-end.crossed': 'You both called at the same moment. Try again.',
  'voice-end.disabled': 'Talking is switched off in this browser. Write in the chat instead.',
  'voice-end.peer-disabled':
    'Talking is not possible on the computer of {name}. Write in the chat, or use the telephone.',
  'voice-end.not-tuned': 'Your sound is not set up yet, so no call began. Set it up, then try again.',
  'voice-end.failed': 'The call could not begin on your computer. Check your sound, then try again.',
  'voice-end.peer-failed':
    'It did not work on the computer of {name}. Perhaps the microphone was not allowed there, or the sound is not set up. Ask in the chat, then try again.',
  'voice-end.timed-out': 'The side of {name} did not answer in time. Ask in the chat, then try again.',
  'voice-end.media-failed':
    'The two computers could not connect the call. Try again; if it fails again, a firewall may be in the way: write in the chat, or use the telephone.',
  'voice-end.media-lost': 'The call broke off. Try again.',
  'voice-end.session-ended': 'The call ended with the assistance. Start a new one from the chat.',
  'voice-end.busy': 'The last call is still being closed. Wait a few seconds, then try again.',
  'voice-end.peer-not-tuned':
    'The sound of {name} does not work yet. Write in the chat until {name} has set it up.',

  'voice-problem.no-microphone': 'No microphone was found. Plug one in, then try again.',
  'voice-problem.denied':
    'The browser does not let this page use your microphone. Press the icon beside the address at the top of the window, allow the microphone, then try again.',
  'voice-problem.busy':
    'Your microphone cannot be used now. Perhaps another program is using it: close that program, then try again.',
  'voice-problem.unsupported':
    'This browser cannot open a microphone here. Open the chat in Chrome, Edge, Firefox or Safari, or write in the chat.',
  'voice-problem.failed':
    'Your microphone could not be opened. Unplug it and plug it in again, or choose another one, then try again.',
  'voice-problem.proof':
    'The call could not be verified, so no microphone was opened. Try again; if it happens again, stop and ask {name} by other means.',
  'voice-problem.unanswered':
    'Your microphone was not opened in time. If the browser asks for it, choose “Allow”; then try again.',

  'voice-blocked.own-tuning': 'Your sound did not work when you tried it. Set it up before you talk.',
  'voice-blocked.own-untried':
    'Your sound is not set up on this computer yet. Set it up before you talk: it takes half a minute.',
  'voice-blocked.peer-tuning':
    'The sound of {name} does not work yet. You can talk as soon as {name} has set it up; write in the chat until then.',
  'voice-blocked.peer-disabled':
    'Talking is not possible on the computer of {name}. Write in the chat, or use the telephone.',

  'quick.label': 'Quick replies',
  'quick.cannot-hear': 'I can’t hear you',
  'quick.unclear': 'You are hard to understand',
  'quick.moment': 'One moment',

  'ladder.talk': 'Talk',
  'ladder.talk-off': 'Off. {name} does not hear you.',
  'ladder.talk-asking': 'You are asking {name}.',
  'ladder.talk-ringing': '{name} is asking.',
  'ladder.talk-on': '{name} hears you. Your microphone is on.',
  'ladder.talk-silent': '{name} does not hear you: your microphone is off.',
  'ladder.talk-waiting': '{name} hears you only while you hold the button.',

  'question.voice-set-up':
    'Your sound is not set up on this computer yet. Say yes, set it up right after, and then call {name} back.',

  'own-hand.title': 'Was that you?',
  'own-hand.explain':
    'Somebody has pressed a button here so that {name} hears you, and {name} is using your mouse and keyboard. While this question is open, only your own hand counts.',
  'own-hand.yes': 'Yes, {name} may hear me',
  'own-hand.no': 'No',

  'wizard.title': 'Set up your sound',
  'wizard.why-first': 'First let us hear whether your sound works. It takes half a minute.',
  'wizard.in-call': 'Your call goes on meanwhile. {name} does not hear what you record and play here.',
  'wizard.step': 'Step {step} of {steps}',
  'wizard.next': 'Next',
  'wizard.back': 'Back',
  'wizard.fails': 'It does not work',
  'wizard.try-again': 'Try again',
  'wizard.default-device': 'What the computer has chosen',
  'wizard.device': 'Device {number}',

  'wizard.microphone-heading': 'Your microphone',
  'wizard.opening':
    'Your browser may now ask whether this page may use your microphone. Choose “Allow”. Nobody hears you yet.',
  'wizard.opening-in-call':
    'Your browser may now ask whether this page may use your microphone. Choose “Allow”.',
  'wizard.closed': 'Your microphone was closed in between. Open it again to go on.',
  'wizard.open-again': 'Open the microphone',
  'wizard.microphone': 'Microphone',
  'wizard.say-something': 'Say something. Does the bar move?',
  'wizard.level': 'How loud your microphone is',
  'wizard.level-none': 'Nothing is to be heard yet.',
  'wizard.level-heard': 'Your voice comes in.',

  'wizard.hear-heading': 'Hear yourself',
  'wizard.hear-explain':
    'Press the button and speak for four seconds. Then you hear it. It never leaves this computer.',
  'wizard.record': 'Record',
  'wizard.record-again': 'Record again',
  'wizard.recording': 'Speak now…',
  'wizard.playing': 'Now listen…',
  'wizard.nothing-recorded':
    'There was no voice in it. Speak louder or closer, or go back and choose another microphone.',
  'wizard.hear-question': 'Did you hear yourself?',
  'wizard.hear-yes': 'I heard myself',
  'wizard.hear-no': 'I heard nothing',

  'wizard.speaker-heading': 'Your speaker',
  'wizard.speaker-first': 'Then let us find the right speaker first.',
  'wizard.speaker-explain': 'Press the button: a tone is played.',
  'wizard.speaker': 'Speaker',
  'wizard.speaker-no-choice':
    'This browser plays where the computer plays. Choose the speaker in the settings of the computer.',
  'wizard.tone': 'Play a tone',
  'wizard.tone-playing': 'A tone is being played…',
  'wizard.tone-yes': 'I hear it',
  'wizard.tone-no': 'I hear nothing',
  'wizard.tone-advice':
    'Turn up the volume of the computer, see whether the speaker is plugged in and switched on, or choose another one. Then play the tone again.',

  'wizard.options-heading': 'Clear sound',
  'wizard.options-explain': 'Leave both on unless you have a reason not to.',
  'wizard.echo': 'Remove echo',
  'wizard.echo-explain': 'Else {name} hears an echo when your speaker is near your microphone.',
  'wizard.noise': 'Remove noise',
  'wizard.noise-explain': 'Keeps out the fan, the keyboard and the street.',
  'wizard.works': 'My sound works',

  'wizard.good-heading': 'Your sound works',
  'wizard.good-explain': 'This is kept for this microphone and this speaker.',
  'wizard.microphone-off': 'Your microphone is off again.',
  'wizard.talk-now': 'Talk now',
  'wizard.bad-heading': 'Your sound does not work yet',
  'wizard.bad-explain': 'Until it works, no call can begin here. {name} can see that. This may help:',
  'wizard.advice-plug': 'Unplug the microphone or headset and plug it in again.',
  'wizard.advice-allow': 'Allow the browser to use the microphone in the settings of the computer.',
  'wizard.advice-close': 'Close other programs that may be using the microphone.',
  'wizard.advice-chat': 'Meanwhile write in the chat, or use the telephone.',
  'wizard.start-over': 'Start over',
} as const;
