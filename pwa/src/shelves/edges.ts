import type { Edge } from "../picking/result";
import type { IndexedBay, Place, ShelfIndex } from "./index-file";

/**
 * The neighbouring bays in which a document may have stood; none where that moves no edge. Only within one shelf of the edge: what is found further away was put back in the wrong bay, and
 * would teach something false (docs/decisions/0034).
 */
export function edgesNear(index: ShelfIndex, rank: number): Edge[] {
  const here = index.placeOf(rank);
  if (!here || here.bay.kind === "bin") return [];
  const edges: Edge[] = [];
  const before = index.bayAt(here.number - 1);
  const next = index.barcodeAt(rank + 1);
  if (here.shelf === 0 && next && isBeside(here, before)) {
    edges.push({ bay: before.bay, starts: here.bay.bay, first: next });
  }
  const after = index.bayAt(here.number + 1);
  const isLast = here.shelf === here.bay.above + here.bay.shelves - 1;
  if (isLast && isBeside(here, after) && after.above === 0) {
    edges.push({ bay: after.bay, starts: after.bay, first: index.barcodeAt(rank) ?? "" });
  }
  return edges;
}

function isBeside({ bay }: Place, other: IndexedBay | undefined): other is IndexedBay {
  return other?.range === bay.range && other.side === bay.side && other.kind === bay.kind;
}
