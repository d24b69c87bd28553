// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import type { Visit } from "./rounds";

const ask = vi.hoisted(() => vi.fn((_path: string, _options: object) => Promise.resolve({})));
vi.mock("../api", async (original) => ({ ...(await original<object>()), ask }));

import { VisitDialog } from "./VisitDialog";

const visit = {
  neighbourhood: "quai",
  name: "Quai",
  planned: "2026-12-02",
  day: "2026-12-02",
  state: "planned",
  later: 0,
  because: "",
} as Visit;
const tap = (text: string) =>
  vi.waitFor(() => {
    const buttons = [...document.querySelectorAll("button")];
    const one = buttons.find((button) => button.textContent === text);
    if (!one) throw new Error(text);
    one.click();
  });
const titles = () => [...document.querySelectorAll("h2")].map((one) => one.textContent);

afterEach(() => {
  render(null, document.body);
  ask.mockClear();
});

test("a visit is called off only once somebody has said so twice", async () => {
  const onDone = vi.fn(() => Promise.resolve());
  render(h(VisitDialog, { visit, onClose: () => undefined, onDone }), document.body);
  await tap("It does not take place");
  await vi.waitFor(() => expect(titles().join()).toContain("Call off"));
  expect(ask).not.toHaveBeenCalled();
  await tap("Back");
  await tap("It does not take place");
  await vi.waitFor(() => expect(titles().join()).toContain("Call off"));
  await tap("It does not take place");
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(ask.mock.calls[0]?.[0]).toMatch(/visits\/2026-12-02\/cancel$/);
});

test("a refusal stands in the dialog until another try", async () => {
  const onClose = vi.fn();
  const onDone = () => Promise.resolve();
  const problem = () => document.querySelector("dialog [role=alert]")?.textContent ?? "";
  const refuse = () => ask.mockRejectedValueOnce(new ApiError(409, "over", "That day is over."));
  render(h(VisitDialog, { visit, onClose, onDone }), document.body);
  refuse();
  await tap("It takes place then");
  await vi.waitFor(() => expect(problem()).toContain("That day is over."));
  expect(onClose).not.toHaveBeenCalled();
  await tap("It does not take place");
  await vi.waitFor(() => expect(titles().join()).toContain("Call off"));
  expect(problem()).toBe("");
  refuse();
  await tap("It does not take place");
  await vi.waitFor(() => expect(problem()).toContain("That day is over."));
  await tap("It does not take place");
  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(problem()).toBe("");
});
