import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type FfmpegConfig, loadFfmpegConfig } from '../media/index.ts';
import { loadBaseMap } from './base-map.ts';
import { defaultCameraRanges, CameraRanges } from './camera-ranges.ts';
import type { BaseMap } from './contract/base-map.ts';
import { datums } from './datum.ts';
import { ConfigError, type Environment, readSettings } from './settings.ts';

/** All that the environment decides, checked once at the start and never changed afterwards. */
export interface Config {
  host: string;
  /** 0: any free port (tests). */
  port: number;
  /** Folder of the database and the key file. */
  dataFolder: string;
  /** Makes the user `admin` at the first start; null: a one-time link is printed instead. */
  adminPassword: string | null;
  /** `own`: certificates of the hub's own authority; null: plain http. */
  tls: { cert: Buffer; key: Buffer } | 'own' | null;
  /** Address that browsers reach media under, where it is not `host`. */
  announcedAddress: string | null;
  /** First of one UDP and TCP port per worker; 0: any. */
  rtcPort: number;
  log: LogLevel;
  cameraRanges: CameraRanges;
  workers: number;
  /** Path of the mediasoup-worker program. */
  workerBinary: string;
  /** How long a relay that nobody watches goes on, ms. */
  relayIdleMs: number;
  /** How many relays may transcode at once. */
  transcodeLimit: number;
  /** Whether cameras are looked at in a rolling cycle. */
  health: boolean;
  ffmpeg: FfmpegConfig;
  /** Drawn under the cameras. */
  baseMap: BaseMap;
  /** The built page; it may be absent (then only the API answers). */
  webFolder: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Reads and checks the environment and `ffmpeg.config.json`.
 * @param root folder of the project
 * @throws ConfigError for the first thing that is wrong: which variable, why, and what to do, in both languages
 */
export function loadConfig(environment: Environment, root: string): Config {
  const settings = readSettings(environment);
  const host = settings.text('HUB_HOST', '127.0.0.1');
  const files = loadTls(settings.optional('HUB_TLS_CERT'), settings.optional('HUB_TLS_KEY'));
  const announcedAddress = settings.optional('HUB_ANNOUNCED_ADDRESS');
  if (announcedAddress === null && (host === '0.0.0.0' || host === '::')) {
    throw new ConfigError(
      'HUB_ANNOUNCED_ADDRESS',
      `HUB_HOST 为 ${host} 时必须设置：浏览器用来访问本机的地址`,
      `is needed with HUB_HOST ${host}: the address that browsers reach this machine under`,
    );
  }
  const workerBinary = settings.optional('HUB_WORKER_BIN') ?? settings.optional('MEDIASOUP_WORKER_BIN');
  if (workerBinary === null || !existsSync(workerBinary)) {
    throw new ConfigError(
      'HUB_WORKER_BIN',
      '找不到 mediasoup-worker 程序：用 npm start 启动，它会自动准备',
      'the mediasoup-worker program is not there: start with npm start, which provides it',
    );
  }
  return Object.freeze({
    host,
    port: settings.integer('HUB_PORT', 8080, 0, 65_535),
    dataFolder: resolve(root, settings.text('HUB_DATA', 'data')),
    adminPassword: adminPassword(settings.optional('HUB_ADMIN_PASSWORD')),
    // What other machines can reach is never plain.
    tls: files ?? (isLoopback(host) ? null : 'own'),
    announcedAddress,
    rtcPort: settings.integer('HUB_RTC_PORT', 40_000, 0, 65_000),
    log: settings.choice('HUB_LOG', logLevels, 'info'),
    cameraRanges: cameraRanges(settings.optional('HUB_CAMERA_RANGES')),
    workers: settings.integer('HUB_WORKERS', availableParallelism(), 1, 64),
    workerBinary,
    relayIdleMs: settings.integer('HUB_RELAY_IDLE_MS', 10_000, 0, 3_600_000),
    transcodeLimit: settings.integer('HUB_TRANSCODE_LIMIT', 2, 0, 64),
    health: settings.choice('HUB_HEALTH', ['on', 'off'], 'on') === 'on',
    ffmpeg: loadFfmpeg(resolve(root, 'ffmpeg.config.json')),
    baseMap: loadBaseMap(settings.optional('HUB_MAP'), settings.choice('HUB_MAP_DATUM', datums, 'WGS84')),
    webFolder: resolve(root, 'web/dist'),
  });
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function loadTls(cert: string | null, key: string | null): { cert: Buffer; key: Buffer } | null {
  if (cert === null && key === null) return null;
  if (cert === null || key === null) {
    const missing = cert === null ? 'HUB_TLS_CERT' : 'HUB_TLS_KEY';
    throw new ConfigError(missing, '证书和私钥必须同时设置', 'certificate and key must be set together');
  }
  const files = { cert: readPem('HUB_TLS_CERT', cert), key: readPem('HUB_TLS_KEY', key) };
  try {
    createSecureContext(files);
  } catch (error) {
    throw new ConfigError(
      'HUB_TLS_CERT',
      '证书和私钥无法使用：须为 PEM 格式且相互匹配',
      'certificate and key cannot be used: they must be PEM, and belong together',
      { cause: error },
    );
  }
  return files;
}

function readPem(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(
      variable,
      '无法读取此文件：检查路径和权限',
      'the file cannot be read: check path and permissions',
      {
        cause: error,
      },
    );
  }
}

function adminPassword(password: string | null): string | null {
  if (password !== null && password.length < 12) {
    throw new ConfigError('HUB_ADMIN_PASSWORD', '至少 12 个字符', 'at least 12 characters');
  }
  return password;
}

function cameraRanges(list: string | null): CameraRanges {
  const blocks = list?.split(',').map((block) => block.trim()) ?? defaultCameraRanges;
  try {
    return new CameraRanges(blocks);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(
      'HUB_CAMERA_RANGES',
      `“${error.message}”不是网段：写成 10.0.0.0/8,192.168.1.0/24 的形式`,
      `"${error.message}" is not a CIDR block: write it as 10.0.0.0/8,192.168.1.0/24`,
    );
  }
}

function loadFfmpeg(file: string): FfmpegConfig {
  try {
    return loadFfmpegConfig(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError('ffmpeg.config.json', `文件有误：${reason}`, `the file is wrong: ${reason}`, {
      cause: error,
    });
  }
}
