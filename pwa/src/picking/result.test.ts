// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("../scanning/tell", () => ({ tell: () => {} }));

import { navigate } from "../navigation";
import { lastResult, showResult } from "./result";

beforeEach(() => navigate("shelving"));

const question = { kind: "unknown", word: "Noted as not usable", asks: async () => {} } as const;

test("a question of one screen is not asked on the next", () => {
  showResult(question);
  navigate("hand-over");
  expect(lastResult.value).toBeNull();
});

test("it stays as long as the screen does", () => {
  showResult(question);
  navigate("shelving");
  expect(lastResult.value).toMatchObject({ word: "Noted as not usable" });
});
