/** One picture in coding order, its NAL units without start codes. */
export interface AccessUnit {
  slice: Buffer;
  key: boolean;
  /** Place in presentation order; differs from coding order only with B-frames. */
  shown: number;
}

/** An elementary stream taken apart. */
export interface ElementaryStream {
  /** VPS (H.265), SPS and PPS, in this order. */
  parameterSets: Buffer[];
  units: AccessUnit[];
}

function* nalUnits(data: Buffer): Generator<Buffer> {
  let from = -1;
  for (let at = data.indexOf('\0\0\x01', 0, 'latin1'); at !== -1; at = data.indexOf('\0\0\x01', at + 3, 'latin1')) {
    // The zero before is part of a four-byte start code: NAL units do not end in zero.
    if (from !== -1) yield data.subarray(from, data[at - 1] === 0 ? at - 1 : at);
    from = at + 3;
  }
  if (from !== -1) yield data.subarray(from);
}

function isParameterSet(nal: Buffer, codec: 'H264' | 'H265'): boolean {
  const head = nal[0] ?? 0;
  return codec === 'H264' ? [7, 8].includes(head & 31) : [32, 33, 34].includes(head >> 1);
}

/**
 * Takes an Annex B stream apart. It must be one of ours: one slice per picture, the same parameter sets throughout,
 * B-frames only as non-reference pictures between their references (`b-pyramid=none`).
 */
export function parseAnnexB(data: Buffer, codec: 'H264' | 'H265'): ElementaryStream {
  const parameterSets: Buffer[] = [];
  const slices: Buffer[] = [];
  for (const nal of nalUnits(data)) {
    const head = nal[0] ?? 0;
    if (isParameterSet(nal, codec)) {
      if (!parameterSets.some((known) => known.equals(nal))) parameterSets.push(nal);
    } else if (codec === 'H264' ? (head & 31) === 1 || (head & 31) === 5 : head >> 1 < 32) {
      slices.push(nal);
    }
  }
  const units = slices.map((slice) => {
    const head = slice[0] ?? 0;
    const key = codec === 'H264' ? (head & 31) === 5 : head >> 1 >= 16;
    const reference = codec === 'H265' || (head & 0x60) !== 0;
    return { slice, key, reference, shown: 0 };
  });
  // Coding order is P b b, presentation order b b P: a reference is shown after the non-references that follow it.
  let reference = 0;
  units.forEach((unit, i) => {
    if (unit.reference) reference = i;
    else unit.shown = i - 1;
    const last = units[i + 1]?.reference !== false;
    const owner = units[reference];
    if (last && owner) owner.shown = i;
  });
  return { parameterSets, units: units.map(({ slice, key, shown }) => ({ slice, key, shown })) };
}
