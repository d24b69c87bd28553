import { describe, expect, it, vi } from "vitest";
import type { Everything } from "../store/store";
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
});
