import { Button } from '@rendezvous/ui';
import { Component, type ReactNode } from 'react';
import { strings } from '../strings/use-strings.ts';
import { FirstPage } from './first-page.tsx';

/** A fault of our own: in words, with the one step that helps. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly faulty: boolean }> {
  override readonly state = { faulty: false };

  static getDerivedStateFromError(): { faulty: boolean } {
    return { faulty: true };
  }

  override render(): ReactNode {
    if (!this.state.faulty) return this.props.children;
    const t = strings();
    return (
      <FirstPage>
        <div role="alert">
          <p>{t('error.crash')}</p>
          <p>{t('error.crashNext')}</p>
        </div>
        <Button variant="primary" onPress={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </FirstPage>
    );
  }
}
