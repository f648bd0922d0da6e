import { join } from 'node:path';
import { administratorNames } from './administrator-names.ts';
import { loadConfig } from './config.ts';
import { API, routes } from './contract/http.ts';
import { Hub } from './hub.ts';
import { say } from './say.ts';
import { ConfigError, type Environment } from './settings.ts';
import { StoreError } from './store/store-error.ts';

/** Longest time from the signal to the end, ms. */
const STOP_LIMIT = 5000;

/**
 * Starts a hub that stops on SIGINT or SIGTERM, and says where to open it.
 * Resolves to null where it cannot start: it has said why, and the exit code is set.
 */
export async function serve(environment: Environment): Promise<Hub | null> {
  try {
    const config = loadConfig(environment, join(import.meta.dirname, '..'));
    // Children (ffmpeg, workers) inherit the environment, and need not know it.
    delete process.env['HUB_ADMIN_PASSWORD'];
    const hub = await Hub.create(config);
    stopOnSignals(hub);
    say(`请在浏览器中打开：${hub.url}`, `Open in a browser: ${hub.url}`);
    if (hub.authority !== null) {
      const facts = `${hub.url}${API}${routes['hub.certificate'].path}\nSHA-256 ${hub.authority.fingerprint}`;
      say(
        `各终端需安装本服务的根证书（安装前核对指纹）：${facts}`,
        `The root certificate, to be installed where the hub is used (compare the fingerprint first): ${facts}`,
      );
    }
    for (const { role, url } of hub.setupUrls) {
      const { zh, en } = administratorNames[role];
      say(
        `尚无${zh}：通过此链接创建（仅可使用一次，7 天内有效，只交给本人）：\n${url}`,
        `No ${en} yet: make one with this link (works once, within 7 days; for that person alone):\n${url}`,
      );
    }
    return hub;
  } catch (error) {
    // What the reader can mend is told plainly; all else is a defect, and keeps its stack.
    const plain = error instanceof ConfigError || error instanceof StoreError;
    console.error(plain ? error.message : error);
    process.exitCode = 1;
    return null;
  }
}

function stopOnSignals(hub: Hub): void {
  const stop = (): void => {
    // Only if a part hangs: the system takes what is left.
    setTimeout(() => process.exit(1), STOP_LIMIT).unref();
    hub.close().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
