/** What following every node upwards shows. */
export interface Forest<N> {
  /** Nodes that reach a top, parents before their children, each with its height above the top: 0 and more. */
  levels: Map<N, number>;
  /** Nodes that lie on a cycle. */
  cyclic: Set<N>;
}

/**
 * Follows each node to its parent, in linear time and without recursion. Nodes below a cycle are in neither answer.
 * @param parentOf null: a top
 */
export function explore<N>(nodes: Iterable<N>, parentOf: (node: N) => N | null): Forest<N> {
  const levels = new Map<N, number>();
  const cyclic = new Set<N>();
  const seen = new Set<N>();
  for (const start of nodes) {
    const way: N[] = [];
    const onWay = new Map<N, number>();
    let node: N | null = start;
    while (node !== null && !seen.has(node)) {
      seen.add(node);
      onWay.set(node, way.length);
      way.push(node);
      node = parentOf(node);
    }
    if (node !== null && !levels.has(node)) {
      const entry = onWay.get(node);
      if (entry !== undefined) for (const one of way.slice(entry)) cyclic.add(one);
      continue;
    }
    let level = node === null ? 0 : (levels.get(node) ?? 0) + 1;
    for (const one of way.reverse()) levels.set(one, level++);
  }
  return { levels, cyclic };
}
