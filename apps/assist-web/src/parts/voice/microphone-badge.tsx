import { Mic, MicOff } from 'lucide-react';
import type { SoundView } from '../../sound/browser-sound.ts';
import { useStrings } from '../../strings/index.ts';
import { microphoneWords, silenceOf } from './microphone-words.ts';
import './microphone-badge.css';

/** That the microphone is on, for as long as it is, whatever it is on for. Nothing else shows it, and nothing while it is off. */
export function MicrophoneBadge({ heard }: { readonly heard: SoundView }) {
  const t = useStrings();
  const words = microphoneWords(heard, t);
  if (words === undefined) return null;
  const silent = heard.use === 'call' && silenceOf(heard) !== 'none';
  const Icon = silent ? MicOff : Mic;
  return (
    <span className="microphone" data-silent={silent || undefined}>
      <Icon aria-hidden />
      <span>{words}</span>
    </span>
  );
}
