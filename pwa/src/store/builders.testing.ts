import type { ShownPick } from "../sync/replay";
import type { Copy, Walk, WalkPick } from "./shapes";

/** A copy on the shelf; everything else as told. */
export function aCopy(barcode: string, more: Partial<Copy> = {}): Copy {
  return {
    item: Number(barcode.replace(/\D/g, "").slice(-6)) || 1,
    barcode,
    call_number: "843.914 CAM ETR",
    lines: ["843.914", "CAM", "ETR"],
    sort_key: "843.914 cam etr",
    location: 1,
    volume: "",
    parts: 1,
    parts_note: "",
    status: "available",
    on_shelf: true,
    ...more,
  };
}

/** An open pick of walk "w1" for a title; its first copy is the target. */
export function aPick(id: string, copies: Copy[], more: Partial<ShownPick> = {}): ShownPick {
  return {
    id,
    walk: "w1",
    position: Number(id.replace(/\D/g, "")) || 1,
    status: "open",
    late: false,
    found_barcode: "",
    reason: "",
    version: 1,
    hold: {
      id: `hold-${id}`,
      version: 1,
      status: "on_walk",
      slip: Number(id.replace(/\D/g, "")) || 1,
      wants: "title",
      selection: null,
      fulfilment: "pickup",
      pickup_branch: { id: 1, code: "CAN", name: "Médiathèque du Canal" },
      looks: 0,
    },
    title: { title: "L’Étranger", author: "Albert Camus", year: 2012, format: "", publisher: "" },
    volume: "",
    kind: "book",
    isbns: [],
    target: copies[0] ?? null,
    copies,
    returned: null,
    chosen: [],
    ...more,
  };
}

/** The same pick as the server sends it. */
export function aRow(id: string, copies: Copy[], more: Partial<WalkPick> = {}): WalkPick {
  const { chosen: _, ...row } = aPick(id, copies);
  return { ...row, ...more };
}

export function aWalk(more: Partial<Walk> = {}): Walk {
  return {
    id: "w1",
    branch: 1,
    name: "Adultes 1",
    day: "2026-11-24",
    status: "planned",
    claimed_by: null,
    claimed_on: null,
    finished_at: null,
    version: 1,
    picks: 3,
    ...more,
  };
}
