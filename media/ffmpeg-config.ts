import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** Options come in pairs, and an option is no address: inputs and outputs are the hub's to name. */
const Arguments = Type.Array(Type.String({ minLength: 1, pattern: '^(?!.*://)' }));

const Presets = Type.Object(
  {
    /** Of the RTSP demuxer, for every pull. */
    input: Arguments,
    /** How long ffmpeg studies a stream before it starts: `quick` first, `thorough` where that was too short. */
    quick: Arguments,
    thorough: Arguments,
    /** Video that a browser takes as it is. */
    copy: Arguments,
    /** H.265, or H.264 with B-frames. */
    transcode: Arguments,
    /** Sound that is passed through. */
    audio: Arguments,
    /** How RTP is handed to the hub. */
    push: Arguments,
    /** One JPEG picture. */
    snapshot: Arguments,
  },
  { additionalProperties: false },
);

const Schema = Type.Object(
  { ffmpeg: Type.String({ minLength: 1 }), presets: Presets },
  { additionalProperties: false },
);

/** `ffmpeg.config.json`: the program, and presets as arrays of arguments. */
export type FfmpegConfig = Static<typeof Schema>;

/** Presets that are given to the RTSP demuxer one `option name value` after another. */
const PAIRED = ['input', 'quick', 'thorough'] as const;

/** Checks the file's content; throws a TypeError that names the place and what is wrong there. */
export function loadFfmpegConfig(json: unknown): FfmpegConfig {
  if (!Value.Check(Schema, json)) {
    const [first] = Value.Errors(Schema, json);
    throw new TypeError(`ffmpeg.config.json ${first?.instancePath ?? ''}: ${first?.message ?? 'is wrong'}`);
  }
  for (const name of PAIRED) {
    const preset = json.presets[name];
    const odd = preset.findIndex((word, index) => (index % 2 === 0) !== /^-[a-z_]+$/.test(word));
    if (odd !== -1 || preset.length % 2 !== 0) {
      throw new TypeError(`ffmpeg.config.json /presets/${name}: must be pairs of "-option", "value"`);
    }
  }
  return json;
}
