import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { actions, meta } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { n, t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Icon, type IconName } from "../ui/Icon";
import { type Step, stepsOf } from "./next-steps";
import "./next-steps.css";

interface NextStepsProps {
  picks: readonly ShownPick[];
  /** Once a walk is finished, and whether another one can be taken. */
  after?: "one" | "all";
}

/** Where the documents go that were found, and when their patrons are told: not before that. */
export function NextSteps({ picks, after }: NextStepsProps) {
  const steps = stepsOf(picks, actions.value, meta.value.branch);
  if (steps.length === 0) return null;
  const toShelf = steps.some(({ to }) => to === "hold-shelf" || to === "van");
  return (
    <Card title={t("What comes next")}>
      <ul class="next-steps">
        {steps.map((step) => (
          <li key={step.to + step.branch} class="next-step">
            <Icon name={icons[step.to]} />
            <span>
              <strong>{whatToDo(step)}</strong>
              <span class="next-told">{whenTold(step)}</span>
            </span>
          </li>
        ))}
      </ul>
      {after && toShelf && hasRole("picker", "desk", "supervisor") && (
        <ButtonLink
          href={hrefFor("shelving")}
          kind={after === "all" ? "primary" : "secondary"}
          icon="shelf"
        >
          {t("Shelve")}
        </ButtonLink>
      )}
    </Card>
  );
}

const icons: Record<Step["to"], IconName> = {
  "hold-shelf": "shelf",
  van: "right",
  packing: "home",
  "bike-cart": "map",
};

function hasHoldShelf(): boolean {
  return meta.value.branch?.settings.ready_when === "shelved";
}

function whatToDo({ to, branch, documents }: Step): string {
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
    default:
      return hasHoldShelf()
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
function whenTold({ to }: Step): string {
  const { ready_when = "walk_finished", notices_by } = meta.value.branch?.settings ?? {};
  if (to === "packing") return t("It rides in a parcel that is scanned when it is packed.");
  if (to === "bike-cart") return t("It is scanned again when the cart is loaded.");
  if (notices_by === "ils") return t("The library’s own system tells the patrons.");
  if (to === "van") return t("Patrons are told once they stand ready there, not before.");
  if (ready_when === "shelved") {
    return t("Patrons are told after that: a few minutes later, at the earliest.");
  }
  if (ready_when === "found") {
    return t("Patrons are told of each find: a few minutes later, at the earliest.");
  }
  return t("Patrons are told once the walk is finished: a few minutes later, at the earliest.");
}
