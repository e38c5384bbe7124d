import { Button, Dialog } from '@rendezvous/ui';
import { useReducer } from 'react';
import { useStrings } from '../../strings/index.ts';
import { PROBLEM_WORDS } from './call-words.ts';
import { MicrophoneBadge } from './microphone-badge.tsx';
import { Note } from './note.tsx';
import { type Call, inCall } from './use-call.ts';
import { useWizardSound, type WizardMicrophone } from './use-wizard-sound.ts';
import { WizardDone } from './wizard-done.tsx';
import { WizardHear } from './wizard-hear.tsx';
import { WizardMicrophoneStep } from './wizard-microphone.tsx';
import { WizardOptions } from './wizard-options.tsx';
import type { WizardProps } from './wizard-props.ts';
import { WizardSpeaker } from './wizard-speaker.tsx';
import { WizardStep } from './wizard-step.tsx';
import { stepWizard, WIZARD_START, type WizardInput, type WizardState } from './wizard-steps.ts';
import './sound-wizard.css';

/** Microphone and speaker, tried with one's own ears. Its microphone is open from its opening to its result. */
export function SoundWizard({ call }: { readonly call: Call }) {
  const t = useStrings();
  const [state, step] = useReducer(stepWizard, WIZARD_START);
  const [microphone, openAgain] = useWizardSound(call.sound, state.name !== 'done');
  const send = (input: WizardInput): void => {
    if (input === 'start-over') openAgain();
    step(input);
  };
  return (
    <Dialog isOpen onClose={call.closeWizard} title={t('wizard.title')}>
      {call.wizard === 'first' && state.name === 'microphone' && <p>{t('wizard.why-first')}</p>}
      {inCall(call.view) && (
        <p className="ui-small">{t('wizard.in-call', { name: call.view.remoteUser.name })}</p>
      )}
      {/* A new key makes a new heading, which takes the focus and so is spoken. */}
      <Step
        key={state.name}
        call={call}
        state={state}
        microphone={microphone}
        openAgain={openAgain}
        send={send}
      />
    </Dialog>
  );
}

interface StepProps extends WizardProps {
  readonly state: WizardState;
  readonly microphone: WizardMicrophone;
  readonly openAgain: () => void;
}

function Step({ call, state, microphone, openAgain, send }: StepProps) {
  if (state.name === 'done') return <WizardDone call={call} send={send} good={state.good} />;
  if (microphone.name === 'opening') return <Opening call={call} />;
  if (microphone.name === 'failed')
    return <NotOpen call={call} words={microphone.problem} openAgain={openAgain} />;
  // A call that has ended has closed all of it.
  if (call.heard.microphone === 'closed') return <NotOpen call={call} words="closed" openAgain={openAgain} />;
  const { wizard } = microphone;
  const finish = (good: boolean): void => {
    wizard.finish(good);
    call.actions.tuned(good);
    send(good ? 'works' : 'fails');
  };
  switch (state.name) {
    case 'microphone':
      return <WizardMicrophoneStep call={call} send={send} wizard={wizard} finish={finish} />;
    case 'hear':
      return <WizardHear call={call} send={send} wizard={wizard} finish={finish} />;
    case 'speaker':
      return <WizardSpeaker call={call} send={send} wizard={wizard} finish={finish} first={state.first} />;
    case 'options':
      return <WizardOptions call={call} send={send} finish={finish} />;
  }
}

function Opening({ call }: { readonly call: Call }) {
  const t = useStrings();
  return (
    <WizardStep step="microphone" actions={<Button onPress={call.closeWizard}>{t('action.cancel')}</Button>}>
      <p>{inCall(call.view) ? t('wizard.opening-in-call') : t('wizard.opening')}</p>
      <MicrophoneBadge heard={call.heard} />
    </WizardStep>
  );
}

interface NotOpenProps {
  readonly call: Call;
  readonly words: keyof typeof PROBLEM_WORDS | 'closed';
  readonly openAgain: () => void;
}

function NotOpen({ call, words, openAgain }: NotOpenProps) {
  const t = useStrings();
  return (
    <WizardStep
      step="microphone"
      actions={
        <>
          <Button variant="primary" onPress={openAgain}>
            {words === 'closed' ? t('wizard.open-again') : t('wizard.try-again')}
          </Button>
          <Button onPress={call.closeWizard}>{t('action.close')}</Button>
        </>
      }
    >
      <Note tone="warn">
        {words === 'closed' ? t('wizard.closed') : PROBLEM_WORDS[words](t, call.view.remoteUser.name)}
      </Note>
    </WizardStep>
  );
}
