import { beforeEach, expect, it, vi } from "vitest";

const texts = vi.hoisted(() => ({ come: true }));
vi.mock("../texts", () => ({
  moreTexts: async () => {
    if (!texts.come) throw new TypeError("Failed to fetch");
  },
}));

import { isIncomplete, late } from "./late";

beforeEach(() => {
  texts.come = true;
  isIncomplete.value = false;
});

it("code that came is used, also where its texts did not", async () => {
  texts.come = false;
  expect(await late(async () => "the code")).toBe("the code");
  expect(isIncomplete.value).toBe(false);
});

it("what did not come is told", async () => {
  expect(await late(() => Promise.reject(new TypeError("Failed to fetch")))).toBeUndefined();
  expect(isIncomplete.value).toBe(true);
});
