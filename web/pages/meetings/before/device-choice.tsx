import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

export interface DeviceChoiceProps {
  kind: MediaDeviceKind;
  label: string;
  devices: readonly MediaDeviceInfo[];
  /** Empty: the browser's own choice. */
  value: string;
  onChange: (id: string) => void;
}

/** Which one, where there is more than one to choose from. */
export function DeviceChoice({ kind, label, devices, value, onChange }: DeviceChoiceProps) {
  const { t } = useTranslation();
  const named = devices.filter((device) => device.kind === kind && device.deviceId && device.label);
  if (named.length < 2) return null;
  const options = named.map(({ deviceId, label: name }) => ({ value: deviceId, label: name }));
  return (
    <Select
      className="device-choice"
      aria-label={label}
      value={named.some(({ deviceId }) => deviceId === value) ? value : ''}
      onChange={onChange}
      options={[{ value: '', label: t('meetings.before.usual') }, ...options]}
    />
  );
}
