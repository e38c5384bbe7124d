import { IconButton, VisuallyHidden } from '@rendezvous/ui';
import { X } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';
import { useMessenger, useValue } from './context.ts';
import { formatRoute } from './route.ts';

/** Notes about messages in other conversations, and the one live region that speaks of all of them. */
export function Notes() {
  const t = useStrings();
  const { alerts } = useMessenger();
  const notes = useValue(alerts.notes);
  const spoken = useValue(alerts.spoken);
  return (
    <>
      <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>
      {notes.length > 0 && (
        <aside className="notes" aria-label={t('settings.alerts')}>
          <ul>
            {notes.map(note => (
              <li key={note.id} className="note">
                <a
                  href={formatRoute({ name: 'chat', with: note.from })}
                  onClick={() => alerts.dismiss(note.id)}
                >
                  <strong>{note.name}</strong>
                  <span>{note.text}</span>
                </a>
                <IconButton
                  label={t('app.close')}
                  icon={<X aria-hidden />}
                  onPress={() => alerts.dismiss(note.id)}
                />
              </li>
            ))}
          </ul>
        </aside>
      )}
    </>
  );
}
