import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { actions, meta } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Icon, type IconName } from "../ui/Icon";
import { type Step, stepsOf } from "./next-steps";
import { whatToDo, whenTold } from "./next-words";
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
  const settings = meta.value.branch?.settings ?? {};
  const toShelf = steps.some(({ to }) => to === "hold-shelf" || to === "van");
  return (
    <Card title={t("What comes next")}>
      <ul class="next-steps">
        {steps.map((step) => (
          <li key={step.to + step.branch} class="next-step">
            <Icon name={icons[step.to]} />
            <span>
              <strong>{whatToDo(step, settings)}</strong>
              <span class="next-told">{whenTold(step, settings)}</span>
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
