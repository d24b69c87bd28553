import { expect, test } from "vitest";
import { endText } from "./trouble";

test("a line that was dealt with says which answer was given", () => {
  expect(endText("not_here", "found_and_not_found")).toBe("It was not here");
  expect(endText("consider_told", "ambiguous_mail")).toBe("It had arrived");
  expect(endText("done", "hold_without_copy")).toBe("To be asked again");
  expect(endText("done", "call_given_up")).toBe("Dealt with");
  expect(endText("cancelled", "vanished_holds")).toBe("They were cancelled");
});
