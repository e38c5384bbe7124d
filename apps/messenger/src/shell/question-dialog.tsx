import { Button, Dialog } from '@rendezvous/ui';
import type { ReactNode } from 'react';

export interface QuestionDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The answer that changes nothing: it comes first and has the focus, and Esc means the same. */
  readonly keep: string;
  readonly onKeep: () => void;
  /** The answer that takes something away. */
  readonly take: string;
  readonly onTake: () => void;
  readonly busy?: boolean;
}

/** The focus of a question that has just opened; it is the dialog's, not a page's. */
const FOCUSED = { autoFocus: true } as const;

/** Asks before something is taken away. */
export function QuestionDialog({
  isOpen,
  title,
  children,
  keep,
  onKeep,
  take,
  onTake,
  busy,
}: QuestionDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onKeep}
      role="alertdialog"
      tone="stop"
      size="small"
      title={title}
      actions={
        <>
          <Button {...FOCUSED} onPress={onKeep}>
            {keep}
          </Button>
          <Button variant="danger" isPending={busy ?? false} onPress={onTake}>
            {take}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
