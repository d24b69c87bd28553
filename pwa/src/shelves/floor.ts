import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { store } from "../store/memory";
import type { FloorFile } from "../store/shapes";
import { meta } from "../sync/live";

/** The floor of this branch as it is kept here; null where none is, or before it is read. */
export const floor = signal<FloorFile | null>(null);

/** Reads it, and again when a newer one has come; false until it was read once. */
export function useFloor(): boolean {
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    // A memory that does not open is told of elsewhere; the screen goes on without a floor.
    const done = () => setRead(true);
    void readFloor().then(done, done);
  }, [meta.value.floorFile]);
  return isRead;
}

async function readFloor(): Promise<void> {
  const kept = await store.connection.read((database) => database.get("files", "floor"));
  floor.value = kept?.content ?? null;
}

/** Today, where the branch is: "2026-11-24". */
export function branchDay(): string {
  const timeZone = meta.value.branch?.time_zone;
  return new Date().toLocaleDateString("sv-SE", timeZone ? { timeZone } : {});
}
