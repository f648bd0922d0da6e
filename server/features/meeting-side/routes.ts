import type { FastifyInstance } from 'fastify';
import { LARGEST_FILE } from '../../contract/meeting-side.ts';
import { HubError } from '../../errors.ts';
import { route } from '../../http/route.ts';
import { attachment } from './disposition.ts';
import type { MeetingSide } from './side.ts';

/** The longest minutes with a hundred decisions, every letter escaped, bytes. */
const MINUTES_BODY = 1024 * 1024;
/** Each of them may be of 50 MB. */
const FILES_PER_MINUTE = 30;

type Services = Pick<MeetingSide, 'chat' | 'files' | 'minutes' | 'polls'>;

/** Resolves when they are registered: files come in by a way of their own. */
export async function addMeetingSideRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { chat, minutes, polls } = services;

  route(app, 'meeting.chat', async ({ actor, params }) => ({ messages: await chat.read(actor, params.id) }));

  route(app, 'meeting.minutes', ({ actor, params }) => minutes.read(actor, params.id));
  route(app, 'meeting.writeMinutes', ({ actor, params, body }) => minutes.write(actor, params.id, body), {
    bodyLimit: MINUTES_BODY,
  });

  route(app, 'meeting.polls', async ({ actor, params }) => ({ polls: await polls.list(actor, params.id) }));
  route(app, 'meeting.addPoll', ({ actor, params, body }) => polls.add(actor, params.id, body));
  route(app, 'meeting.vote', ({ actor, params, body }) => polls.vote(actor, params.id, params.itemId, body.option));
  route(app, 'meeting.closePoll', ({ actor, params }) => polls.close(actor, params.id, params.itemId));

  await addFileRoutes(app, services);
}

async function addFileRoutes(app: FastifyInstance, { files }: Services): Promise<void> {
  const limit = { perMinute: FILES_PER_MINUTE };

  route(app, 'meeting.files', async ({ actor, params }) => ({ files: await files.list(actor, params.id) }));

  route(app, 'meeting.file', async ({ actor, params, reply }) => {
    const { file, content } = await files.read(actor, params.id, params.itemId);
    reply
      .type('application/octet-stream')
      .header('content-disposition', attachment(file.name))
      .header('content-length', file.bytes)
      .header('x-content-type-options', 'nosniff')
      // Were it shown in spite of all that, it could do nothing.
      .header('content-security-policy', "default-src 'none'; sandbox");
    return content;
  });

  // Of any media type, and read piece by piece: only here. That it is asked for by a page of ours, its CSRF token shows.
  await app.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    route(
      scope,
      'meeting.addFile',
      async ({ actor, params, query, request, reply, signal }) => {
        if (Number(request.headers['content-length'] ?? 0) > 2 * LARGEST_FILE) {
          // Nobody waits for the rest of it.
          reply.header('connection', 'close');
          throw new HubError('meeting.file-too-large');
        }
        return files.add(actor, params.id, query.name, request.raw, signal);
      },
      limit,
    );
    registered();
  });
}
