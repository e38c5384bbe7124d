import type { Registration } from '@rendezvous/rendezvous';
import { AppWindow } from 'lucide-react';
import { useState } from 'react';
import { iconOf } from './registrations.ts';

export interface ApplicationIconProps {
  readonly of: Pick<Registration, 'icon'>;
  readonly className?: string;
}

/** An application's icon; a plain window where it has none, or none that can be shown. Decoration: its name stands beside it. */
export function ApplicationIcon({ of, className }: ApplicationIconProps) {
  const icon = iconOf(of);
  const [broken, setBroken] = useState<string>();
  if (icon === undefined || icon === broken) return <AppWindow className={className} aria-hidden />;
  return <img className={className} src={icon} alt="" onError={() => setBroken(icon)} />;
}
