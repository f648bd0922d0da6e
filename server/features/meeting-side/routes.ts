import type { FastifyInstance } from 'fastify';
import { addUploads, checkLength, sendFile } from '../../http/files.ts';
import { route } from '../../http/route.ts';
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
    return sendFile(reply, file, content);
  });

  await addUploads(app, (scope) =>
    route(
      scope,
      'meeting.addFile',
      ({ actor, params, query, request, reply, signal }) => {
        checkLength(request, reply);
        return files.add(actor, params.id, query.name, request.raw, signal);
      },
      limit,
    ),
  );
}
