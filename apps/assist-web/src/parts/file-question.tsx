import type { AssistView, Question } from '@rendezvous/assist';
import { File } from 'lucide-react';
import { sizeWords } from '../files/amounts.ts';
import { useLocale, useStrings } from '../strings/index.ts';
import { QuestionFrame } from './question-frame.tsx';

export interface FileQuestionProps {
  readonly question: Extract<Question, { kind: 'file' }>;
  readonly remoteUser: AssistView['remoteUser'];
  readonly onAnswer: (yes: boolean) => void;
}

/** Either side: is this file wanted? */
export function FileQuestion({ question, remoteUser, onAnswer }: FileQuestionProps) {
  const t = useStrings();
  const locale = useLocale();
  const { fileName, sentName, size } = question;
  return (
    <QuestionFrame
      question={question}
      remoteUser={remoteUser}
      title={t('question.file', { name: remoteUser.name })}
      yes={t('question.accept-file')}
      onAnswer={onAnswer}
    >
      <div className="question-file">
        <File aria-hidden />
        <div>
          <p className="question-name question-file-name">
            <bdi>{fileName}</bdi>
          </p>
          <p className="ui-soft ui-numbers">{sizeWords(size, locale)}</p>
        </div>
      </div>
      {sentName !== undefined && (
        <p className="ui-soft ui-small question-file-name">
          {t('file.sent-name')} <bdi className="ui-mono">{sentName}</bdi>
        </p>
      )}
      <p>{t('question.file-explain')}</p>
    </QuestionFrame>
  );
}
