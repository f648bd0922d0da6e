import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { redact } from './redact.ts';
import type { Invocation } from './ffmpeg.ts';

/** How a program ended, with the last lines of its standard error, secrets removed. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

const STDERR_BYTES = 8 * 1024;

/**
 * A program under supervision: in a process group of its own, killed by the kernel when the hub dies
 * (PR_SET_PDEATHSIG through setpriv), its standard error kept as a short ring.
 */
export class Child extends EventEmitter<{ end: [Ending]; stdout: [Buffer] }> {
  readonly #process: ChildProcess;
  readonly #ended: Promise<Ending>;
  #stderr = '';

  constructor(program: string, invocation: Invocation) {
    super();
    this.#process = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...invocation.args], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdin, stdout, stderr } = this.#process;
    // The program may end before it has read its input (EPIPE): its ending tells why.
    stdin?.on('error', () => {});
    stdin?.end(invocation.stdin);
    stdout?.on('data', (chunk: Buffer) => this.emit('stdout', chunk));
    stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-STDERR_BYTES);
    });
    this.#process.on('error', (error) => (this.#stderr += `\n${error.message}`));
    this.#ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => {
        const ending = { code, signal, stderr: redact(this.#stderr) };
        resolve(ending);
        this.emit('end', ending);
      });
    });
  }

  /** Undefined where the program could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Resolves when the process is gone and its pipes are closed. */
  ended(): Promise<Ending> {
    return this.#ended;
  }

  /** Kills the whole group at once: a stalled ffmpeg does not heed SIGTERM, and there is nothing to save. */
  async close(): Promise<void> {
    const { pid } = this.#process;
    if (pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch (error) {
        // It has just ended by itself.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    }
    await this.#ended;
  }
}
