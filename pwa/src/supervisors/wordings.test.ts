import { expect, it } from "vitest";
import { isUnsaved, type Wording } from "./wordings";

it("asks before words are dropped that are nowhere else", () => {
  const version = (passages: Record<string, string>) => ({ id: "v", at: "", who: null, passages });
  const wording = {
    ours: { greeting: "Hello," },
    versions: [version({}), version({ greeting: "Dear reader," })],
  } as unknown as Wording;
  expect(isUnsaved({ greeting: "Dear readers," }, wording)).toBe(true);
  expect(isUnsaved({ greeting: "Dear reader, " }, wording)).toBe(false);
  expect(isUnsaved({ greeting: "Hello," }, wording)).toBe(false);
});
