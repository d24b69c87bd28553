import type { ComponentChildren } from "preact";
import { actions, meta } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Card } from "../ui/Card";
import { Icon, type IconName } from "../ui/Icon";
import { type Step, stepsOf } from "./next-steps";
import { whatToDo, whenTold } from "./next-words";
import "./next-steps.css";

interface NextStepsProps {
  picks: readonly ShownPick[];
  /** Once the walk is finished: what can be done about it. */
  after?: ComponentChildren;
}

/** Where documents go that were found or are damaged, and when their patrons are told: not before that. */
export function NextSteps({ picks, after }: NextStepsProps) {
  const steps = stepsOf(picks, actions.value, meta.value.branch);
  if (steps.length === 0) return null;
  const settings = meta.value.branch?.settings ?? {};
  return (
    <Card title={t("What comes next")}>
      <ul class="next-steps">
        {steps.map((step) => (
          <li key={`${step.to} ${step.branch} ${step.goesOn}`} class="next-step">
            <Icon name={icons[step.to]} />
            <span>
              <strong>{whatToDo(step, settings)}</strong>
              <span class="next-told">{whenTold(step, settings, after !== undefined)}</span>
            </span>
          </li>
        ))}
      </ul>
      {after}
    </Card>
  );
}

const icons: Record<Step["to"], IconName> = {
  "hold-shelf": "shelf",
  van: "right",
  packing: "home",
  "bike-cart": "map",
  repair: "warning",
};
