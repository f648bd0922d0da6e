import { expect, test, vi } from 'vitest';
import type { HubSocket } from '../../web/media/socket.ts';
import { Tickets } from '../../web/media/tickets.ts';

/** Of the socket only what tickets need: requests that are counted, and the state's listener. */
function fakeSocket() {
  const listeners: (() => void)[] = [];
  const request = vi.fn(() => Promise.resolve({ ticket: `t${request.mock.calls.length}`, expiresAt: 0 }));
  const on = (_: string, listener: () => void): void => void listeners.push(listener);
  const socket = { request, on } as unknown as HubSocket;
  return { socket, request, change: () => listeners.forEach((listener) => listener()) };
}

test('one that was asked for ahead is used, and only once', async () => {
  const { socket, request } = fakeSocket();
  const tickets = new Tickets(socket);
  tickets.askAhead('c', 'g');
  expect((await tickets.take('c', 'g')).ticket).toBe('t1');
  expect((await tickets.take('c', 'g')).ticket).toBe('t2');
  expect(request).toHaveBeenCalledTimes(2);
});

test('one for another channel or grant is none', async () => {
  const { socket } = fakeSocket();
  const tickets = new Tickets(socket);
  tickets.askAhead('c', 'g');
  expect((await tickets.take('c', 'h')).ticket).toBe('t2');
  expect((await tickets.take('d', 'g')).ticket).toBe('t3');
});

test('one of before the connection was lost is none', async () => {
  const { socket, change } = fakeSocket();
  const tickets = new Tickets(socket);
  tickets.askAhead('c', 'g');
  change();
  expect((await tickets.take('c', 'g')).ticket).toBe('t2');
});

test('a refusal is told to who takes it', async () => {
  const { socket, request } = fakeSocket();
  const tickets = new Tickets(socket);
  request.mockImplementationOnce(() => Promise.reject(new Error('grant.ended')));
  tickets.askAhead('c', 'g');
  await expect(tickets.take('c', 'g')).rejects.toThrow('grant.ended');
});
