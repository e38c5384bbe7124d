import type { Message } from '@rendezvous/im';
import { type EndReason, type HostSession, nameIn, type Registration } from '@rendezvous/rendezvous';
import { Button, Countdown, Spinner, useLanguage } from '@rendezvous/ui';
import { Check, CircleSlash, TriangleAlert } from 'lucide-react';
import { useId, useRef } from 'react';
import { ApplicationIcon } from '../rendezvous/application-icon.tsx';
import { useStrings } from '../strings/use-strings.ts';
import { Abilities } from './abilities.tsx';
import './invitation-card.css';
import { type Phase, phaseOf, toneOf } from './phase.ts';
import { phaseWords, reasonWords } from './phase-words.ts';

export interface InvitationCardProps {
  readonly message: Extract<Message, { kind: 'invitation' }>;
  /** The session of this tab, while there is one. */
  readonly session: HostSession | undefined;
  /** What this messenger knows of the application; `undefined` when it does not have it. */
  readonly registration: Registration | undefined;
  /** Where to read about the application. */
  readonly aboutUrl: string | undefined;
  readonly inviter: boolean;
  /** The other person. */
  readonly name: string;
  readonly onAccept: (session: HostSession) => void;
}

/** The card's id in the page: where a person is taken who wants to invite once more. */
export const invitationId = (sessionId: string): string => `invitation-${sessionId}`;

const MARKS = { good: Check, over: CircleSlash, bad: TriangleAlert } as const;

/** An invitation in the flow of the conversation: who, what, how it stands, and the answer. */
export function InvitationCard(props: InvitationCardProps) {
  const { message, session, registration, aboutUrl, inviter, name, onAccept } = props;
  const t = useStrings();
  const [language] = useLanguage();
  const heading = useId();
  const card = useRef<HTMLElement>(null);
  const phase = phaseOf(message.stage, session);
  const application = registration === undefined ? message.application.name : nameIn(registration, language);
  const answerable = phase === 'answerable' && session !== undefined;
  const takeable = inviter && session !== undefined && (phase === 'asking' || phase === 'ringing');
  // The buttons go with the answer; the focus stays with the card.
  const leaving = (act: () => void) => () => {
    act();
    card.current?.focus({ preventScroll: true });
  };
  return (
    <article
      ref={card}
      id={invitationId(message.sessionId)}
      tabIndex={-1}
      className="card-invitation"
      data-open={answerable || takeable}
      aria-labelledby={heading}
    >
      <header className="card-head">
        {registration !== undefined && <ApplicationIcon className="card-icon" of={registration} />}
        <div>
          <h3 id={heading}>{application}</h3>
          <p className="ui-soft ui-small">
            {inviter ? t('invitation.to', { name }) : t('invitation.from', { name })}
            {!inviter && <span className="ui-mono card-address"> {message.from}</span>}
          </p>
        </div>
      </header>
      {registration !== undefined && (answerable || takeable) && (
        <Abilities registration={registration} part={inviter ? 'inviter' : 'invitee'} name={name} />
      )}
      <Standing {...{ phase, inviter, name }} reason={session?.outcome?.reason} />
      {phase === 'not-installed' && aboutUrl !== undefined && <About url={aboutUrl} />}
      {answerable && (
        <>
          <p className="card-countdown ui-soft ui-small">
            {t('invitation.timeLeft')}{' '}
            <Countdown
              untilMs={session.expiresAt}
              announce={seconds => t('invitation.secondsLeft', { count: seconds })}
            />
          </p>
          <div className="card-actions">
            <Button onPress={leaving(() => session.decline())}>{t('invitation.decline')}</Button>
            <Button variant="primary" onPress={() => onAccept(session)}>
              {t('invitation.accept')}
            </Button>
          </div>
        </>
      )}
      {takeable && (
        <div className="card-actions">
          <Button onPress={leaving(() => session.cancel())}>{t('invitation.cancel')}</Button>
        </div>
      )}
    </article>
  );
}

interface StandingProps {
  readonly phase: Phase;
  readonly inviter: boolean;
  readonly name: string;
  readonly reason: EndReason | undefined;
}

/** How it stands, in words; spoken when it changes. */
function Standing({ phase, inviter, name, reason }: StandingProps) {
  const t = useStrings();
  const tone = toneOf(phase);
  const Mark = tone === 'busy' ? undefined : MARKS[tone];
  const why = reasonWords(t, reason);
  return (
    <output className="card-standing" data-tone={tone}>
      {Mark === undefined ? <Spinner /> : <Mark aria-hidden />}
      <span>
        {phaseWords(t, { phase, inviter, name })}
        {why !== undefined && <span className="card-why ui-soft ui-small">{why}</span>}
      </span>
    </output>
  );
}

/** Where to read about the application. Shown, never opened by itself. */
function About({ url }: { readonly url: string }) {
  const t = useStrings();
  return (
    <p className="ui-small">
      {t('invitation.about')}{' '}
      <a href={url} target="_blank" rel="noopener noreferrer">
        {url}
      </a>
    </p>
  );
}
