import { useEffect, useState } from "preact/hooks";
import { hrefFor } from "../router";
import { BayFront } from "../shelves/BayFront";
import { PlaceSigns } from "../shelves/PlaceSigns";
import type { Copy } from "../store/shapes";
import { locationOf, meta } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { n, t } from "../texts";
import { Chip } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { lazily } from "../ui/lazily";
import { SpineLabel } from "../ui/SpineLabel";
import { gommetteOf } from "./gommette";
import { Neighbours } from "./Neighbours";
import { daysAgo, whenText } from "./when";
import { descriptionOf, shortBarcode, slipText, titleOf } from "./words";

const HalfTaken = lazily(async () => (await import("./HalfTaken")).HalfTaken);
const ChosenList = lazily(async () => (await import("./ChosenList")).ChosenList);

interface PickCardProps {
  pick: ShownPick;
  others: readonly Copy[];
  /** All that the walk knows: no two are shown alike. */
  barcodes: ReadonlySet<string>;
}

/** What came back longer ago than this stands on its shelf by now. */
const ON_TROLLEY_DAYS = 2;

/** One document to fetch: the label to look for, what it is, and what else would do. */
export function PickCard({ pick, others, barcodes }: PickCardProps) {
  const { target } = pick;
  const location = locationOf(target?.location);
  // A new pick begins at its label, however far the last one was scrolled.
  useEffect(() => scrollTo({ top: 0 }), []);
  return (
    <article class="pick">
      {pick.status === "later" && <HalfTaken pick={pick} />}
      <Spot pick={pick} barcodes={barcodes} />
      <PlaceSigns location={location} spot={pick.spot} secondStop={target?.second_stop} />
      {isBackLately(pick.returned) && (
        <p class="note note-amber pick-returned">
          <Icon name="clock" />
          {t("Returned {when}: look on the trolley first", { when: whenText(pick.returned) })}
        </p>
      )}
      <h2 class="pick-title">{titleOf(pick)}</h2>
      <p class="pick-about">{descriptionOf(pick)}</p>
      {pick.spot && <Marks pick={pick} barcodes={barcodes} />}
      <Notes pick={pick} />
      {pick.look && <p class="pick-about">{lookText(pick.look)}</p>}
      {pick.neighbours && <Neighbours pick={pick} />}
      {pick.chosen.length > 0 && <ChosenList pick={pick} />}
      {others.length > 0 && <Others others={others} barcodes={barcodes} />}
    </article>
  );
}

/** The label as it stands on the spine, and beside it the bay, or else what helps to be sure. */
function Spot({ pick, barcodes }: Omit<PickCardProps, "others">) {
  const { target, hold } = pick;
  const location = locationOf(target?.location);
  return (
    <div class="pick-spot">
      {target ? (
        <SpineLabel lines={target.lines} gommette={gommetteOf(location?.colour)} />
      ) : (
        hold.wants === "selection" && <Wishes pick={pick} />
      )}
      {pick.spot ? (
        <a class="bay-link" href={hrefFor("floor-map", { walk: pick.walk })}>
          <BayFront spot={pick.spot} />
        </a>
      ) : (
        <Marks pick={pick} barcodes={barcodes} />
      )}
    </div>
  );
}

/** The numbers that tell one document from its likes. */
function Marks({ pick: { id, hold, target }, barcodes }: Omit<PickCardProps, "others">) {
  return (
    <div class="pick-marks">
      {hold.slip !== null && <Slip number={hold.slip} />}
      {target && <Barcode key={id} barcode={target.barcode} barcodes={barcodes} />}
    </div>
  );
}

/** The paper that travels with the document. */
function Slip({ number }: { number: number }) {
  return (
    <p class="slip">
      <span class="sr-only">{slipText(number)}</span>
      <span aria-hidden="true">{t("Slip")}</span>
      <span aria-hidden="true" class="slip-number">
        {number}
      </span>
    </p>
  );
}

function Barcode({ barcode, barcodes }: { barcode: string; barcodes: ReadonlySet<string> }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <button type="button" class="barcode" onClick={() => setWhole(!isWhole)}>
      <span class="sr-only">{t("Barcode {barcode}", { barcode })} </span>
      {isWhole ? barcode : endOf(barcode, barcodes)}
    </button>
  );
}

function endOf(barcode: string, barcodes: ReadonlySet<string>): string {
  return shortBarcode(barcode, barcodes, meta.value.branch?.settings.barcode_pattern);
}

function isBackLately(returned: string | null): returned is string {
  return returned !== null && daysAgo(returned) <= ON_TROLLEY_DAYS;
}

function Notes({ pick }: { pick: ShownPick }) {
  const { hold, target, late } = pick;
  return (
    <p class="pick-notes">
      {target && target.parts > 1 && (
        <Chip colour="violet" icon="list">
          {target.parts_note || n("{count} part", "{count} parts", target.parts)}
        </Chip>
      )}
      {hold.looks > 0 && (
        <Chip colour="amber" icon="search">
          {t("Second look")}
        </Chip>
      )}
      {late && (
        <Chip colour="blue" icon="plus">
          {t("Just added")}
        </Chip>
      )}
    </p>
  );
}

/** What whoever looked before has said, for the second pair of eyes. */
function lookText({ at, said }: NonNullable<ShownPick["look"]>): string {
  const looked = t("Looked for {when}", { when: whenText(at) });
  if (!said) return looked;
  return [looked, said === "unusable" ? t("Not usable") : t("Not on the shelf")].join(" · ");
}

function Wishes({ pick }: { pick: ShownPick }) {
  const { number, wishes } = pick.hold.selection ?? {};
  const count = pick.chosen.length;
  return (
    <div class="wishes">
      <p class="wishes-count">
        {number ? t("{count} of {number}", { count, number }) : String(count)}
      </p>
      <p>{t("Choose on the shelf, then scan each document.")}</p>
      {wishes && <p class="wishes-text">{wishes}</p>}
    </div>
  );
}

function Others({ others, barcodes }: Omit<PickCardProps, "pick">) {
  return (
    <details class="others">
      <summary>
        <Icon name="down" />
        {n("{count} other copy would do", "{count} other copies would do", others.length)}
      </summary>
      <ul class="list">
        {others.map((copy) => (
          <li key={copy.item} class="other">
            <SpineLabel
              lines={copy.lines}
              gommette={gommetteOf(locationOf(copy.location)?.colour)}
              size="small"
            />
            <span>
              {locationOf(copy.location)?.name ?? t("Elsewhere")}
              <span class="muted other-detail">{aboutCopy(copy, barcodes)}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function aboutCopy({ barcode, on_shelf }: Copy, barcodes: ReadonlySet<string>): string {
  const doubt = on_shelf ? "" : t("perhaps not on the shelf");
  return [endOf(barcode, barcodes), doubt].filter(Boolean).join(" · ");
}
