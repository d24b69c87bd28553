import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { useAnswer } from "../supervisors/useAnswer";
import { hourText, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { List, ListRow } from "../ui/List";
import { BreaksCard } from "./BreaksCard";
import { NEW } from "./NeighbourhoodForm";
import type { Neighbourhood, Rounds, Visit } from "./rounds";
import { ruleText } from "./rules";
import { VisitDialog } from "./VisitDialog";
import { VisitRow } from "./VisitRow";
import "./rounds.css";

/** Where the bike cart comes, and when. */
export default function RoundsScreen() {
  const { answer, problem, again } = useAnswer<Rounds>("/rounds");
  const [chosen, setChosen] = useState<Visit>();
  const maySet = hasRole("supervisor");
  // Who rides says on the way that the cart is late.
  const mayChange = hasRole("cart", "supervisor");
  const add = (
    <ButtonLink kind="primary" icon="plus" href={hrefFor("neighbourhood", { neighbourhood: NEW })}>
      {t("Add a neighbourhood")}
    </ButtonLink>
  );
  return (
    <AppFrame
      wide
      title={t("Visits of the bike cart")}
      back={<BackLink href={hrefFor("today")} />}
      bar={maySet && answer && add}
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer?.neighbourhoods.length === 0 && (
        <EmptyState title={t("The cart comes nowhere yet")}>
          {t(
            "Add a neighbourhood with its stops: each gets a page of its own, and a calendar that patrons can keep.",
          )}
        </EmptyState>
      )}
      {answer && (
        <div class="columns">
          {answer.neighbourhoods.length > 0 && (
            <Card title={t("Visits to come")}>
              <Visits visits={answer.visits} onChange={mayChange ? setChosen : undefined} />
            </Card>
          )}
          <div class="stack">
            {answer.neighbourhoods.length > 0 && (
              <Neighbourhoods all={answer.neighbourhoods} maySet={maySet} />
            )}
            <BreaksCard breaks={answer.breaks} maySet={maySet} onDone={again} />
          </div>
        </div>
      )}
      {chosen && <VisitDialog visit={chosen} onClose={() => setChosen(undefined)} onDone={again} />}
    </AppFrame>
  );
}

interface VisitsProps {
  visits: readonly Visit[];
  onChange: ((visit: Visit) => void) | undefined;
}

function Visits({ visits, onChange }: VisitsProps) {
  if (visits.length === 0) return <p class="muted">{t("None in the next three months.")}</p>;
  return (
    <List>
      {visits.map((visit) => (
        <VisitRow
          key={`${visit.neighbourhood} ${visit.planned}`}
          visit={visit}
          onChange={onChange && (() => onChange(visit))}
        />
      ))}
    </List>
  );
}

function Neighbourhoods({ all, maySet }: { all: readonly Neighbourhood[]; maySet: boolean }) {
  return (
    <Card title={t("Neighbourhoods")}>
      <List>
        {all.map(({ id, name, rule, first_day, stops }) => (
          <ListRow
            key={id}
            title={name}
            detail={
              <>
                {ruleText(rule, first_day)}
                <br />
                {stops.map((stop) => `${hourText(stop.begins)} ${stop.place}`).join(" · ")}
              </>
            }
            {...(maySet && { href: hrefFor("neighbourhood", { neighbourhood: id }) })}
          />
        ))}
      </List>
    </Card>
  );
}
