import { useEffect, useState } from "preact/hooks";
import { currentPick, inOrder, isActive } from "../picking/walk";
import { hrefFor, type ScreenProps } from "../router";
import { meta, openWalk, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { FloorPlan, type Marked } from "./FloorPlan";
import { floor, useFloor } from "./floor";
import { pathBetween } from "./path";
import "./shelves.css";

/** The floor from above: where one is, where the walk leads, what is done. */
export default function FloorMapScreen({ params }: ScreenProps) {
  const id = params.walk ?? "";
  useEffect(() => void openWalk(id), [id]);
  const isFloorRead = useFloor();
  const picks = inOrder(shown.value.picks.filter((pick) => pick.walk === id));
  const here = currentPick(picks, meta.value.spot?.walk === id ? meta.value.spot.pick : null);
  const [chosen, setChosen] = useState<string>();
  const name = chosen ?? here?.spot?.floor ?? floor.value?.floors[0]?.name;
  const storey = floor.value?.floors.find((one) => one.name === name);
  const count = (storeyName: string) =>
    picks.filter((pick) => isActive(pick) && pick.spot?.floor === storeyName).length;
  if (!isFloorRead) return null;
  const walk = hrefFor("walk", { walk: id });
  return (
    <AppFrame
      title={name ?? t("Floor map")}
      subtitle={here?.spot ? t("You go to bay {bay}", { bay: here.spot.bay }) : undefined}
      back={<BackLink href={walk} />}
    >
      {storey ? (
        <>
          <FloorPlan storey={storey} marked={markedBays(picks, here)} path={legs(picks, here)} />
          <Legend />
        </>
      ) : (
        <EmptyState title={t("No map of this branch yet")}>
          {t("A supervisor can survey the floor with a phone: a quarter of a minute for each bay.")}
        </EmptyState>
      )}
      {(floor.value?.floors.length ?? 0) > 1 && (
        <nav class="floor-tabs" aria-label={t("Floors")}>
          {floor.value?.floors.map((one) => (
            <Button
              key={one.name}
              aria-pressed={one.name === name}
              onClick={() => setChosen(one.name)}
            >
              {[one.name, n("{count} document", "{count} documents", count(one.name))].join(" · ")}
            </Button>
          ))}
        </nav>
      )}
    </AppFrame>
  );
}

function Legend() {
  return (
    <ul class="floor-legend">
      <li class="is-here">{t("Next")}</li>
      <li class="is-to-do">{t("To do")}</li>
      <li class="is-done">{t("Done already")}</li>
      <li class="is-cart">{t("Cart")}</li>
    </ul>
  );
}

/** What is done, to do and next, by the label of the bay; of several, what matters most. */
function markedBays(picks: readonly ShownPick[], here: ShownPick | null): Map<string, Marked> {
  const marked = new Map<string, Marked>();
  for (const pick of picks) {
    const bay = pick.spot?.bay;
    if (!bay || pick.status === "withdrawn" || marked.get(bay) === "here") continue;
    if (pick.id === here?.id) marked.set(bay, "here");
    else if (isActive(pick)) marked.set(bay, "to-do");
    else if (!marked.has(bay)) marked.set(bay, "done");
  }
  return marked;
}

/** From where one is to each document that is left, in the order of the walk. */
function legs(picks: readonly ShownPick[], here: ShownPick | null) {
  const file = floor.value;
  if (!file || !here) return [];
  const left = picks.filter((pick) => isActive(pick) && pick.position >= here.position);
  const places = left.flatMap(({ spot }) =>
    spot?.way && spot.at !== null ? [{ way: spot.way, at: spot.at }] : [],
  );
  return places.slice(1).map((to, before) => pathBetween(file, places[before] ?? to, to));
}
