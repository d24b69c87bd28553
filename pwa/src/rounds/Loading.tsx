import type { ComponentChildren } from "preact";
import { howOf } from "../picking/doing";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { dayText } from "../supervisors/pickup-days";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Select } from "../ui/Field";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { Gauge } from "./Gauge";
import { LeaveButton } from "./LeaveButton";
import { load } from "./riding";
import { carried, type OnTheWay, type Riding, type Street, shownTitle, tooHeavy } from "./street";

interface LoadingProps {
  street: Street;
  way: OnTheWay;
  onLeave: () => void;
  onVisit: (visit: { neighbourhood: string; planned: string }) => void;
  more: ComponentChildren;
}

/** Everything that rides is scanned onto the cart; reserved titles first. */
export function Loading({ street, way, onLeave, onVisit, more }: LoadingProps) {
  const left = way.documents.filter(({ where }) => where === "in_hand" || where === "to_fetch");
  const on = way.documents.filter(({ where }) => where === "on_cart");
  const expected = new Set(way.documents.map(({ barcode }) => barcode));
  return (
    <AppFrame
      title={t("Load the cart")}
      subtitle={`${street.name} · ${dayText(street.day)}`}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      progress={
        <ProgressBar label={t("Loaded")} done={on.length} total={on.length + left.length} />
      }
      bar={
        <>
          <ScanBox
            label={t("Scan onto the cart")}
            isExpected={(text) => expected.has(text)}
            onScan={(scan) => void onScan(street, way, scan)}
          />
          <LeaveButton street={street} way={way} onLeave={onLeave} />
        </>
      }
    >
      <OfflineNote />
      <Card title={t("On the cart")}>
        <Gauge {...carried(way.documents)} limit={street.limit} />
        <p class="muted">{n("{count} document", "{count} documents", on.length)}</p>
      </Card>
      {left.length > 0 && (
        <Card title={t("Still to load")}>
          <ul class="list">
            {left.map((one) => (
              <ToLoad key={one.hold} street={street} one={one} />
            ))}
          </ul>
        </Card>
      )}
      {street.visits.length > 1 && (
        <Select
          label={t("Visit")}
          value={street.neighbourhood}
          onValue={(chosen) => {
            const visit = street.visits.find(({ neighbourhood }) => neighbourhood === chosen);
            if (visit) onVisit(visit);
          }}
          options={street.visits.map(({ neighbourhood, name }) => [neighbourhood, name])}
        />
      )}
      {more}
    </AppFrame>
  );
}

function ToLoad({ street, one }: { street: Street; one: Riding }) {
  const stop = street.stops.find(({ id }) => id === one.stop)?.place;
  const about = one.reserved ? [slipText(one.slip), stop] : [one.location];
  return (
    <li class="cart-line">
      <span class="row-text">
        {one.lines.length > 0 && <span class="mono">{one.lines.join(" ")}</span>}
        <span class="row-title">{shownTitle(one)}</span>
        <span class="muted">{about.filter(Boolean).join(" · ")}</span>
        <span class="cart-chips">
          {one.reserved && (
            <Chip colour="violet" icon="person">
              {t("Reserved")}
            </Chip>
          )}
          {one.where === "to_fetch" && <Chip colour="amber">{t("Not fetched yet")}</Chip>}
        </span>
      </span>
    </li>
  );
}

async function onScan(
  street: Street,
  way: OnTheWay,
  { kind, text, via, raw }: Scan,
): Promise<void> {
  const one = way.documents.find(({ barcode }) => barcode === text);
  if (!one) {
    if (kind === "isbn" || kind === "card") return showResult({ kind });
    const detail = t("It is not on the list of this visit: leave it here. {code}", {
      code: raw.slice(0, 40),
    });
    return showResult({ kind: "refused", word: t("Not for the cart"), detail });
  }
  if (one.where === "on_cart") {
    return showResult({ kind: "already-found", word: t("On the cart already"), detail: one.title });
  }
  if (one.where === "gone") {
    return showResult({ kind: "refused", word: t("With a reader"), detail: one.title });
  }
  const heavy = tooHeavy(street, way, one);
  if (heavy) {
    const detail =
      heavy === "full"
        ? t("The cart would carry more than it may. Leave this at home, or take something out.")
        : t("What is reserved comes first, and would not find room. Leave this at home.");
    return showResult({ kind: "refused", word: t("Too heavy"), detail });
  }
  if (!(await load(street, one, howOf(via)))) return;
  const detail = one.reserved ? `${one.title} · ${slipText(one.slip)}` : one.title;
  showResult({ kind: "found", word: t("Loaded"), detail });
}
