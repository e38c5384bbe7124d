import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Esc, or a press outside where that is allowed. */
  readonly onClose: () => void;
  readonly title: string;
  /** `alertdialog` interrupts: it is spoken whole, and a press outside does nothing. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'small' | 'medium' | 'large';
  /** Says which kind of question it is, by colour. */
  readonly tone?: 'controlling' | 'stop' | undefined;
  readonly children: ReactNode;
  /** Buttons; the safe one first, with `autoFocus`. */
  readonly actions?: ReactNode;
}

/** One modal at a time; focus stays within, and goes back where it was. */
export function Dialog({
  isOpen,
  onClose,
  title,
  role = 'dialog',
  size = 'medium',
  tone,
  children,
  actions,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog'}
      className="ui-overlay"
    >
      <Modal className="ui-modal" data-size={size} data-tone={tone}>
        <AriaDialog role={role} className="ui-dialog">
          <Heading slot="title" level={2} className="ui-dialog-title">
            {title}
          </Heading>
          <div className="ui-dialog-body">{children}</div>
          {actions !== undefined && <div className="ui-dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
