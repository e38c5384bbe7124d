import type { AssistView } from '@rendezvous/assist';
import { VisuallyHidden } from '@rendezvous/ui';
import { Pause } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useStrings } from '../strings/index.ts';
import { Progress } from './progress.tsx';
import './stage.css';

export type Fit = 'fit' | 'actual';

export interface StageProps {
  readonly view: AssistView;
  readonly stream: MediaStream | undefined;
  readonly fit: Fit;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The other person's screen, or in words why there is none. A paused picture is taken away, never frozen. */
export function Stage({ view, stream, fit, video, area }: StageProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const shown = view.screen.name === 'shown';
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (video.current) attach(video.current, shown ? stream : undefined);
  }, [shown, stream, video]);
  return (
    <div className="stage" data-fit={fit} data-controlled={view.control.name === 'on' || undefined}>
      <video
        ref={video}
        className="stage-video"
        hidden={!shown}
        autoPlay
        playsInline
        muted
        disablePictureInPicture
        aria-label={t('expert.screen-of', { name })}
        // Actual size: one of their pixels is one of ours, whatever this page's zoom.
        width={fit === 'actual' && width !== undefined ? width : undefined}
        onResize={event => setWidth(event.currentTarget.videoWidth / window.devicePixelRatio)}
      />
      {/* Only an editable element gets dead keys and input methods; it takes part only while in control. */}
      <textarea
        ref={area}
        className="stage-keyboard"
        aria-label={t('expert.keyboard-label', { name })}
        aria-describedby="stage-keyboard-hint"
        hidden={view.control.name !== 'on' || !shown}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      <VisuallyHidden elementType="span" id="stage-keyboard-hint">
        {t('expert.keyboard-hint', { name })}
      </VisuallyHidden>
      {!shown && (
        <div className="stage-blank">
          {view.screen.name === 'paused' ? (
            <>
              <Pause aria-hidden />
              <p className="stage-title">{t('expert.paused')}</p>
              <p className="ui-soft">{t('expert.paused-explain', { name })}</p>
            </>
          ) : (
            <>
              <p className="stage-title">{t('expert.no-picture', { name })}</p>
              <Progress view={view} />
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** Without a stream the element forgets its last picture. */
function attach(video: HTMLVideoElement, stream: MediaStream | undefined): void {
  video.srcObject = stream ?? null;
}
