import type { Self } from '@rendezvous/im';
import { Time } from '@rendezvous/ui';
import { useStrings } from '../strings/use-strings.ts';

/** A guest knows how long the chat stays open. */
export function GuestBanner({ self }: { readonly self: Self }) {
  const t = useStrings();
  if (!self.guest || self.expiresAt === undefined) return null;
  return (
    <p className="guest-banner" role="note">
      {t('guest.until')} <Time at={self.expiresAt} format="full" />. {t('guest.untilEnd')}
    </p>
  );
}
