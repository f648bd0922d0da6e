import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What a process needs in its environment for {@link heapMb}. */
export function inspectable(port: number): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` };
}

/** What the script of a process holds once everything that can be collected has been, MB; by Node's inspector. */
export async function heapMb(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (target === undefined) throw new Error('the process has no inspector');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  const ask = async (id: number, method: string): Promise<unknown> => {
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [message] = (await once(socket, 'message')) as [Buffer];
      const reply = JSON.parse(message.toString()) as { id?: number; result?: unknown };
      if (reply.id === id) return reply.result;
    }
  };
  await ask(1, 'HeapProfiler.collectGarbage');
  const { usedSize } = (await ask(2, 'Runtime.getHeapUsage')) as { usedSize: number };
  socket.close();
  await once(socket, 'close');
  return usedSize / 1024 / 1024;
}
