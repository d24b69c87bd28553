import { signal } from "@preact/signals";
import type { FloorFile } from "../store/shapes";
import { meta, phone } from "../sync/live";

/** The floor of this branch as it is kept here; null where none is, or before it is read. */
export const floor = signal<FloorFile | null>(null);

/** Reads it, and again when a newer one has come. */
export async function readFloor(): Promise<void> {
  const kept = await phone.store.connection.read((database) => database.get("files", "floor"));
  floor.value = kept?.content ?? null;
}

/** Today, where the branch is: "2026-11-24". */
export function branchDay(): string {
  const timeZone = meta.value.branch?.time_zone;
  return new Date().toLocaleDateString("sv-SE", timeZone ? { timeZone } : {});
}
