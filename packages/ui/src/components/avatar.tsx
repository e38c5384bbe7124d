import './avatar.css';

export interface AvatarProps {
  readonly name: string;
  /** Chooses the colour, so that two people of the same name differ. */
  readonly address?: string;
  readonly size?: 'small' | 'medium' | 'large';
}

/** The first letters of the first and the last word; what is not a letter is passed over. */
export function initialsOf(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  return letters
    .map(word => (word === undefined ? '' : (/^\p{L}\p{M}*/u.exec(word)?.[0] ?? '')))
    .join('')
    .toLocaleUpperCase();
}

const HUES = 8;

/** One of {@link HUES} colours, always the same for the same text. */
export function hueOf(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
}

/** Initials on a colour. Decoration only: the name stands beside it. */
export function Avatar({ name, address, size = 'medium' }: AvatarProps) {
  return (
    <span className="ui-avatar" data-size={size} data-hue={hueOf(address ?? name)} aria-hidden>
      {initialsOf(name) || '?'}
    </span>
  );
}
