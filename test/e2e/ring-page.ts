import type { Page } from 'playwright-core';
import type { Ring, RingAnswer } from '../../server/contract/meeting.ts';

/** A page at which calls can be made to come in, without anybody who makes one. */
export interface RingPage {
  /** A call comes in. */
  ring(facts: Partial<Ring> & Pick<Ring, 'until'>): void;
  /** What the page answers. */
  readonly answer: Promise<RingAnswer>;
}

/** Opens an address, and stands between the page and its hub, whose socket is open afterwards. */
export async function ringPage(
  page: Page,
  url: string,
  meetingId = '01890a5d-ac96-774b-bcce-b302099a8057',
): Promise<RingPage> {
  let tell: (data: string) => void = () => undefined;
  const open = Promise.withResolvers<undefined>();
  const answered = Promise.withResolvers<RingAnswer>();
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    tell = (data) => socket.send(data);
    server.onMessage((message) => {
      socket.send(message);
      open.resolve(undefined);
    });
  });
  await page.route('**/calls/answer', async (route) => {
    answered.resolve(route.request().postDataJSON() as RingAnswer);
    await route.fulfill({ json: {} });
  });
  await page.goto(url);
  await open.promise;
  return {
    ring: (facts) => {
      const usual = { meetingId, title: '', callerName: '王主任', callerUnit: '县综治中心', answersAt: null };
      tell(JSON.stringify({ notification: 'meeting.ring', data: { ...usual, ...facts } }));
    },
    answer: answered.promise,
  };
}
