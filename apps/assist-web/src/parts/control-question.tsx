import type { AssistView, Question } from '@rendezvous/assist';
import { Banner, Button } from '@rendezvous/ui';
import type { NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { CompanionForm } from './companion-form.tsx';
import { QuestionFrame } from './question-frame.tsx';

export interface ControlQuestionProps {
  readonly question: Extract<Question, { kind: 'control' }>;
  readonly view: AssistView;
  readonly actions: Pick<NoviceActions, 'pairCompanion'>;
  /** Opens the browser's picker. */
  readonly onChoose: () => void;
  readonly onAnswer: (yes: boolean) => void;
}

/** Novice: may the other person use the mouse and keyboard? */
export function ControlQuestion(props: ControlQuestionProps) {
  const t = useStrings();
  const { question, view, onAnswer } = props;
  const { name } = view.remoteUser;
  return (
    <QuestionFrame
      question={question}
      remoteUser={view.remoteUser}
      title={t('question.control', { name })}
      yes={t('question.allow')}
      onAnswer={onAnswer}
    >
      <p>{t('question.explain', { name })}</p>
      <p className="ui-soft">{t('question.take-back')}</p>
      <Missing {...props} />
    </QuestionFrame>
  );
}

/** What stands in the way of a yes, and the way to it. */
function Missing({ question, view, actions, onChoose }: ControlQuestionProps) {
  const t = useStrings();
  switch (question.possible) {
    case 'yes':
      return null;
    case 'needs-companion':
      return (
        <div className="question-missing">
          <p className="question-name">{t('question.needs-companion')}</p>
          <CompanionForm companion={view.companion} actions={actions} />
        </div>
      );
    case 'needs-whole-screen':
      return (
        <Banner tone="warn" action={<Button onPress={onChoose}>{t('question.choose-whole')}</Button>}>
          {t('question.needs-whole-screen')}
        </Banner>
      );
    case 'unable': {
      const reason = view.companion.name === 'paired' ? view.companion.unable : undefined;
      return (
        <Banner tone="error" title={t('question.unable')}>
          {reason !== undefined && t(`companion-unable.${reason}`)}
        </Banner>
      );
    }
  }
}
