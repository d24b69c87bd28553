import type { FloorFile } from "../store/shapes";
import type { Store } from "../store/store";

interface FloorNeeds {
  store: Store;
  fetch: typeof fetch;
}

const TIMEOUT_MS = 20_000;

/** Brings the floor here when the server has a newer one. Without a network the old one serves. */
export async function fetchFloor({ store, fetch }: FloorNeeds): Promise<void> {
  const { credential, floorFile } = await store.meta();
  const kept = await store.connection.read((database) => database.get("files", "floor"));
  if (!credential || !floorFile || kept?.file === floorFile) return;
  const content = await ask(fetch, credential);
  if (!content) return;
  await store.connection.write(["files"], (writing) =>
    writing.objectStore("files").put({ file: floorFile, content }, "floor"),
  );
}

/** The floor, or undefined for anything else: it is asked for again after the next exchange. */
async function ask(
  fetch: typeof globalThis.fetch,
  credential: string,
): Promise<FloorFile | undefined> {
  try {
    const response = await fetch("/api/floor", {
      headers: { Authorization: `Device ${credential}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error",
      cache: "no-store",
      credentials: "same-origin",
    });
    const content: unknown = response.ok ? await response.json() : undefined;
    return isFloor(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isFloor(content: unknown): content is FloorFile {
  const { v, floors, ways } = (content ?? {}) as Partial<Record<keyof FloorFile, unknown>>;
  return v === 1 && Array.isArray(floors) && Array.isArray(ways);
}
