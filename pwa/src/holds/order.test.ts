import { describe, expect, test } from "vitest";
import {
  type Caller,
  describe as describeTitle,
  type Found,
  type Group,
  groupMeant,
  isFull,
  onlyOne,
  orderOf,
  standingText,
  wantedText,
} from "./order";

const amina: Caller = {
  id: 7,
  name: "Amina Haddad",
  card_end: "0012",
  blocked_until: null,
  branch: 1,
  told_by: "mail",
  waiting: 2,
  limit: 8,
  kinds: [{ name: "DVD", waiting: 3, limit: 3 }],
};

function copies(volume = "", kind = "book"): Group {
  return { volume, kind, kind_name: kind, waiting: 0, branches: [] };
}

function title(groups: Group[], chosen: number | null = null): Found {
  const words = { title: "One Piece", author: "Oda", year: "", format: "", publisher: "Glénat" };
  return { id: 3, ...words, groups, chosen };
}

describe("what Chloé need not choose", () => {
  test("the only title with one kind of copies", () => {
    const found = title([copies()]);
    expect(onlyOne([found])).toEqual({ title: found, group: copies() });
  });

  test("the volume whose barcode was scanned", () => {
    expect(groupMeant(title([copies("1"), copies("2")], 1))?.volume).toBe("2");
  });

  test.each([
    ["several titles", [title([copies()]), title([copies()])]],
    ["several volumes", [title([copies("1"), copies("2")])]],
    ["no copy that can be lent", [title([])]],
    ["nothing found", []],
  ])("but she must with %s", (_case, titles) => {
    expect(onlyOne(titles)).toBeUndefined();
  });
});

const canal = { branch: 4, stop: "" };

describe("what the server is asked to write down", () => {
  test("a volume of a title, to collect where the caller wants", () => {
    const wanted = { title: title([copies("2", "manga")]), group: copies("2", "manga") };
    expect(orderOf(amina, wanted, canal, undefined)).toEqual({
      patron: 7,
      wants: "title",
      title: 3,
      volume: "2",
      kind: "manga",
      selection: null,
      pickup_branch: 4,
      delivery: "",
      round_stop: "",
      override: "",
    });
  });

  test("what the bike cart brings is for one of its stops", () => {
    const wanted = { title: title([copies()]), group: copies() };
    const order = orderOf(amina, wanted, { ...canal, stop: "quai" }, undefined);
    expect(order).toMatchObject({ pickup_branch: 4, round_stop: "quai", delivery: "" });
  });

  test("what comes home is fetched where its delivery leaves", () => {
    const wanted = { title: title([copies()]), group: copies() };
    const home = { id: "d1", branch: 2, day: "2026-11-24", said: "", fee: "", takes_more: true };
    expect(orderOf(amina, wanted, canal, home)).toMatchObject({ pickup_branch: 2, delivery: "d1" });
  });

  test("a selection names no title", () => {
    const selection = { kind: "album", age: "4", number: 3, wishes: "loups" };
    const order = orderOf(amina, { selection }, canal, undefined);
    expect(order).toMatchObject({ wants: "selection", title: null, selection });
  });

  test("never the patron’s name or card", () => {
    const order = JSON.stringify(
      orderOf(amina, { title: title([]), group: copies() }, canal, undefined),
    );
    expect(order).not.toContain("Haddad");
    expect(order).not.toContain("0012");
  });
});

describe("where copies are", () => {
  const place = { id: 1, name: "Canal", on_shelf: 0, on_loan: 0, elsewhere: 1, due_on: null };

  test("a copy on the shelf counts more than those on loan", () => {
    const { text, colour } = standingText({ ...place, on_shelf: 2, on_loan: 5 });
    expect(colour).toBe("green");
    expect(text).toContain("2");
  });

  test("all on loan: when the first is due, whatever the time zone", () => {
    const { text } = standingText({ ...place, on_loan: 1, due_on: "2026-12-05" });
    expect(text).toMatch(/\b5\b/);
    expect(standingText({ ...place, on_loan: 1 }).text).toBe("on loan");
  });

  test("neither shelf nor loan is said as it is", () => {
    expect(standingText(place).colour).toBe("ink");
  });
});

test("a limit is full when it is reached, not before", () => {
  expect(isFull(amina)).toBe(false);
  expect(amina.kinds.map(isFull)).toEqual([true]);
});

test("what is not known of a title leaves no gap", () => {
  expect(describeTitle(title([]))).toBe("Oda · Glénat");
});

test("what was reserved is told apart by its volume", () => {
  expect(wantedText({ title: title([]), group: copies("2") })).toBe("One Piece · Volume 2");
  expect(wantedText({ title: title([]), group: copies("no 113") })).toBe("One Piece · no 113");
});
