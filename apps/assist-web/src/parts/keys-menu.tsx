import type { InputEvent } from '@rendezvous/assist';
import { Button, Dialog, Menu, TextArea } from '@rendezvous/ui';
import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { CHORDS, type ChordName, chordEvents } from '../input/chords.ts';
import { splitText } from '../input/key-translator.ts';
import { useStrings } from '../strings/index.ts';
import { focusOnMount } from './focus.ts';

const NAMES: readonly ChordName[] = ['escape', 'alt-tab', 'windows', 'ctrl-escape', 'alt-f4'];

export interface KeysMenuProps {
  readonly name: string;
  readonly send: (event: InputEvent) => void;
}

/** Keys that this computer would take for itself, and text typed as a whole. */
export function KeysMenu({ name, send }: KeysMenuProps) {
  const t = useStrings();
  const [typing, setTyping] = useState(false);
  const items = [
    ...NAMES.map(id => ({ id, label: id === 'windows' ? t('expert.windows-key') : CHORDS[id].label })),
    { id: 'text' as const, label: t('expert.type-text') },
  ];
  return (
    <>
      <Menu
        label={t('expert.keys-label')}
        trigger={
          <Button size="small" icon={<Keyboard aria-hidden />}>
            {t('expert.keys')}
          </Button>
        }
        items={items}
        onAction={id => {
          if (id === 'text') setTyping(true);
          else for (const event of chordEvents(CHORDS[id].keys)) send(event);
        }}
      />
      {typing && <TypeText name={name} send={send} onClose={() => setTyping(false)} />}
    </>
  );
}

function TypeText({ name, send, onClose }: KeysMenuProps & { readonly onClose: () => void }) {
  const t = useStrings();
  const [text, setText] = useState('');
  const type = (): void => {
    for (const piece of splitText(text)) send({ type: 'text', text: piece });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('expert.type-text-heading', { name })}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button variant="primary" isDisabled={text === ''} onPress={type}>
            {t('expert.type-text-send')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('expert.type-text-label')}
        description={t('expert.type-text-explain')}
        rows={4}
        inputRef={focusOnMount}
        value={text}
        onChange={setText}
        maxLength={10_000}
      />
    </Dialog>
  );
}
