// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { beforeEach, expect, it, vi } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Kept } from "../store/recorded";

const done = vi.hoisted(() => ({ undo: vi.fn(), remember: vi.fn() }));
vi.mock("../sync/live", async (original) => ({
  ...(await original<typeof import("../sync/live")>()),
  shown: signal({ walks: [], picks: [aPick("p5", [aCopy("C-5")]), aPick("p6", [aCopy("C-6")])] }),
  remember: done.remember,
}));
vi.mock("./doing", async (original) => ({
  ...(await original<typeof import("./doing")>()),
  undo: done.undo,
}));

import { takeBack } from "./answers";
import { hideResult, lastResult } from "./result";

const found = (subject: string) =>
  ({
    action: { id: "a1", name: "report_found", subject },
    about: { title: "Les Mandarins", label: "BD WEI 5", slip: 5 },
  }) as Kept;

beforeEach(() => {
  vi.clearAllMocks();
  hideResult();
});

it("what Ada takes back is the document before her again, by its name", async () => {
  done.undo.mockResolvedValue(found("p5"));
  await takeBack(found("p5"));
  expect(done.remember).toHaveBeenCalledWith({ spot: { walk: "w1", pick: "p5" } });
  expect(lastResult.value).toMatchObject({
    word: "Taken back",
    detail: "BD WEI 5 · Les Mandarins",
  });
});

it("elsewhere than on a walk it leads nowhere", async () => {
  done.undo.mockResolvedValue(found("somewhere"));
  await takeBack(found("somewhere"));
  expect(done.remember).not.toHaveBeenCalled();
  expect(lastResult.value?.word).toBe("Taken back");
});

it("what could not be written down was not taken back", async () => {
  done.undo.mockResolvedValue(undefined);
  await takeBack(found("p5"));
  expect(done.remember).not.toHaveBeenCalled();
  expect(lastResult.value).toBeNull();
});
