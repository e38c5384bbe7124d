import type { AssistView } from '@rendezvous/assist';
import { Card } from '@rendezvous/ui';
import { Pause } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStrings } from '../strings/index.ts';
import './preview.css';

/**
 * A live picture of the whole screen would show itself, change with every frame, and keep the encoder at work for
 * nothing; a still one, taken now and then, tells the person just as well what is seen. In milliseconds.
 */
const RENEW_MS = { monitor: 5000, window: 1000, browser: 1000 } as const;
const WIDTH = 480;

export interface PreviewProps {
  readonly view: AssistView;
  readonly stream: MediaStream | undefined;
}

/** What the other person sees, small. */
export function Preview({ view, stream }: PreviewProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const { screen } = view;
  return (
    <Card as="section" padding="none" className="preview" aria-label={t('preview.heading', { name })}>
      {screen.name === 'shown' && stream !== undefined ? (
        <Still stream={stream} renewMs={RENEW_MS[screen.surface]} label={t('preview.label')} />
      ) : (
        <div className="preview-blank">
          <Pause aria-hidden />
          <p className="preview-title">
            {screen.name === 'paused' ? t('preview.paused') : t('preview.none')}
          </p>
          {screen.name === 'paused' && <p className="ui-soft">{t('preview.paused-explain', { name })}</p>}
        </div>
      )}
    </Card>
  );
}

function Still({
  stream,
  renewMs,
  label,
}: {
  readonly stream: MediaStream;
  readonly renewMs: number;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    const draw = (): void => {
      const target = canvas.current;
      if (!target || video.videoWidth === 0) return;
      target.width = WIDTH;
      target.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth);
      target.getContext('2d')?.drawImage(video, 0, 0, target.width, target.height);
    };
    video.addEventListener('playing', draw);
    // It cannot play when the stream has just ended; there is nothing to draw then.
    video.play().catch(() => undefined);
    const timer = setInterval(draw, renewMs);
    return () => {
      clearInterval(timer);
      video.removeEventListener('playing', draw);
      video.srcObject = null;
    };
  }, [stream, renewMs]);
  return (
    <figure className="preview-figure" aria-label={label}>
      <canvas ref={canvas} width={WIDTH} height={270} className="preview-picture" />
    </figure>
  );
}
