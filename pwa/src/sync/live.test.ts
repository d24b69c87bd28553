import { describe, expect, it, vi } from "vitest";
import type { Kept } from "../store/recorded";
import type { Everything } from "../store/store";
import { syncState } from "../ui/sync-state";
import { actions, meta, refresh, remember, show } from "./live";

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

  it("is not what was read before a scan, drawn after it", async () => {
    const scan = { number: 7, state: "waiting", isRead: true } as Kept;
    let read = (_then: Everything) => {};
    look
      .mockReturnValueOnce(
        new Promise<Everything>((resolve) => {
          read = resolve;
        }),
      )
      .mockResolvedValueOnce({ ...nothing, actions: [scan] });
    const refreshed = refresh();
    show(scan);
    read(nothing);
    await refreshed;
    expect(actions.value).toEqual([scan]);
  });

  it("is what the later of two looks has seen, whichever ends first", async () => {
    let read = (_then: Everything) => {};
    look
      .mockReturnValueOnce(
        new Promise<Everything>((resolve) => {
          read = resolve;
        }),
      )
      .mockResolvedValueOnce({ ...nothing, meta: { leaving: "s2" } });
    const earlier = refresh();
    await refresh();
    read({ ...nothing, meta: { leaving: "s1" } });
    await earlier;
    expect(meta.value.leaving).toBe("s2");
  });

  it("is what another tab has done, from the first moment on", async () => {
    look.mockResolvedValue({ ...nothing, meta: { leaving: "s3" } });
    const tab = new BroadcastChannel("rayon");
    tab.postMessage("changed");
    await vi.waitFor(() => expect(meta.value.leaving).toBe("s3"));
    tab.close();
  });

  it("goes on about a reader who is to be settled, also when the answer was read", async () => {
    const kept = { state: "kept", isRead: true, action: { name: "register_patron" } };
    const of = (payload: object) => ({ ...kept, action: { ...kept.action, payload } }) as Kept;
    look.mockResolvedValue({ ...nothing, actions: [of({ sealed: "…" }), of({})] });
    await refresh();
    expect(syncState.value.attention).toBe(1);
  });
});
