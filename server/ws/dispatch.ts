import { Type } from 'typebox';
import { type RequestData, type RequestName, type RequestReply, requests } from '../contract/ws.ts';
import { toHubError } from '../error-mapping.ts';
import { HubError } from '../errors.ts';
import { newId } from '../id.ts';
import { authorise } from '../permissions.ts';
import { parse } from '../validation.ts';
import type { HubSocket } from './hub-socket.ts';

const Message = Type.Object({
  id: Type.Integer({ minimum: 0 }),
  request: Type.String({ maxLength: 64 }),
  data: Type.Unknown(),
});

/** Answers one request; what it throws is told to the page. */
export type RequestHandler<N extends RequestName> = (
  socket: HubSocket,
  data: RequestData<N>,
) => Promise<RequestReply<N>>;

/** Where errors that nobody expected are written. */
export interface Log {
  error(facts: object, message: string): void;
  debug(facts: object, message: string): void;
}

/** The one way from a message to its handler: validated, then permitted, then handled, then answered. */
export class Dispatch {
  readonly #handlers = new Map<string, (socket: HubSocket, data: unknown) => Promise<unknown>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Every request of the contract has exactly one handler. */
  on<N extends RequestName>(name: N, handler: RequestHandler<N>): void {
    if (this.#handlers.has(name)) throw new Error(`${name} has a handler already`);
    const { permission, data: schema } = requests[name];
    this.#handlers.set(name, (socket, raw) => {
      const data = parse<(typeof requests)[N]['data']>(schema, raw);
      authorise(socket.actor, permission);
      return handler(socket, data);
    });
  }

  /** Names that have a handler. */
  get names(): string[] {
    return [...this.#handlers.keys()];
  }

  /** Never throws: every message is answered, a malformed one with `id: null`. */
  async handle(socket: HubSocket, text: string): Promise<void> {
    const message = read(text);
    if (message instanceof HubError) {
      socket.refuse(null, message.toBody());
      return;
    }
    const { id, request, data } = message;
    if (!socket.begin()) {
      socket.refuse(id, new HubError('request.too-many').toBody());
      return;
    }
    try {
      const handler = this.#handlers.get(request);
      if (handler === undefined) throw new HubError('request.unknown');
      socket.answer(id, await handler(socket, data));
    } catch (error) {
      const told = toHubError(error, newId());
      if (told.code === 'server.internal') this.#log.error({ err: error, request, ...told.values }, 'unexpected');
      else this.#log.debug({ code: told.code, request }, 'refused');
      socket.fail(id, told.toBody());
    }
  }
}

function read(text: string): { id: number; request: string; data: unknown } | HubError {
  try {
    return parse(Message, JSON.parse(text));
  } catch (error) {
    return error instanceof HubError ? error : new HubError('request.malformed');
  }
}
