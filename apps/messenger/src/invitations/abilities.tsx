import type { Registration } from '@rendezvous/rendezvous';
import { useLanguage } from '@rendezvous/ui';
import { Check, X } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';

/** The registration's own sentences about what it will be able to do, for one of the two parts. */
export function abilitiesIn(registration: Registration, language: string, part: 'inviter' | 'invitee') {
  const all = registration.abilities;
  return (all[language.slice(0, 2)] ?? all['en'] ?? Object.values(all)[0])?.[part];
}

export interface AbilitiesProps {
  readonly registration: Registration;
  readonly part: 'inviter' | 'invitee';
  /** Stands for `{name}` in the sentences. */
  readonly name: string;
}

/** What the application will be able to do, and what not. */
export function Abilities({ registration, part, name }: AbilitiesProps) {
  const t = useStrings();
  const [language] = useLanguage();
  const abilities = abilitiesIn(registration, language, part);
  if (abilities === undefined) return null;
  const fill = (sentence: string): string => sentence.split('{name}').join(name);
  return (
    <div className="abilities">
      <AbilityList kind="can" title={t('invitation.can')} sentences={abilities.can.map(fill)} />
      <AbilityList kind="cannot" title={t('invitation.cannot')} sentences={abilities.cannot.map(fill)} />
    </div>
  );
}

interface AbilityListProps {
  readonly kind: 'can' | 'cannot';
  readonly title: string;
  readonly sentences: readonly string[];
}

function AbilityList({ kind, title, sentences }: AbilityListProps) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul data-kind={kind}>
        {sentences.map(sentence => (
          <li key={sentence}>
            {kind === 'can' ? <Check aria-hidden /> : <X aria-hidden />}
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
