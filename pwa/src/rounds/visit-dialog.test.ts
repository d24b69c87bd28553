// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Visit } from "./rounds";

const changeRounds = vi.hoisted(() => vi.fn((_path: string, _body: object) => Promise.resolve({})));
vi.mock("./rounds", () => ({ changeRounds }));

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
  changeRounds.mockClear();
});

test("a visit is called off only once somebody has said so twice", async () => {
  const onDone = vi.fn(() => Promise.resolve());
  render(h(VisitDialog, { visit, onClose: () => undefined, onDone }), document.body);
  await tap("It does not take place");
  await vi.waitFor(() => expect(titles().join()).toContain("Call off"));
  expect(changeRounds).not.toHaveBeenCalled();
  await tap("Back");
  await tap("It does not take place");
  await vi.waitFor(() => expect(titles().join()).toContain("Call off"));
  await tap("It does not take place");
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(changeRounds.mock.calls[0]?.[0]).toMatch(/visits\/2026-12-02\/cancel$/);
});
