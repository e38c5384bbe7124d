import { Button, type ButtonSize } from '@rendezvous/ui';
import { Mic, MicOff, PhoneOff } from 'lucide-react';
import { useStrings } from '../../strings/index.ts';
import { type Call, inCall } from './use-call.ts';
import './call-buttons.css';

interface CallButtonProps {
  readonly call: Call;
  readonly size?: ButtonSize;
  readonly className?: string;
}

/** Stays pressed while the other person hears nothing. */
export function MuteButton({ call, size = 'small', className = '' }: CallButtonProps) {
  const t = useStrings();
  const { muted } = call.heard;
  return (
    <Button
      size={size}
      className={`call-mute ${className}`}
      aria-pressed={muted}
      icon={muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
      onPress={() => {
        if (muted) call.beHeard(() => call.sound.setMuted(false));
        else call.sound.setMuted(true);
      }}
    >
      {t('voice.mute')}
    </Button>
  );
}

export function HangUpButton({ call, size = 'small', className = '' }: CallButtonProps) {
  const t = useStrings();
  return (
    <Button
      size={size}
      className={className}
      variant={size === 'small' ? 'quiet' : 'danger'}
      icon={<PhoneOff aria-hidden />}
      onPress={call.hangUp}
    >
      {t('voice.hang-up')}
    </Button>
  );
}

/** Mute and Hang up, wherever the call must be in reach; nothing without one. */
export function CallButtons({ call }: { readonly call: Call }) {
  if (!inCall(call.view)) return null;
  return (
    <>
      <MuteButton call={call} />
      <HangUpButton call={call} />
    </>
  );
}
