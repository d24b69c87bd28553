import type { ComponentChildren } from "preact";
import { FloorPlan, type Marked } from "../shelves/FloorPlan";
import { floor, useFloor } from "../shelves/floor";
import type { Storey } from "../store/shapes";
import { n, t } from "../texts";
import { Card } from "../ui/Card";
import type { BayLooks } from "./report";
import { MOST, vain } from "./vain";
import "../shelves/shelves.css";

/** From this share of vain looks on, a bay is worth a visit. */
const MANY = 0.2;
/** Of one look nobody learns anything. */
const ENOUGH = 2;

interface NotFoundMapProps {
  bays: readonly BayLooks[];
  aside: ComponentChildren;
}

/** Where on the floor documents are not found: a picture, and beside it the worst bays in words. */
export function NotFoundMap({ bays, aside }: NotFoundMapProps) {
  useFloor();
  const storeys = floor.value?.floors ?? [];
  const marked = new Map(bays.map((one) => [one.bay, markOf(one)] as const));
  const worst = bays.filter(({ not_found }) => not_found > 0).slice(0, MOST);
  return (
    <Card title={t("Not found, on the floor")} aside={bays.length > 0 && aside}>
      {bays.length === 0 && (
        <p class="muted">
          {t("Once the floor has been surveyed, its bays show here how often one looked in vain.")}
        </p>
      )}
      {bays.length > 0 &&
        storeys.map((one) => <Floor key={one.name} storey={one} marked={marked} />)}
      {bays.length > 0 && <Legend />}
      <ul class="list">
        {worst.map((one) => (
          <li key={one.bay} class="row">
            <span class="row-text">
              <span class="row-title">{t("Bay {bay}", { bay: one.bay })}</span>
              <span class="muted">{vain(one)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Floor({ storey, marked }: { storey: Storey; marked: ReadonlyMap<string, Marked> }) {
  const many = storey.bays.filter(({ label }) => marked.get(label) === "many").length;
  const bays = n("{count} bay with many vain looks", "{count} bays with many vain looks", many);
  return (
    <figure class="floor-figure">
      <FloorPlan storey={storey} marked={marked} path={[]} words={`${storey.name}: ${bays}`} />
      <figcaption class="muted">{storey.name}</figcaption>
    </figure>
  );
}

function Legend() {
  return (
    <ul class="floor-legend">
      <li>{t("nobody looked")}</li>
      <li class="is-none">{t("everything was there")}</li>
      <li class="is-few">{t("some in vain")}</li>
      <li class="is-many">{t("one look in five in vain or more, of at least two")}</li>
    </ul>
  );
}

function markOf({ found, not_found, rate }: BayLooks): Marked {
  if (not_found === 0) return "none";
  return rate >= MANY && found + not_found >= ENOUGH ? "many" : "few";
}
