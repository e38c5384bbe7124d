import { nameIn } from '@rendezvous/rendezvous';
import { Button, useLanguage } from '@rendezvous/ui';
import { useEffect, useRef, useState } from 'react';
import { useMessenger, useSessions, useValue } from '../shell/context.ts';
import { QuestionDialog } from '../shell/question-dialog.tsx';
import { useStrings } from '../strings/use-strings.ts';
import './frame-panel.css';
import type { FramedApplication } from './frames.ts';

/** Applications that run within this page. */
export function FramePanel() {
  const { applications } = useMessenger();
  const frames = useValue(applications.frames);
  return frames.map(frame => <Frame key={frame.sessionId} frame={frame} />);
}

function Frame({ frame }: { readonly frame: FramedApplication }) {
  const t = useStrings();
  const [language] = useLanguage();
  const { applications } = useMessenger();
  const running = useSessions().get(frame.sessionId)?.applicationRunning ?? false;
  const element = useRef<HTMLIFrameElement>(null);
  const [hidden, setHidden] = useState(false);
  const [asking, setAsking] = useState(false);
  const application = nameIn(frame.registration, language);
  useEffect(() => {
    if (element.current) frame.shown(element.current);
  }, [frame]);
  const close = (): void => applications.frames.close(frame.sessionId);
  return (
    <section className="frame" aria-label={frame.title} data-hidden={hidden}>
      <div className="frame-bar">
        <p>
          {running
            ? t('frame.bar', { application, name: frame.remoteName })
            : t('frame.title', { application, name: frame.remoteName })}
        </p>
        <Button size="small" className="frame-toggle" onPress={() => setHidden(!hidden)}>
          {hidden ? t('frame.show', { application }) : t('frame.hide')}
        </Button>
        <Button size="small" onPress={() => (running ? setAsking(true) : close())}>
          {t('frame.close')}
        </Button>
      </div>
      {/* What it may do is set before it shows anything. Its page knows itself by the name when it is loaded again. */}
      <iframe
        ref={element}
        className="frame-content"
        title={frame.title}
        name={`rendezvous-${frame.sessionId}`}
      />
      <QuestionDialog
        isOpen={asking}
        title={t('frame.closeTitle')}
        keep={t('frame.keep')}
        onKeep={() => setAsking(false)}
        take={t('frame.close')}
        onTake={close}
      >
        <p>{t('frame.closeText')}</p>
      </QuestionDialog>
    </section>
  );
}
