import type { AssistView, Question } from '@rendezvous/assist';
import { Avatar, Banner, Button, Dialog } from '@rendezvous/ui';
import { useEffect, useState } from 'react';
import type { NoviceActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { CompanionForm } from './companion-form.tsx';
import { focusOnMount } from './focus.ts';
import './question-dialog.css';

/** A press that was meant for something else must not say yes to a question that has just come up under it. */
const REFLEX_MS = 600;

export interface QuestionDialogProps {
  readonly view: AssistView;
  readonly actions: NoviceActions;
  /** Opens the browser's picker. */
  readonly onChoose: () => void;
}

/** The one open question, over everything. Esc refuses; Refuse has the focus. */
export function QuestionDialog({ view, actions, onChoose }: QuestionDialogProps) {
  const { question } = view;
  if (question === undefined) return null;
  return (
    <OpenQuestion key={question.id} question={question} view={view} actions={actions} onChoose={onChoose} />
  );
}

function OpenQuestion({
  question,
  view,
  actions,
  onChoose,
}: QuestionDialogProps & { readonly question: Question }) {
  const t = useStrings();
  const { name, address } = view.remoteUser;
  const deliberate = useAfter(REFLEX_MS);
  const answer = (yes: boolean): void => actions.answer(question.id, yes);
  return (
    <Dialog
      isOpen
      onClose={() => answer(false)}
      role="alertdialog"
      tone="controlling"
      title={t('question.control', { name })}
      actions={
        <>
          {/* A new key gives Refuse the focus again when what was asked for in between has been done. */}
          <Button
            key={question.possible}
            ref={focusOnMount}
            size="large"
            variant="primary"
            onPress={() => answer(false)}
          >
            {t('question.refuse')}
          </Button>
          <Button
            size="large"
            isDisabled={!deliberate || question.possible !== 'yes'}
            onPress={() => answer(true)}
          >
            {t('question.allow')}
          </Button>
        </>
      }
    >
      <div className="question-person">
        <Avatar name={name} address={address} />
        <div>
          <p className="question-name">{name}</p>
          <p className="ui-soft ui-mono question-address">{address}</p>
        </div>
      </div>
      <p>{t('question.explain', { name })}</p>
      <p className="ui-soft">{t('question.take-back')}</p>
      <Missing question={question} view={view} actions={actions} onChoose={onChoose} />
    </Dialog>
  );
}

/** What stands in the way of a yes, and the way to it. */
function Missing({
  question,
  view,
  actions,
  onChoose,
}: QuestionDialogProps & { readonly question: Question }) {
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

/** Becomes true once, `ms` milliseconds after the first render. */
function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}
