import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { isRedirected } from './diagnose.ts';
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
export class Child extends EventEmitter<{ end: [Ending]; stdout: [Buffer]; stderr: [Buffer] }> {
  readonly #process: ChildProcess;
  readonly #ended: Promise<Ending>;
  #stderr = '';

  /** @param folder where it runs, if that matters: a filter may read a file there by its bare name */
  constructor(program: string, invocation: Invocation<string | Buffer>, folder?: string) {
    super();
    this.#process = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...invocation.args], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(folder !== undefined && { cwd: folder }),
    });
    const { stdin, stdout, stderr } = this.#process;
    // The program may end before it has read its input (EPIPE): its ending tells why.
    stdin?.on('error', () => {});
    stdin?.end(invocation.stdin);
    stdout?.on('data', (chunk: Buffer) => this.emit('stdout', chunk));
    stderr?.on('data', (chunk: Buffer) => {
      this.emit('stderr', chunk);
      this.#stderr = lastLines(this.#stderr + chunk.toString('utf8'));
      if (isRedirected(this.#stderr)) this.#signal('SIGKILL');
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

  /**
   * Ends the whole group. Within `graceMs` it may take its leave (ffmpeg tells a camera that the session is over, or a
   * camera with few sessions keeps it until it times out); then it is killed, for a stalled ffmpeg heeds no SIGTERM.
   */
  async close(graceMs = 0): Promise<void> {
    this.#signal(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
    const timer = setTimeout(() => this.#signal('SIGKILL'), graceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // It has just ended by itself.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** The end of a text, whole lines only: half a URL could not be recognised, and its password would stay. */
function lastLines(text: string): string {
  if (text.length <= STDERR_BYTES) return text;
  const end = text.slice(-STDERR_BYTES);
  return end.slice(end.indexOf('\n') + 1 || end.length);
}
