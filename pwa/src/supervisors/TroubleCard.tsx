import { hrefFor } from "../router";
import { clockText, t } from "../texts";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import type { Trouble } from "./board";
import { steer } from "./steer";
import { choiceOf, choiceText, factsText, isOneTap, timesText } from "./trouble";

/** What needs a person, with the buttons that end it. */
export function TroubleCard({ trouble }: { trouble: readonly Trouble[] }) {
  return (
    <Card title={t("To settle · {count}", { count: trouble.length })}>
      {trouble.length === 0 && <p class="muted">{t("Nothing needs you.")}</p>}
      <ul class="list">
        {trouble.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      <ButtonLink href={hrefFor("trouble")} kind="quiet" icon="list">
        {t("With who, when, and what was dealt with")}
      </ButtonLink>
    </Card>
  );
}

function Line({ line }: { line: Trouble }) {
  const choose = (choice: string) =>
    void steer(`/trouble/${line.id}/resolve`, choiceOf(line, choice));
  return (
    <li class="trouble">
      <span class="row-text">
        <span class="row-title">{line.text}</span>
        <span class="muted">{factsOf(line)}</span>
      </span>
      <span class="trouble-choices">
        {line.kind === "vanished_holds" && (
          <ButtonLink href={hrefFor("ils-files")}>{t("See the list")}</ButtonLink>
        )}
        {line.kind === "to_be_specified" && (
          <ButtonLink href={hrefFor("trouble")}>{t("Name the volume")}</ButtonLink>
        )}
        {line.choices.filter(isOneTap).map((choice) => (
          <Button key={choice} onClick={() => choose(choice)}>
            {choiceText(choice, line.kind)}
          </Button>
        ))}
      </span>
    </li>
  );
}

function factsOf({ facts, opened_at, again }: Trouble): string {
  const times = [opened_at, ...again.map((one) => one.opened_at)].map(clockText);
  return [factsText(facts), timesText(times.length), ...times].filter(Boolean).join(" · ");
}
