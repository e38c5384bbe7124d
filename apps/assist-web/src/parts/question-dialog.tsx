import type { AssistView, Question } from '@rendezvous/assist';
import type { ExpertActions, NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { ControlQuestion } from './control-question.tsx';
import { FileQuestion } from './file-question.tsx';
import { QuestionFrame } from './question-frame.tsx';

export interface QuestionDialogProps {
  readonly view: AssistView;
  readonly actions: Pick<ExpertActions, 'answer'>;
  /** Whether a call could begin with this computer's sound as it is. */
  readonly soundReady: boolean;
  /** Novice only: what a question for control may need before it can be answered with yes. */
  readonly control?: {
    readonly actions: Pick<NoviceActions, 'pairCompanion'>;
    /** Opens the browser's picker. */
    readonly onChoose: () => void;
  };
  /** A yes was given. */
  readonly onYes?: (question: Question) => void;
}

/** The one open question, of either side. */
export function QuestionDialog({ view, actions, soundReady, control, onYes }: QuestionDialogProps) {
  const t = useStrings();
  const { question, remoteUser } = view;
  if (question === undefined) return null;
  const onAnswer = (yes: boolean): void => {
    actions.answer(question.id, yes);
    if (yes) onYes?.(question);
  };
  switch (question.kind) {
    case 'control':
      if (control === undefined) return null;
      return (
        <ControlQuestion
          key={question.id}
          question={question}
          view={view}
          actions={control.actions}
          onChoose={control.onChoose}
          onAnswer={onAnswer}
        />
      );
    case 'file':
      return (
        <FileQuestion key={question.id} question={question} remoteUser={remoteUser} onAnswer={onAnswer} />
      );
    case 'voice':
      return (
        <QuestionFrame
          key={question.id}
          question={question}
          remoteUser={remoteUser}
          title={t('question.voice', { name: remoteUser.name })}
          yes={t('question.allow')}
          onAnswer={onAnswer}
        >
          <p>{t('question.voice-explain')}</p>
          {!soundReady && <p>{t('question.voice-set-up', { name: remoteUser.name })}</p>}
        </QuestionFrame>
      );
  }
}
