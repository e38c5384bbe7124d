import type { FileView } from '@rendezvous/assist';
import { Button, useNow } from '@rendezvous/ui';
import { ArrowDownToLine, ArrowUpFromLine, CircleCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { leftWords, percentWords, rateWords, sizeWords } from '../files/amounts.ts';
import { cancellable, stateWords } from '../files/file-words.ts';
import { leftAt, type Pace, rateAt, withSample } from '../files/pace.ts';
import { useLocale, useStrings } from '../strings/index.ts';
import { CheckSum } from './check-sum.tsx';

export interface FileRowProps {
  readonly file: FileView;
  /** The other person's. */
  readonly name: string;
  readonly onCancel: () => void;
  /** Sends it once more; absent where that could not help. */
  readonly onAgain: (() => void) | undefined;
  /** What saves it, where it is here. */
  readonly save: ReactNode;
}

/** One file: what it is, how far it is, and what can be done about it. */
export function FileRow({ file, name, onCancel, onAgain, save }: FileRowProps) {
  const t = useStrings();
  const locale = useLocale();
  const { state } = file;
  return (
    <li className="file" data-state={state.name}>
      <FileIcon file={file} />
      <div className="file-words">
        <p className="file-name">
          <bdi>{file.name}</bdi>
        </p>
        <p className="file-state ui-small">
          <span className="ui-soft ui-numbers">{sizeWords(file.size, locale)} ·</span>{' '}
          {stateWords(file, name, t)}
        </p>
        {file.sentName !== undefined && (
          <p className="file-sent-name ui-soft ui-small">
            {t('file.sent-name')} <bdi className="ui-mono">{file.sentName}</bdi>
          </p>
        )}
        {state.name === 'moving' && <FileProgress name={file.name} size={file.size} bytes={state.bytes} />}
        <CheckSum state={state} />
      </div>
      <div className="file-actions">
        {save}
        {cancellable(file) && (
          <Button size="small" aria-label={t('file.cancel-name', { file: file.name })} onPress={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
        {onAgain && (
          <Button size="small" aria-label={t('file.again-name', { file: file.name })} onPress={onAgain}>
            {t('file.again')}
          </Button>
        )}
      </div>
    </li>
  );
}

function FileIcon({ file }: { readonly file: FileView }) {
  if (file.state.name === 'done') return <CircleCheck aria-hidden className="file-icon" />;
  if (file.state.name === 'ended') return <TriangleAlert aria-hidden className="file-icon" />;
  if (file.direction === 'in') return <ArrowDownToLine aria-hidden className="file-icon" />;
  return <ArrowUpFromLine aria-hidden className="file-icon" />;
}

function FileProgress({
  name,
  size,
  bytes,
}: {
  readonly name: string;
  readonly size: number;
  readonly bytes: number;
}) {
  const t = useStrings();
  const locale = useLocale();
  const now = useNow(1000);
  const [pace, setPace] = useState<Pace>([]);
  const next = withSample(pace, { bytes, atMs: now });
  if (next !== pace) setPace(next);
  const rate = rateAt(pace, now);
  const left = leftAt(pace, size, now);
  const words = [
    t('file.moved', {
      part: sizeWords(bytes, locale),
      whole: sizeWords(size, locale),
      percent: percentWords(bytes, size, locale),
    }),
    ...(rate === undefined ? [] : [rateWords(rate, locale)]),
    ...(left === undefined ? [] : [leftWords(left, t)]),
  ];
  return (
    <>
      <progress
        className="file-bar"
        aria-label={t('file.progress', { file: name })}
        aria-valuetext={percentWords(bytes, size, locale)}
        max={Math.max(1, size)}
        value={size === 0 ? 1 : bytes}
      />
      <p className="file-pace ui-soft ui-small ui-numbers">{words.join(' · ')}</p>
    </>
  );
}
