import type { Verification } from '../../contract/record.ts';
import type { Keys } from '../../keys.ts';
import { readPublicKey } from '../../signature.ts';
import { ChainCheck } from '../../store/chain-check.ts';
import { walkChain } from '../../store/chain-walk.ts';
import type { Store } from '../../store/store.ts';

/**
 * Checks the record in the database. It cannot tell that the newest lines, which no anchor is of yet, were cut off: an
 * export or an anchor that was carried away can.
 * @throws the signal's reason, when nobody waits for the answer any more
 */
export async function verifyRecord(store: Store, keys: Keys, signal?: AbortSignal): Promise<Verification> {
  const key = readPublicKey(keys.publicKey);
  if (key === null) throw new Error('the hub’s own key is no key');
  const check = new ChainCheck(key);
  for await (const item of walkChain(store)) {
    signal?.throwIfAborted();
    if (item.kind === 'event') check.link(item.link);
    else check.anchor(item.anchor);
    if (!check.intact) break;
  }
  return check.verification;
}
