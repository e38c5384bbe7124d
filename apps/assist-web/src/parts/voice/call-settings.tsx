import { Button, Switch } from '@rendezvous/ui';
import { useId, useState } from 'react';
import { addressesHidden, hideAddresses } from '../../ports/address-setting.ts';
import { useStrings } from '../../strings/index.ts';
import type { Call } from './use-call.ts';

/** How one wants to hear and be heard. */
export function CallSettings({ call }: { readonly call: Call }) {
  const t = useStrings();
  const { view, sound, heard } = call;
  const { name } = view.remoteUser;
  return (
    <details className="call-settings">
      <summary className="ui-soft ui-small">{t('sound.summary')}</summary>
      <div className="call-settings-body">
        <Volume call={call} />
        <QualityChoice call={call} />
        <Switch
          isSelected={heard.pushToTalk}
          onChange={on => {
            if (on) sound.setPushToTalk(true);
            else call.beHeard(() => sound.setPushToTalk(false));
          }}
          description={t('sound.push-to-talk-explain', { name })}
        >
          {t('sound.push-to-talk')}
        </Switch>
        <AddressWish name={name} />
        <Button size="small" onPress={call.setUp}>
          {t('sound.settings')}
        </Button>
      </div>
    </details>
  );
}

function Volume({ call: { view, sound, heard } }: { readonly call: Call }) {
  const t = useStrings();
  const id = useId();
  const percent = Math.round(heard.volume * 100);
  return (
    <div className="ui-field">
      <label htmlFor={id} className="ui-field-label">
        {t('sound.volume', { name: view.remoteUser.name })}
      </label>
      <input
        id={id}
        className="call-volume"
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        aria-valuetext={`${String(percent)} %`}
        onChange={event => sound.setVolume(event.target.valueAsNumber / 100)}
      />
    </div>
  );
}

const RATES = ['auto', 'low', 'high'] as const;

/** What is chosen is what this side hears; what the other side hears is its own choice. */
function QualityChoice({ call: { view, actions } }: { readonly call: Call }) {
  const t = useStrings();
  const id = useId();
  const { voice, voiceRate, remoteUser } = view;
  const { name } = remoteUser;
  return (
    <div className="ui-field">
      <label htmlFor={id} className="ui-field-label">
        {t('sound.quality')}
      </label>
      <select
        id={id}
        className="ui-input"
        value={voiceRate}
        aria-describedby={`${id}-now`}
        onChange={event => {
          const rate = RATES.find(one => one === event.target.value);
          if (rate !== undefined) actions.setVoiceRate(rate);
        }}
      >
        {RATES.map(rate => (
          <option key={rate} value={rate}>
            {t(`sound.quality-${rate}`)}
          </option>
        ))}
      </select>
      <p id={`${id}-now`} className="ui-field-description">
        {voice.name === 'on' && (
          <>
            {t(`sound.receiving-${voice.receiving}`, { name })}{' '}
            {t(`sound.sending-${voice.sending}`, { name })}
          </>
        )}
      </p>
    </div>
  );
}

function AddressWish({ name }: { readonly name: string }) {
  const t = useStrings();
  const [hidden, setHidden] = useState(addressesHidden);
  return (
    <Switch
      isSelected={hidden}
      onChange={on => {
        hideAddresses(on);
        setHidden(addressesHidden());
      }}
      description={t('sound.hide-address-explain', { name })}
    >
      {t('sound.hide-address')}
    </Switch>
  );
}
