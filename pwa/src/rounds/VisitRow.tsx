import { dayText } from "../supervisors/pickup-days";
import { hourText, t } from "../texts";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";
import type { Visit } from "./rounds";

interface Shown {
  colour: Colour;
  icon: IconName;
  text: () => string;
}

const states: Record<Exclude<Visit["state"], "planned">, Shown> = {
  moved: { colour: "violet", icon: "right", text: () => t("Moved") },
  cancelled: { colour: "red", icon: "cross", text: () => t("Called off") },
  off: { colour: "amber", icon: "home", text: () => t("Public holiday") },
  break: { colour: "amber", icon: "home", text: () => t("School break") },
};

interface VisitRowProps {
  visit: Visit;
  onChange: (() => void) | undefined;
}

/** One visit: when, where, and what is not as usual about it. */
export function VisitRow({ visit, onChange }: VisitRowProps) {
  const { day, name, begins, ends, state } = visit;
  const shown = state === "planned" ? undefined : states[state];
  const comes = state === "planned" || state === "moved";
  return (
    <li class="row visit">
      <span class="row-text">
        <span class={comes ? "row-title" : "row-title visit-off"}>{dayText(day)}</span>
        <span class="muted">
          {hourText(begins)} – {hourText(ends)} · {name}
        </span>
        {shown && (
          <Chip colour={shown.colour} icon={shown.icon}>
            {shown.text()}
          </Chip>
        )}
        {saysMore(visit).map((line) => (
          <span key={line} class="muted">
            {line}
          </span>
        ))}
      </span>
      {onChange && (
        <Button
          aria-label={t("Change {day}, {name}", { day: dayText(day), name })}
          onClick={onChange}
        >
          {t("Change")}
        </Button>
      )}
    </li>
  );
}

function saysMore({ day, planned, because }: Visit): string[] {
  const instead = day !== planned && t("instead of {day}", { day: dayText(planned) });
  return [instead, because].filter((line) => line !== false && line !== "") as string[];
}
