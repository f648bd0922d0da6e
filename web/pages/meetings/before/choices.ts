import { keepDevices } from '../../../media/meeting/capture.ts';

/** What one comes in with; kept in this browser. Empty id: the browser's own choice. */
export interface Choices {
  camera: boolean;
  microphone: boolean;
  cameraId: string;
  microphoneId: string;
  speakerId: string;
}

const STORED = 'hub.meeting-devices';

export const firstChoices: Choices = {
  camera: true,
  microphone: true,
  cameraId: '',
  microphoneId: '',
  speakerId: '',
};

/** Reads what {@link writeChoices} wrote; anything else is as at the first time. */
export function readChoices(text: string | null): Choices {
  const value = parse(text);
  const flag = (name: 'camera' | 'microphone'): boolean => {
    const one = value[name];
    return typeof one === 'boolean' ? one : firstChoices[name];
  };
  const id = (name: 'cameraId' | 'microphoneId' | 'speakerId'): string => {
    const one = value[name];
    return typeof one === 'string' ? one : '';
  };
  return {
    camera: flag('camera'),
    microphone: flag('microphone'),
    cameraId: id('cameraId'),
    microphoneId: id('microphoneId'),
    speakerId: id('speakerId'),
  };
}

/** Those of this browser. */
export function ownChoices(): Choices {
  return readChoices(localStorage.getItem(STORED));
}

/** For the next time, and for the room. */
export function keepChoices(choices: Choices): void {
  localStorage.setItem(STORED, JSON.stringify(choices));
  const { cameraId: camera, microphoneId: microphone, speakerId: speaker } = choices;
  keepDevices({ camera, microphone, speaker });
}

/** Where the room is, with what one comes in with. */
export function roomPath(meetingId: string, { camera, microphone }: Pick<Choices, 'camera' | 'microphone'>): string {
  return `/meetings/${meetingId}/room?camera=${camera ? 1 : 0}&microphone=${microphone ? 1 : 0}`;
}

function parse(text: string | null): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
