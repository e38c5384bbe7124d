import type { AssistView, Question } from '@rendezvous/assist';
import { Avatar, Button, Dialog } from '@rendezvous/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useStrings } from '../strings/index.ts';
import { focusOnMount } from './focus.ts';
import './question-dialog.css';

/** A press that was meant for something else must not answer a question that has just come up under it. */
export const REFLEX_MS = 600;

export interface QuestionFrameProps {
  readonly question: Question;
  readonly remoteUser: AssistView['remoteUser'];
  readonly title: string;
  /** What a yes is called. */
  readonly yes: string;
  readonly onAnswer: (yes: boolean) => void;
  readonly children: ReactNode;
}

/** One question, over everything: who asks, what for, and two answers. Esc refuses; Refuse has the focus. */
export function QuestionFrame({ question, remoteUser, title, yes, onAnswer, children }: QuestionFrameProps) {
  const t = useStrings();
  const { name, address } = remoteUser;
  const deliberate = useAfter(REFLEX_MS);
  return (
    <Dialog
      isOpen
      onClose={() => onAnswer(false)}
      role="alertdialog"
      // Amber is for the mouse and keyboard alone.
      tone={question.kind === 'control' ? 'controlling' : undefined}
      title={title}
      actions={
        <>
          {/* A new key gives Refuse the focus again when what was asked for in between has been done. */}
          <Button
            key={question.possible}
            ref={focusOnMount}
            size="large"
            variant="primary"
            onPress={({ pointerType }) => {
              // Who was typing has not refused a file by a blank that came too late. Control is refused by anything.
              if (question.kind === 'control' || deliberate || pointerType !== 'keyboard') onAnswer(false);
            }}
          >
            {t('question.refuse')}
          </Button>
          <Button
            size="large"
            isDisabled={!deliberate || question.possible !== 'yes'}
            onPress={() => onAnswer(true)}
          >
            {yes}
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
      {children}
    </Dialog>
  );
}

/** Becomes true once, `ms` milliseconds after the first render. */
export function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}
