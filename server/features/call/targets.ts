import type { Invited } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import { can, isScreen, scopeOf, type SignedIn } from '../../permissions.ts';
import type { Repositories } from '../../store/store.ts';

type Places = Pick<Repositories, 'orgUnits' | 'sites' | 'users'>;

/**
 * Whether the actor may call all of these: those in or below a unit where they have the right, and those above one.
 * @throws HubError `meeting.call-scope`, `meeting.invited-none`, `org.unknown`, `org.retired`, `site.unknown`, `person.unknown`
 */
export async function permitTargets(places: Places, actor: SignedIn, invited: Invited): Promise<void> {
  const units = await unitsOf(places, invited);
  if (units.size === 0) throw new HubError('meeting.invited-none');
  const held = scopeOf(actor, 'meeting.call');
  const above = new Set((await Promise.all(held.map((id) => places.orgUnits.path(id)))).flat());
  for (const unitId of units) {
    if (above.has(unitId)) continue;
    if (!can(actor, 'meeting.call', { path: await places.orgUnits.path(unitId) })) {
      throw new HubError('meeting.call-scope');
    }
  }
}

/** Ids of the units in which those lie that are called. */
async function unitsOf({ orgUnits, sites, users }: Places, invited: Invited): Promise<Set<string>> {
  const units = new Set<string>();
  for (const id of invited.unitIds) {
    const unit = await orgUnits.find(id);
    if (unit === null) throw new HubError('org.unknown');
    if (unit.state === 'retired') throw new HubError('org.retired');
    units.add(id);
  }
  for (const id of invited.siteIds) {
    const site = await sites.find(id);
    if (site === null) throw new HubError('site.unknown');
    units.add(site.unitId);
  }
  for (const id of invited.userIds) {
    const user = await users.find(id);
    // A screen is called by its site, whose rule says whether it answers by itself.
    if (user === null || user.guestOf !== null || isScreen(user)) throw new HubError('person.unknown');
    units.add(user.unitId);
  }
  return units;
}
