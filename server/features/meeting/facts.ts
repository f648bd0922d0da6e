import { type Invited, LONGEST_MEETING } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import type { Repositories } from '../../store/store.ts';

/** @param now ms since 1970 @throws HubError `meeting.times`, `meeting.past` */
export function checkTimes({ startsAt, endsAt }: { startsAt: number; endsAt: number }, now: number): void {
  if (endsAt <= startsAt || endsAt - startsAt > LONGEST_MEETING) throw new HubError('meeting.times');
  if (endsAt <= now) throw new HubError('meeting.past');
}

/**
 * Somebody is invited, and all of them are there.
 * @throws HubError `meeting.invited-none`, `org.unknown`, `org.retired`, `site.unknown`, `person.unknown`
 */
export async function checkInvited(
  { orgUnits, sites, people }: Repositories,
  { unitIds, siteIds, userIds }: Invited,
): Promise<void> {
  if (unitIds.length + siteIds.length + userIds.length === 0) throw new HubError('meeting.invited-none');
  for (const id of unitIds) {
    const unit = await orgUnits.find(id);
    if (unit === null) throw new HubError('org.unknown');
    if (unit.state === 'retired') throw new HubError('org.retired');
  }
  for (const id of siteIds) {
    if ((await sites.find(id)) === null) throw new HubError('site.unknown');
  }
  for (const id of userIds) {
    if ((await people.find(id)) === null) throw new HubError('person.unknown');
  }
}
