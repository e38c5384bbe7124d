import { useId } from 'react';
import type { SoundDevice } from '../../sound/browser-sound.ts';
import { useStrings } from '../../strings/index.ts';

export interface DeviceSelectProps {
  readonly label: string;
  readonly devices: readonly SoundDevice[];
  /** `''`: the system's choice. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

export function DeviceSelect({ label, devices, chosen, onChoose }: DeviceSelectProps) {
  const t = useStrings();
  const id = useId();
  return (
    <div className="ui-field">
      <label htmlFor={id} className="ui-field-label">
        {label}
      </label>
      <select id={id} className="ui-input" value={chosen} onChange={event => onChoose(event.target.value)}>
        <option value="">{t('wizard.default-device')}</option>
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label === '' ? t('wizard.device', { number: index + 1 }) : device.label}
          </option>
        ))}
      </select>
    </div>
  );
}
