import Ffmpeg from 'fluent-ffmpeg';
import { MediaError } from './error.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { maskFilter, type MaskShape } from './mask.ts';

/** A user of a camera. */
export interface Credentials {
  username: string;
  password: string;
}

/** A stream to pull: its RTSP URL without credentials, and the credentials apart. */
export interface StreamAddress {
  url: string;
  credentials?: Credentials | undefined;
}

/** A program call: what `ps` may show, and what only the program's standard input gets. */
export interface Invocation<Input extends string | Buffer = string> {
  args: string[];
  stdin: Input;
}

/** How thoroughly a stream is studied before its first packet is passed on. */
export type Analysis = 'quick' | 'thorough';

/**
 * The URL with credentials, percent-encoded (RFC 3986, 3.2.1). Never for a log or an argument list.
 * Throws MediaError for what is no RTSP URL: ffmpeg would read files of the hub just as gladly.
 */
function urlWithCredentials({ url, credentials }: StreamAddress): string {
  if (!/^rtsp:\/\/[^/]/i.test(url)) throw new MediaError('rtsp', 'a stream URL must begin with rtsp://');
  if (credentials === undefined || credentials.username === '') return url;
  const encode = (text: string): string => encodeURIComponent(text).replace(/'/g, '%27');
  return url.replace(/^rtsp:\/\//i, `rtsp://${encode(credentials.username)}:${encode(credentials.password)}@`);
}

/**
 * A concat script of one entry: read from a pipe, it keeps the camera's password out of the argument list, which every
 * user of the machine can read. (Single quotes end a word in this format, hence the check.)
 */
function concatScript(source: StreamAddress, options: readonly string[]): string {
  const url = urlWithCredentials(source);
  if (/['\r\n\\]/.test(url)) {
    throw new MediaError('rtsp', 'a stream URL must not hold quotes, backslashes or line breaks');
  }
  const lines = ['ffconcat version 1.0', `file '${url}'`];
  for (let index = 0; index + 1 < options.length; index += 2) {
    lines.push(`option ${options[index]?.slice(1) ?? ''} ${options[index + 1] ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A redirection is told at this level, and must be heard: see `isRedirected`. */
const LOG = ['-loglevel', 'info'];

const CONCAT_INPUT = [
  ['-f', 'concat'],
  ['-safe', '0'],
  ['-protocol_whitelist', 'pipe,rtsp,rtp,tcp,udp'],
].flat();

/** fluent-ffmpeg's list of arguments: it builds the command, the hub runs it. */
function argumentsOf(command: Ffmpeg.FfmpegCommand): string[] {
  const builder: unknown = command;
  return (builder as { _getArguments(): string[] })._getArguments();
}

/** Begins a command that reads the stream from the concat script on its standard input. */
function pull(config: FfmpegConfig, source: StreamAddress, analysis: Analysis): [Ffmpeg.FfmpegCommand, string] {
  const study = config.presets[analysis];
  const command = Ffmpeg()
    .input('pipe:0')
    .inputOptions(['-hide_banner', '-nostats', ...LOG, ...CONCAT_INPUT, ...study]);
  return [command, concatScript(source, [...config.presets.input, ...study])];
}

/**
 * A preset that decodes, with masks painted before anything else is done with the picture: no later filter can mix what
 * is hidden into what is not.
 */
function masked(preset: readonly string[], masks: readonly MaskShape[]): string[] {
  const paint = maskFilter(masks);
  if (paint === '') return [...preset];
  const at = preset.findLastIndex((word) => word === '-vf' || word === '-filter:v');
  if (at === -1) return [...preset, '-vf', paint];
  return preset.with(at + 1, [paint, preset[at + 1]].filter(Boolean).join(','));
}

/** A relay's ffmpeg: the camera's video (copied or transcoded) and sound, each pushed to its own place. */
export function relayInvocation(
  config: FfmpegConfig,
  source: StreamAddress,
  options: {
    analysis: Analysis;
    transcode: boolean;
    videoUrl: string;
    audioUrl: string | null;
    /** Painted where the stream is transcoded: a copied one cannot be. */
    masks?: readonly MaskShape[] | undefined;
  },
): Invocation {
  const { presets } = config;
  const video = options.transcode ? masked(presets.transcode, options.masks ?? []) : presets.copy;
  const [command, stdin] = pull(config, source, options.analysis);
  command.output(options.videoUrl).outputOptions(['-map', '0:v:0', ...video, ...presets.push]);
  if (options.audioUrl !== null) {
    command.output(options.audioUrl).outputOptions(['-map', '0:a:0', ...presets.audio, ...presets.push]);
  }
  return { args: argumentsOf(command), stdin };
}

/** One picture as JPEG on standard output, with masks painted. */
export function snapshotInvocation(
  config: FfmpegConfig,
  source: StreamAddress,
  analysis: Analysis,
  masks: readonly MaskShape[] = [],
): Invocation {
  const [command, stdin] = pull(config, source, analysis);
  command.output('pipe:1').outputOptions(['-map', '0:v:0', ...masked(config.presets.snapshot, masks)]);
  return { args: argumentsOf(command), stdin };
}

/** Most pixels of a picture that is decoded here: a lying camera must not cost the hub its memory. */
const MAX_PIXELS = 8192 * 4608;

/** How an IVF file of keyframes is read. */
function keyframesInput(codec: 'H264' | 'H265'): string[] {
  const input = ['-protocol_whitelist', 'pipe', '-analyzeduration', '0', '-probesize', '32'];
  const decoder = ['-f', 'ivf', '-c:v', codec === 'H264' ? 'h264' : 'hevc', '-threads', '1', '-flags', 'low_delay'];
  // What is damaged is not to be mended with parts of another camera's picture.
  const strict = ['-err_detect', 'explode', '-ec', '0', '-max_pixels', String(MAX_PIXELS)];
  return ['-hide_banner', '-nostats', ...LOG, ...input, ...decoder, ...strict];
}

/** Small grey pictures of the keyframes in an IVF file, on standard output; their numbers on standard error. */
export function keyframesInvocation(codec: 'H264' | 'H265', ivf: Buffer): Invocation<Buffer> {
  const filter = 'scale=64:36:flags=area,format=gray,showinfo=checksum=0';
  const output = ['-an', '-fps_mode', 'passthrough', '-vf', filter, '-f', 'rawvideo', 'pipe:1'];
  return { args: [...keyframesInput(codec), '-skip_loop_filter', 'all', '-i', 'pipe:0', ...output], stdin: ivf };
}

/**
 * JPEGs of the keyframes in an IVF file (all of one size), one after another on standard output; their numbers on
 * standard error.
 * @param filters done with each picture, in this order @param quality 2 (best) to 31
 */
export function stillsInvocation(
  codec: 'H264' | 'H265',
  ivf: Buffer,
  filters: readonly string[],
  quality: number,
): Invocation<Buffer> {
  const filter = [...filters, 'format=yuvj420p', 'showinfo=checksum=0'].join(',');
  const jpeg = ['-c:v', 'mjpeg', '-q:v', String(quality), '-f', 'image2pipe', 'pipe:1'];
  const output = ['-an', '-fps_mode', 'passthrough', '-vf', filter, ...jpeg];
  return { args: [...keyframesInput(codec), '-i', 'pipe:0', ...output], stdin: ivf };
}
