import type { CredentialSet, CredentialSetWrite } from '../../contract/credential-set.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, type SignedIn } from '../../permissions.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredCredentialSet } from '../../store/credential-sets.ts';
import type { Repositories, Store } from '../../store/store.ts';

/** Named credentials of devices. They are the whole hub's, so whoever changes them must be a technician of the root. */
export class CredentialSetService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In the order in which they are tried. */
  async list(): Promise<CredentialSet[]> {
    return (await this.#store.credentialSets.list()).map(toView);
  }

  /** @throws HubError `permission.denied`, `request.invalid` without a password; StoreError `conflict` */
  create(actor: SignedIn, write: CredentialSetWrite): Promise<CredentialSet> {
    const { password, ...facts } = write;
    if (password === undefined) {
      throw new HubError('request.invalid', { zh: '请填写密码', en: 'give the password' });
    }
    const now = Date.now();
    const set = { id: newId(), ...facts, password, createdAt: now, updatedAt: now };
    return this.#change(actor, 'credential-set.create', set.id, async ({ credentialSets }) => {
      await credentialSets.save(set);
      return set;
    });
  }

  /** @throws HubError `credential-set.unknown`, `permission.denied`; StoreError `conflict` */
  update(actor: SignedIn, id: string, { password, ...facts }: CredentialSetWrite): Promise<CredentialSet> {
    return this.#change(actor, 'credential-set.update', id, async ({ credentialSets }) => {
      const before = await credentialSets.find(id);
      if (before === null) throw new HubError('credential-set.unknown');
      const set = { ...before, ...facts, password: password ?? before.password, updatedAt: Date.now() };
      await credentialSets.save(set);
      return set;
    });
  }

  /** Cameras keep what they have of it. @throws HubError `credential-set.unknown`, `permission.denied` */
  async remove(actor: SignedIn, id: string): Promise<void> {
    await this.#change(actor, 'credential-set.remove', id, async ({ credentialSets }) => {
      const set = await credentialSets.find(id);
      if (set === null) throw new HubError('credential-set.unknown');
      await credentialSets.remove(id);
      return set;
    });
  }

  #change(
    actor: SignedIn,
    action: string,
    id: string,
    work: (inside: Repositories) => Promise<StoredCredentialSet>,
  ): Promise<CredentialSet> {
    const target = { kind: 'credential-set', id };
    return recordRefusal(this.#store, actor, { action, target }, () =>
      this.#store.transaction(async (inside) => {
        const root = await inside.orgUnits.root();
        authorise(actor, 'credentials.write', { path: [root.id] });
        const set = await work(inside);
        const { user, address } = actor;
        const detail = { name: set.name, username: set.username, carrier: set.carrier };
        await inside.auditEvents.add({ user, address, action, target, outcome: 'done', detail });
        return toView(set);
      }),
    );
  }
}

function toView({ password: _, createdAt: __, updatedAt: ___, ...set }: StoredCredentialSet): CredentialSet {
  return set;
}
