import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import { temporaryFolder } from '../rig.ts';
import { addScreen, HOUR, MINUTE, NOBODY, shareMeetings } from './meeting-rig.ts';

const rig = shareMeetings();

/** A meeting that is over: the holder came twice, a guest stayed to the end, a screen came; the rest did not. */
async function held(title = '防汛会商') {
  const { store, towns, ids } = rig;
  const screen = await addScreen(rig, towns.village);
  const absent = await addScreen(rig, towns.otherVillage);
  const invited = {
    unitIds: [towns.otherTown, towns.town],
    siteIds: [absent.siteId, screen.siteId],
    userIds: [ids.villager],
  };
  const meeting = await rig.plan({ invited, title });
  const { startsAt } = meeting;
  const enter = (userId: string, name: string, unitId: string, at: number, isGuest = false) => {
    const id = newId();
    return store.attendances
      .enter({ id, meetingId: meeting.id, userId, name, unitId, isGuest, at: startsAt + at })
      .then(() => id);
  };
  const first = await enter(ids.holder, '王主任', towns.town, 0);
  await store.attendances.leave(first, startsAt + 10 * MINUTE);
  const second = await enter(ids.holder, '王主任', towns.town, 20 * MINUTE);
  await store.attendances.leave(second, startsAt + 35 * MINUTE);
  await enter(newId(), '=群众', towns.town, 30 * MINUTE, true);
  const third = await enter(screen.userId, '会议室屏幕', towns.village, 5 * MINUTE);
  await store.attendances.leave(third, startsAt + HOUR);
  await store.attendances.mark(meeting.id, { kind: 'site', id: screen.siteId }, 'absent');
  await store.attendances.mark(meeting.id, { kind: 'site', id: screen.siteId }, 'present');
  await store.attendances.mark(meeting.id, { kind: 'site', id: absent.siteId }, 'absent');
  const stored = await store.meetings.find(meeting.id);
  if (stored === null) throw new Error('it is not there');
  await store.meetings.save({ ...stored, state: 'ended', openedAt: startsAt, endedAt: startsAt + HOUR });
  return { meeting, screen, absent };
}

test('who of the invited was there, in the order of the tree, and how long everybody stayed', async () => {
  const { meeting, screen, absent } = await held();
  const { body } = await rig.holder.call('meeting.attendance', undefined, meeting.id);
  expect(body.invited.map(({ id, present, rollCall }) => [id, present, rollCall])).toEqual([
    [rig.towns.town, true, null],
    [screen.siteId, true, 'present'],
    [rig.towns.otherTown, false, null],
    [absent.siteId, false, 'absent'],
    [rig.ids.villager, false, null],
  ]);
  const { startsAt } = meeting;
  expect(body.people).toEqual([
    {
      ...{ name: '王主任', unit: '东镇', isGuest: false, minutes: 25 },
      ...{ joinedAt: startsAt, leftAt: startsAt + 35 * MINUTE },
    },
    {
      ...{ name: '会议室屏幕', unit: '东村', isGuest: false, minutes: 55 },
      ...{ joinedAt: startsAt + 5 * MINUTE, leftAt: startsAt + HOUR },
    },
    {
      ...{ name: '=群众', unit: '东镇', isGuest: true, minutes: 30 },
      ...{ joinedAt: startsAt + 30 * MINUTE, leftAt: startsAt + HOUR },
    },
  ]);
});

test('as a sheet, which runs no formula; that it was taken is on record', async () => {
  const { meeting } = await held('=1+1');
  const reply = await rig.holder.call('meeting.attendanceFile', undefined, meeting.id);
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="attendance.xlsx"');
  const file = join(temporaryFolder(), 'attendance.xlsx');
  writeFileSync(file, reply.bytes);
  const xml = execFileSync('unzip', ['-p', file], { encoding: 'utf8' });
  for (const text of ['王主任', '会议室屏幕', '到 Present', '缺席 Absent', '25', '55']) expect(xml).toContain(text);
  expect(xml).toContain("<t>'=群众</t>");
  expect(xml).not.toContain('<f>');
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'meeting.export-attendance', outcome: 'done', target: { id: meeting.id } });
});

test('it is for who looks after the meeting', async () => {
  const { meeting } = await held();
  for (const client of [rig.villager, rig.stranger]) {
    expect((await client.call('meeting.attendance', undefined, meeting.id)).error?.code).toBe('permission.denied');
  }
});

test('while it goes on nobody who is there has left', async () => {
  const meeting = await rig.plan({ invited: { ...NOBODY, unitIds: [rig.towns.town] } });
  const at = Date.now() - 10 * MINUTE;
  const stay = { id: newId(), meetingId: meeting.id, userId: rig.ids.holder, name: '王', unitId: rig.towns.town };
  await rig.store.attendances.enter({ ...stay, isGuest: false, at });
  const { body } = await rig.holder.call('meeting.attendance', undefined, meeting.id);
  expect(body.people).toMatchObject([{ name: '王', leftAt: null, minutes: 10 }]);
});

test('a site’s unit decides whether its screens answer by themselves', async () => {
  const { siteId } = await addScreen(rig, rig.towns.village);
  const beside = await addScreen(rig, rig.towns.otherVillage);
  const ours = async () => (await rig.holder.call('site.answerRules')).body.rules;
  expect(await ours()).toContainEqual({ siteId, answersAfter: null });
  expect((await rig.holder.call('site.setAnswerRule', { answersAfter: 15 }, siteId)).body.answersAfter).toBe(15);
  expect(await ours()).toContainEqual({ siteId, answersAfter: 15 });
  expect((await ours()).map((rule) => rule.siteId)).not.toContain(beside.siteId);
  const [event] = await rig.store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'site.set-answer-rule', target: { id: siteId }, detail: { answersAfter: 15 } });
  const refused = await rig.holder.call('site.setAnswerRule', { answersAfter: 15 }, beside.siteId);
  expect(refused.error?.code).toBe('permission.denied');
  expect((await rig.holder.call('site.setAnswerRule', { answersAfter: 1 }, siteId)).error?.code).toBe(
    'request.invalid',
  );
  await rig.holder.call('site.setAnswerRule', { answersAfter: null }, siteId);
  expect(await rig.store.answerRules.find(siteId)).toEqual({ siteId, answersAfter: null });
});
