import type { SoundProblem } from '@rendezvous/assist';
import { useEffect, useState } from 'react';
import type { SoundFace } from '../../session/faces.ts';
import type { WizardSound } from '../../sound/browser-sound.ts';
import { soundProblemOf } from '../../sound/problem.ts';

export type WizardMicrophone =
  /** The browser may be asking the person. */
  | { readonly name: 'opening' }
  | { readonly name: 'failed'; readonly problem: SoundProblem }
  | { readonly name: 'open'; readonly wizard: WizardSound };

/**
 * The wizard's own microphone: open while `wanted`, closed in any case when the wizard goes.
 * @returns what has become of it, and a function that opens it anew; after it was not wanted it must be called
 */
export function useWizardSound(sound: SoundFace, wanted: boolean): readonly [WizardMicrophone, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ readonly of: number; readonly microphone: WizardMicrophone }>();
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    let opened: WizardSound | undefined;
    sound.openWizard().then(
      wizard => {
        // It came too late: nobody wants it any more.
        if (gone) wizard.close();
        else {
          opened = wizard;
          setResult({ of: attempt, microphone: { name: 'open', wizard } });
        }
      },
      (error: unknown) => {
        const problem = soundProblemOf(error);
        if (!gone) setResult({ of: attempt, microphone: { name: 'failed', problem } });
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [sound, wanted, attempt]);
  const microphone = result?.of === attempt ? result.microphone : { name: 'opening' as const };
  return [microphone, () => setAttempt(count => count + 1)];
}
