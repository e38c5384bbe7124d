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
  /** Does what makes this person heard: at once, or after {@link doubt} while the other person's hand is in control here. */
  readonly beHeard: (act: () => void) => void;
  /** Whether it was this person who pressed: to be asked, while it is there. */
  readonly doubt: Doubt | undefined;
  /** What is pressed now may be pressed by the other person: no own hand has been seen of late. */
  readonly foreignHand: boolean;
}

export interface Doubt {
  readonly yes: () => void;
  readonly no: () => void;
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
  const [doubted, setDoubted] = useState<{ readonly act: () => void }>();
  const control = view.role === 'novice' && view.control.name === 'on' ? view.control : undefined;
  const beHeard = (act: () => void): void => {
    // In the wizard the other hand rests already.
    if (control === undefined || wizard !== undefined) return act();
    // It may have been pressed in the small window.
    window.focus();
    setDoubted({ act });
  };
  const open = wizard !== undefined || doubted !== undefined;
  // While this person's microphone is set up, and the browser perhaps asks for it, no other hand answers.
  useEffect(() => (open ? actions.hold() : undefined), [actions, open]);
  useTuningTold(view, actions, heard.tuning, wizard !== undefined);
  return {
    view,
    actions,
    sound,
    heard,
    wizard,
    talk: () => {
      if (heard.tuning === 'good') beHeard(() => actions.startVoice());
      else setWizard('first');
    },
    hangUp: () => actions.stopVoice(),
    setUp: () => setWizard(heard.tuning === 'good' ? 'settings' : 'first'),
    closeWizard: () => setWizard(undefined),
    beHeard,
    doubt: doubted && {
      yes: () => {
        setDoubted(undefined);
        doubted.act();
      },
      no: () => setDoubted(undefined),
    },
    foreignHand: control?.resting === false,
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
