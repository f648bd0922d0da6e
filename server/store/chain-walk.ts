import type { Anchor } from '../contract/record.ts';
import type { ChainLink } from './audit-chain.ts';
import type { Store } from './store.ts';

/** Links read at once: between two readings others get their turn at the database. */
const AT_ONCE = 2000;

export type ChainItem = { kind: 'event'; link: ChainLink } | { kind: 'anchor'; anchor: Anchor };

/** The whole record as it is at this moment, in its order; an anchor comes right after the link that it is of. */
export async function* walkChain({ auditEvents, auditAnchors }: Store): AsyncGenerator<ChainItem> {
  // Anchors first: one that is made meanwhile may be of a link that this walk does not reach.
  const anchors = await auditAnchors.list();
  const end = (await auditEvents.last())?.seq ?? 0;
  let next = 0;
  for (let after = 0; after < end;) {
    const links = await auditEvents.links(after, AT_ONCE);
    for (const link of links.filter(({ seq }) => seq <= end)) {
      // Of a link that is gone.
      while (isBefore(anchors[next], link)) yield* anchorItem(anchors[next++]);
      yield { kind: 'event', link };
      if (anchors[next]?.seq === link.seq) yield* anchorItem(anchors[next++]);
    }
    after = links.at(-1)?.seq ?? end;
  }
  for (; next < anchors.length; next++) yield* anchorItem(anchors[next]);
}

function isBefore(anchor: Anchor | undefined, { seq }: ChainLink): boolean {
  return anchor !== undefined && anchor.seq < seq;
}

function* anchorItem(anchor: Anchor | undefined): Generator<ChainItem> {
  if (anchor !== undefined) yield { kind: 'anchor', anchor };
}
