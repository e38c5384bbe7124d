import type { AssistView } from '@rendezvous/assist';
import { useEffect, useRef, useState } from 'react';
import type { SoundFace, VoiceActions } from '../../session/faces.ts';
import { useSound } from '../../session/hooks.ts';
import type { SoundView } from '../../sound/browser-sound.ts';

/** Why the wizard is open: to talk for the first time, or because the person wanted it. */
export type WizardReason = 'first' | 'settings';

/** Talking, for all the places of a room where it is seen. */
export interface Call {
  readonly view: AssistView;
  readonly actions: VoiceActions;
  readonly sound: SoundFace;
  /** The sound's present view. */
  readonly heard: SoundView;
  readonly wizard: WizardReason | undefined;
  /** Asks the other person; opens the wizard first where the sound has not been proven yet. */
  readonly talk: () => void;
  /** Ends the call, or takes the wish for one back. */
  readonly hangUp: () => void;
  /** Opens the wizard, also in mid-call. */
  readonly setUp: () => void;
  readonly closeWizard: () => void;
}

export function useCall(view: AssistView, actions: VoiceActions, sound: SoundFace): Call {
  const heard = useSound(sound);
  const [wizard, setWizard] = useState<WizardReason>();
  const ringing = view.voice.name === 'ringing';
  useEffect(() => {
    if (!ringing) return;
    sound.ring(true);
    return () => sound.ring(false);
  }, [sound, ringing]);
  const open = wizard !== undefined;
  // While this person's microphone is set up, and the browser perhaps asks for it, no other hand answers.
  useEffect(() => (open ? actions.hold() : undefined), [actions, open]);
  useTuningTold(view, actions, heard.tuning, open);
  return {
    view,
    actions,
    sound,
    heard,
    wizard,
    talk: () => {
      if (heard.tuning === 'good') actions.startVoice();
      else setWizard('first');
    },
    hangUp: () => actions.stopVoice(),
    setUp: () => setWizard(heard.tuning === 'good' ? 'settings' : 'first'),
    closeWizard: () => setWizard(undefined),
  };
}

/** Other devices may be in use than those that the other side has heard of; of its result the wizard tells itself. */
function useTuningTold(
  view: AssistView,
  actions: VoiceActions,
  tuning: SoundView['tuning'],
  wizardOpen: boolean,
): void {
  const known = useRef(tuning);
  const there = reachable(view);
  useEffect(() => {
    // What counts at the beginning, the session has looked up itself.
    if (wizardOpen || !there) known.current = tuning;
    else if (known.current !== tuning) {
      known.current = tuning;
      if (tuning !== 'unknown') actions.tuned(tuning === 'good');
    }
  }, [actions, tuning, wizardOpen, there]);
}

/** Whether there is somebody to talk with. */
export function reachable({ stage }: AssistView): boolean {
  return stage === 'choosing' || stage === 'session';
}

/** Whether both want to talk: there is something to mute and to hang up. */
export function inCall({ voice }: AssistView): boolean {
  return voice.name === 'on' || voice.name === 'connecting';
}
