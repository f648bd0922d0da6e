import { type Static, Type } from 'typebox';
import { Anchor } from '../../contract/record.ts';
import { ChainLink } from '../../store/audit-chain.ts';

/** Raised when a reader of the former format could misread the new one. */
export const FORMAT = 'qinling-hub record 1';

/**
 * An export is UTF-8 text, one JSON object a line, each line ended by a line feed: the header, then every line of the record
 * in its order with each anchor right after the line that it is of, then the end.
 */
export const Header = Type.Object({
  kind: Type.Literal('header'),
  format: Type.Literal(FORMAT),
  /** Ed25519, SPKI DER, Base64. */
  publicKey: Type.String(),
  /** SHA-256 of that DER, hexadecimal. To be trusted only when it is the one that was kept outside of the hub. */
  fingerprint: Type.String(),
  /** ms since 1970. */
  exportedAt: Type.Integer(),
});

/** Columns of the table by name; `detail` is JSON within a string, as it is hashed. */
export const EventLine = Type.Object({ kind: Type.Literal('event'), ...ChainLink.properties });
export const AnchorLine = Type.Object({ kind: Type.Literal('anchor'), ...Anchor.properties });

/** So that a cut tail is found, and any other change of a byte. */
export const End = Type.Object({
  kind: Type.Literal('end'),
  /** Of the last event; 0 and zeros if there is none. */
  seq: Type.Integer(),
  hash: Type.String(),
  events: Type.Integer(),
  anchors: Type.Integer(),
  /** SHA-256, hexadecimal, of all bytes before this line. */
  digest: Type.String(),
  /** Ed25519 of {@link endText}, Base64. */
  signature: Type.String(),
});
export type End = Static<typeof End>;

export const ExportLine = Type.Union([Header, EventLine, AnchorLine, End]);
export type ExportLine = Static<typeof ExportLine>;

/** What the signature of the end is of. */
export function endText({ seq, hash, events, anchors, digest }: Omit<End, 'kind' | 'signature'>): string {
  return `${FORMAT} end\n${JSON.stringify([seq, hash, events, anchors, digest])}`;
}
