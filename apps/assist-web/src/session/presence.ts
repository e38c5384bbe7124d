/** What the other person can do at this moment: one answer for the band, the small bar and the window's title. Pure. */
import type { AssistView } from '@rendezvous/assist';
import type { T } from '../strings/index.ts';

export type PresenceTone = 'neutral' | 'seeing' | 'controlling' | 'paused';

export interface Presence {
  readonly tone: PresenceTone;
  /** One sentence. */
  readonly words: string;
  /** The window's title. */
  readonly title: string;
}

/** On the novice's side. */
export function novicePresence(view: AssistView, t: T): Presence {
  const { name } = view.remoteUser;
  if (view.stage === 'waiting')
    return { tone: 'neutral', words: t('band.waiting', { name }), title: t('title.connecting', { name }) };
  if (view.stage === 'connecting' || view.stage === 'verifying')
    return { tone: 'neutral', words: t('band.connecting', { name }), title: t('title.connecting', { name }) };
  const title = questionTitle(view, t);
  if (view.control.name === 'on')
    return {
      tone: 'controlling',
      words: view.control.resting ? t('band.resting', { name }) : t('band.controlled', { name }),
      title: title ?? t('title.controlled', { name }),
    };
  if (view.screen.name === 'none')
    return { tone: 'neutral', words: t('band.nothing', { name }), title: title ?? t('title.choosing') };
  if (view.screen.name === 'paused')
    return { tone: 'paused', words: t('band.paused', { name }), title: title ?? t('title.paused') };
  const words = {
    monitor: t('band.seen', { name }),
    window: t('band.seen-window', { name }),
    browser: t('band.seen-tab', { name }),
  }[view.screen.surface];
  return { tone: 'seeing', words, title: title ?? t('title.seen', { name }) };
}

/** On the expert's side, where the sentence is about what oneself can do. */
export function expertPresence(view: AssistView, t: T): Presence {
  const { name } = view.remoteUser;
  if (view.stage === 'waiting' || view.stage === 'connecting' || view.stage === 'verifying')
    return { tone: 'neutral', words: t('band.connecting', { name }), title: t('title.connecting', { name }) };
  const presence = expertPresenceInSession(view, t);
  return { ...presence, title: questionTitle(view, t) ?? presence.title };
}

function expertPresenceInSession(view: AssistView, t: T): Presence {
  const { name } = view.remoteUser;
  if (view.screen.name === 'none')
    return {
      tone: 'neutral',
      words: t('expert.no-picture', { name }),
      title: t('title.waiting-screen', { name }),
    };
  if (view.screen.name === 'paused')
    return { tone: 'paused', words: t('expert.paused'), title: t('title.paused') };
  switch (view.control.name) {
    case 'on':
      return {
        tone: 'controlling',
        words: view.control.resting ? t('expert.resting', { name }) : t('expert.in-control'),
        title: t('title.controlling', { name }),
      };
    case 'requested':
      return { tone: 'seeing', words: t('expert.requested', { name }), title: t('title.seeing', { name }) };
    case 'arming':
      return { tone: 'seeing', words: t('expert.arming', { name }), title: t('title.seeing', { name }) };
    case 'off': {
      const { last } = view.control;
      const words = last === undefined ? t('expert.looking', { name }) : expertLastWords(last, name, t);
      return { tone: 'seeing', words, title: t('title.seeing', { name }) };
    }
  }
}

/** The window's title while a question is open. */
function questionTitle({ question, remoteUser: { name } }: AssistView, t: T): string | undefined {
  switch (question?.kind) {
    case undefined:
      return undefined;
    case 'control':
      return t('title.question', { name });
    case 'file':
      return t('title.question-file', { name });
    case 'voice':
      return t('title.question-voice', { name });
  }
}

type Last = NonNullable<Extract<AssistView['control'], { name: 'off' }>['last']>;

function expertLastWords(last: Last, name: string, t: T): string {
  switch (last) {
    case 'released':
      return t('expert-last.released');
    case 'timeout':
      return t('expert-last.timeout');
    case 'rejected':
    case 'denied':
    case 'panic':
    case 'stopped':
    case 'companion-gone':
      return t(`expert-last.${last}`, { name });
  }
}

/** Why control ended, to the novice. */
export function noviceLastWords(last: Last, name: string, t: T): string {
  return last === 'released' ? t('control-last.released', { name }) : t(`control-last.${last}`);
}

/** Why the assistance ended, to either. */
export function endWords(view: Pick<AssistView, 'role' | 'remoteUser' | 'ended'>, t: T): string {
  const { name } = view.remoteUser;
  const cause = view.ended?.cause ?? 'internal-error';
  switch (cause) {
    case 'remote-user':
    case 'remote-gone':
    case 'not-verified':
      return t(`ended.${cause}`, { name });
    case 'novice-refused':
    case 'screen-stopped':
      return view.role === 'novice' ? t(`ended.${cause}-novice`) : t(`ended.${cause}-expert`, { name });
    case 'local-user':
    case 'link-failed':
    case 'link-never-up':
    case 'rendezvous-failed':
    case 'protocol-error':
    case 'internal-error':
      return t(`ended.${cause}`);
  }
}
