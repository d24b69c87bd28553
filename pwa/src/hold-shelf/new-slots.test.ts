import { expect, it } from "vitest";
import { newSlots } from "./new-slots";

const namesOf = (line: string) => newSlots(line, "patron").slots.map(({ name }) => name);

it("takes one name, several, and runs of them", () => {
  expect(namesOf("a1")).toEqual(["A1"]);
  expect(namesOf("A1, B2; C")).toEqual(["A1", "B2", "C"]);
  expect(namesOf("A1 to A3")).toEqual(["A1", "A2", "A3"]);
  expect(namesOf("A08 à A11")).toEqual(["A08", "A09", "A10", "A11"]);
  expect(namesOf("A1, A1")).toEqual(["A1"]);
});

it("says which name cannot be one", () => {
  expect(newSlots("A1, café", "patron").wrong).toBe("CAFÉ");
  expect(newSlots("A3 to A1", "patron").wrong).toBe("A3 TO A1");
  expect(newSlots("C-A", "letters").wrong).toBe("C-A");
  expect(newSlots("", "patron")).toEqual({ slots: [] });
});

it("makes a slot of letters", () => {
  expect(newSlots("a-c, d", "letters")).toEqual({
    slots: [
      { name: "A-C", letters: "A-C" },
      { name: "D", letters: "D" },
    ],
  });
});
