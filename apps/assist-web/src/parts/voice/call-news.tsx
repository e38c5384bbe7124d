import { VisuallyHidden } from '@rendezvous/ui';
import { useEffect, useRef, useState } from 'react';
import { type T, useStrings } from '../../strings/index.ts';
import { offWords } from './call-words.ts';
import { silenceOf } from './microphone-words.ts';
import { NOTICE_WORDS } from './notice-words.ts';
import { dueMs, noticed, SILENT, told } from './speaking.ts';
import type { Call } from './use-call.ts';

/**
 * Tells a screen reader what is new about the call, whether its panel is open or not, and whatever dialog is over it
 * (`data-react-aria-top-layer`): each thing once.
 */
export function CallNews({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { name } = call.view.remoteUser;
  const { notice } = call.heard;
  return (
    <div data-react-aria-top-layer="true">
      <VisuallyHidden elementType="output">{useStateNews(call, t)}</VisuallyHidden>
      <VisuallyHidden elementType="output">
        {notice === undefined ? '' : NOTICE_WORDS[notice](t, name)}
      </VisuallyHidden>
      <VisuallyHidden elementType="output">{mutedWords(call, t)}</VisuallyHidden>
      <VisuallyHidden elementType="output">
        {useSpeaking(call) ? t('voice.speaking', { name }) : ''}
      </VisuallyHidden>
    </div>
  );
}

/** How the call stands; what was so when the page opened is no news. */
function useStateNews({ view }: Call, t: T): string {
  const words = stateWords(view, t);
  const [before] = useState(words);
  const [news, setNews] = useState(false);
  if (!news && words !== before) setNews(true);
  return news ? words : '';
}

function stateWords({ voice, remoteUser: { name } }: Call['view'], t: T): string {
  switch (voice.name) {
    case 'asking':
      return t('voice.asking', { name });
    case 'connecting':
      return t('voice.connecting');
    case 'on':
      return voice.unstable ? t('voice.unstable') : t('voice.now-on', { name });
    case 'off':
      return offWords(voice, name, t)?.words ?? '';
    // The question says it.
    case 'ringing':
    case 'unavailable':
      return '';
  }
}

/** Who speaks while muted is told, once for each time. */
function mutedWords({ view, heard }: Call, t: T): string {
  const silence = silenceOf(heard);
  // What the wizard keeps from the other person is meant to be.
  if (!heard.mutedSpeech || silence === 'none') return '';
  const { name } = view.remoteUser;
  return silence === 'muted' ? t('voice.muted', { name }) : t('voice.not-held', { name });
}

/** Whether it is to be said that the other person speaks. One knows of oneself. */
function useSpeaking({ view, heard }: Call): boolean {
  const speaks = view.voice.name === 'on' && heard.speaking.theirs;
  const state = useRef(SILENT);
  const [said, setSaid] = useState(SILENT.said);
  useEffect(() => {
    state.current = noticed(state.current, speaks, performance.now());
    const due = dueMs(state.current);
    if (due === undefined) return;
    const timer = setTimeout(
      () => {
        // A timer may come a little early.
        state.current = told(state.current, Math.max(due, performance.now()));
        setSaid(state.current.said);
      },
      Math.max(0, due - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [speaks]);
  return said;
}
