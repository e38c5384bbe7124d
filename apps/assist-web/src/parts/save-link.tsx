import { Download } from 'lucide-react';
import { useBlobLink } from '../files/use-received.ts';
import type { ReceivedFile } from '../ports/received-files.ts';
import { useStrings } from '../strings/index.ts';

export interface SaveLinkProps {
  /** A name that is safe. */
  readonly name: string;
  readonly file: ReceivedFile;
  readonly onSave: () => void;
}

/** Puts a received file where the browser puts what is downloaded. It is never opened. */
export function SaveLink({ name, file, onSave }: SaveLinkProps) {
  const t = useStrings();
  const link = useBlobLink(file.blob);
  return (
    <a
      ref={link}
      // Until the ref has put the real address here.
      href="#save"
      className="ui-button file-save"
      data-variant={file.saved ? 'quiet' : 'primary'}
      data-size="small"
      download={name}
      aria-label={
        file.saved ? t('file.save-again-name', { file: name }) : t('file.save-name', { file: name })
      }
      onClick={onSave}
    >
      <Download aria-hidden />
      <span className="ui-button-label">{file.saved ? t('file.save-again') : t('file.save')}</span>
    </a>
  );
}
