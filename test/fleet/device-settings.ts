/** A text that a device draws on its picture, as ONVIF tells it. */
export interface OsdText {
  /** `UpperLeft`, `LowerRight`, ... or `Custom`. */
  position: string;
  /** `Plain`, `Date`, `DateAndTime`. */
  kind: string;
  text: string;
}

const MOST_TEXTS = 4;

/** What can be set on a device and changes no picture: they are kept and told, no more. */
export class DeviceSettings {
  /** Name or address of the NTP server, null: none. */
  ntpServer: string | null = null;
  readonly texts = new Map<string, OsdText>([
    ['osd_time', { position: 'UpperRight', kind: 'DateAndTime', text: '' }],
    ['osd_name', { position: 'LowerLeft', kind: 'Plain', text: 'Camera 01' }],
  ]);
  #last = 0;

  /** @returns its token; null where there is no room */
  addText(text: OsdText): string | null {
    if (this.texts.size >= MOST_TEXTS) return null;
    const token = `osd_${++this.#last}`;
    this.texts.set(token, text);
    return token;
  }
}
