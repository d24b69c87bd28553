import type { Branch } from "../store/shapes";
import { n, t } from "../texts";
import type { Step } from "./next-steps";

type Settings = Pick<Branch["settings"], "ready_when" | "notices_by">;

/** Where it goes. */
export function whatToDo({ to, branch, documents }: Step, settings: Settings): string {
  switch (to) {
    case "van":
      return n(
        "{count} document into the crate for {branch}",
        "{count} documents into the crate for {branch}",
        documents,
        { branch },
      );
    case "packing":
      return n(
        "{count} document to where parcels are packed",
        "{count} documents to where parcels are packed",
        documents,
      );
    case "bike-cart":
      return n(
        "{count} document to what the bike cart takes along",
        "{count} documents to what the bike cart takes along",
        documents,
      );
    case "repair":
      return n(
        "{count} document that is not usable: keep it aside",
        "{count} documents that are not usable: keep them aside",
        documents,
      );
    default:
      return settings.ready_when === "shelved"
        ? n(
            "{count} document to the hold shelf: scan it into its slot",
            "{count} documents to the hold shelf: scan each into its slot",
            documents,
          )
        : n(
            "{count} document to where it is handed over",
            "{count} documents to where they are handed over",
            documents,
          );
  }
}

/** As reconcile has it; nobody is told of what rides because it was found. */
export function whenTold({ to, goesOn }: Step, settings: Settings, isOver = false): string {
  const { ready_when = "walk_finished", notices_by } = settings;
  if (to === "repair") return t("To whoever repairs documents, or writes them off.");
  if (to === "packing") return t("It rides in a parcel that is scanned when it is packed.");
  if (to === "bike-cart") return t("It is scanned again when the cart is loaded.");
  if (goesOn) return t("From there it goes on, in a parcel or with the bike cart.");
  // Who tells, and when, is for the branch to say where it is collected.
  if (to === "van") return t("Patrons are told once they stand ready there, not before.");
  if (notices_by === "ils") return t("The library’s own system tells the patrons.");
  if (ready_when === "shelved") {
    return t("Patrons are told after that: a few minutes later, at the earliest.");
  }
  if (ready_when === "found") {
    return t("Patrons are told of each find: a few minutes later, at the earliest.");
  }
  return isOver
    ? t("Patrons are told a few minutes after the walk, at the earliest.")
    : t("Patrons are told once the walk is finished: a few minutes later, at the earliest.");
}
