import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Select } from "../ui/Field";
import { Icon } from "../ui/Icon";
import type { Choices, Place, Wanted } from "./order";
import { PastLimit } from "./PastLimit";
import { Standings } from "./Standings";
import type { Call } from "./useCall";

interface ReadBackProps {
  call: Call;
  wanted: Wanted;
  choices: Choices;
}

/** The order before it is placed: where to collect, and what to read to the caller. */
export function ReadBack({ call, wanted, choices }: ReadBackProps) {
  const { check, problem } = call;
  const place = useRef<HTMLDivElement>(null);
  const isStopped = Boolean(problem || check?.against);
  useEffect(() => place.current?.scrollIntoView(), []);
  useEffect(() => {
    if (isStopped) [...(place.current?.querySelectorAll("button") ?? [])].at(-1)?.focus();
  }, [isStopped]);
  return (
    <div ref={place} class="read-back-place">
      <Card title={t("Read to the caller")}>
        {problem && (
          <p class="note note-amber" role="alert">
            <Icon name="warning" /> {problem}
          </p>
        )}
        {check?.against && <PastLimit call={call} against={check.against} />}
        <div class="read-back" aria-live="polite">
          {!check && !problem && <p class="muted">{t("One moment…")}</p>}
          {check?.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        {"group" in wanted && <Standings group={wanted.group} />}
        {call.delivery ? (
          <p class="note">
            <Icon name="home" /> {call.delivery.said}
          </p>
        ) : (
          <Select
            label={t("Collected at")}
            value={call.pickup.stop || String(call.pickup.branch)}
            onValue={(place) => call.collectAt(placeOf(choices, place))}
            options={placesOf(choices)}
          />
        )}
        <Button icon="back" onClick={() => call.choose(undefined)}>
          {t("Another document")}
        </Button>
      </Card>
    </div>
  );
}

/** The branches, then the stops of the bike cart. */
function placesOf({ branches, stops }: Choices): [string, string][] {
  return [
    ...branches.map(({ id, name }): [string, string] => [String(id), name]),
    ...stops.map(({ id, place }): [string, string] => [id, t("Bike cart: {place}", { place })]),
  ];
}

function placeOf({ here, stops }: Choices, chosen: string): Place {
  const stop = stops.find(({ id }) => id === chosen);
  return stop ? { branch: here, stop: stop.id } : { branch: Number(chosen), stop: "" };
}
