// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";

vi.mock("./steer", () => ({ steer: vi.fn() }));

import type { Board, WaitingNotice } from "./board";
import { NoticesCard } from "./NoticesCard";

afterEach(() => render(null, document.body));

const due_at = "2026-11-26T10:30:00Z";
const owed = { kind: "ready", state: "owed", text: "Soon.", slip: 3, message: null, due_at };
const unsure = { kind: "ready", state: "ambiguous", text: "Perhaps.", due_at };

function lines(...waiting: Omit<WaitingNotice, "id">[]): (string | null)[] {
  const numbered = waiting.map((one, place) => ({ ...one, id: String(place) }));
  const shown = { notices: {}, calls: 0, waiting: numbered } as unknown as Board;
  render(h(NoticesCard, { shown }), document.body);
  return [...document.querySelectorAll(".row-text")].map(({ textContent }) => textContent);
}

test("notices that say the same are one line with a count", () => {
  const other = { ...owed, text: "No address." };
  expect(lines(owed, { ...owed, slip: 4 }, other)).toEqual([
    expect.stringMatching(/^Ready · 2 times.*Soon\.$/),
    expect.stringMatching(/^Ready\d.*No address\.$/),
  ]);
});

test("mails to decide about are told apart by the slips they are about", () => {
  const [first, second] = lines(
    { ...unsure, slip: 7, message: "a" },
    { ...unsure, slip: 8, message: "a" },
    { ...unsure, slip: 9, message: "b" },
  );
  expect(first).toContain("Slip 7 · Slip 8");
  expect(second).toContain("Slip 9");
});
