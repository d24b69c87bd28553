import { describe, expect, it, vi } from "vitest";
import type { Kept } from "../store/recorded";
import type { Everything } from "../store/store";
import { syncState } from "../ui/sync-state";
import { meta, refresh, remember } from "./live";

const nothing: Everything = { meta: {}, walk: null, walks: [], picks: [], actions: [] };
const { look } = vi.hoisted(() => ({ look: vi.fn() }));
vi.mock("../store/memory", () => ({
  everything: look,
  store: { setMeta: async () => undefined },
  whenInTrouble: () => undefined,
}));

describe("what the screens know", () => {
  it("is not what was read before Ada signed in", async () => {
    let read = (_then: Everything) => {};
    const started = new Promise<Everything>((resolve) => {
      read = resolve;
    });
    look
      .mockReturnValueOnce(started)
      .mockResolvedValueOnce({ ...nothing, meta: { leaving: "s1" } });
    const refreshed = refresh();
    await remember({ leaving: "s1" });
    read(nothing);
    await refreshed;
    expect(meta.value.leaving).toBe("s1");
  });

  it("goes on about a reader who is to be settled, also when the answer was read", async () => {
    const kept = { state: "kept", isRead: true, action: { name: "register_patron" } };
    const of = (payload: object) => ({ ...kept, action: { ...kept.action, payload } }) as Kept;
    look.mockResolvedValue({ ...nothing, actions: [of({ sealed: "…" }), of({})] });
    await refresh();
    expect(syncState.value.attention).toBe(1);
  });
});
