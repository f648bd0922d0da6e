import type { AnswerRule } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Store } from '../../store/store.ts';

/** Whether the screens of sites answer calls by themselves. */
export class AnswerRuleService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Of all sites of the units that the actor answers for. */
  async list(actor: SignedIn): Promise<AnswerRule[]> {
    const { orgUnits, sites, answerRules } = this.#store;
    const units = new Set(await orgUnits.below(scopeOf(actor, 'kiosk.write')));
    const own = (await sites.list()).filter(({ unitId }) => units.has(unitId));
    return answerRules.list(own.map(({ id }) => id));
  }

  /** @throws HubError `site.unknown`, `permission.denied` */
  async set(actor: SignedIn, siteId: string, { answersAfter }: Pick<AnswerRule, 'answersAfter'>): Promise<AnswerRule> {
    const store = this.#store;
    const site = await store.sites.find(siteId);
    if (site === null) throw new HubError('site.unknown');
    const { unitId, name } = site;
    const path = await store.orgUnits.path(unitId);
    const { user, address } = actor;
    const event = { user, address, action: 'site.set-answer-rule', target: { kind: 'site', id: siteId }, unitId };
    await recordRefusal(store, actor, event, async () => {
      authorise(actor, 'kiosk.write', { path });
      await store.transaction(async ({ sites, answerRules, auditEvents }) => {
        if ((await sites.find(siteId)) === null) throw new HubError('site.unknown');
        await answerRules.save({ siteId, answersAfter });
        await auditEvents.add({ ...event, outcome: 'done', detail: { site: name, answersAfter } });
      });
    });
    return { siteId, answersAfter };
  }
}
