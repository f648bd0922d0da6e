import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What was seen of all command lines of this machine while it was watched. */
export interface CommandLines {
  /** Names of the programs, to know that there was something to see. */
  programs: Set<string>;
  /** Command lines that held what they must not; the words themselves are left out. */
  betrayals: string[];
}

/** Looks at every process's command line, as `ps` does, again and again while `act` runs. */
export async function watchCommandLines(words: readonly string[], act: () => Promise<unknown>): Promise<CommandLines> {
  const seen: CommandLines = { programs: new Set(), betrayals: [] };
  const state = { acting: true };
  const acted = Promise.allSettled([act()]).finally(() => (state.acting = false));
  while (state.acting) {
    for (const line of readCommandLines()) {
      const [program = ''] = line.split('\0');
      seen.programs.add(program.slice(program.lastIndexOf('/') + 1));
      if (words.some((word) => line.includes(word))) seen.betrayals.push(program);
    }
    await nextTurn();
  }
  const [result] = await acted;
  if (result.status === 'rejected') throw result.reason;
  return seen;
}

function readCommandLines(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || name === String(process.pid)) return [];
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8');
    } catch {
      return []; // It has ended since the folder was read.
    }
  });
}
