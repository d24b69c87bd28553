import { ResultLine } from "../picking/ResultLine";
import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { ShelfDocument } from "../store/shapes";
import { whyText } from "../sync/deeds";
import { actions } from "../sync/live";
import { OutcomeChip } from "../sync/OutcomeChip";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { EmptyState } from "../ui/EmptyState";
import { clear, countLeftOpen, notThere, onClearingScan, toClear, toReshelve } from "./clearing";
import { asOf, NothingKnown } from "./ShelvingScreen";
import { serverNow, shelf, useShelf } from "./shelf";
import { slotName } from "./slots";
import { dayText } from "./words";
import "./hold-shelf.css";

const SHOWN = 5;

/** Along the hold shelf, from slot to slot: what nobody came for is taken off. */
export default function ClearingScreen() {
  useShelf();
  const left = toClear(serverNow());
  const [first, ...others] = left;
  const expected = new Set(left.map(({ barcode }) => barcode));
  return (
    <AppFrame
      title={t("Clear the hold shelf")}
      subtitle={asOf() ?? n("{count} document", "{count} documents", left.length)}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        first && (
          <>
            <ScanBox
              label={t("Scan the document")}
              isExpected={(text) => expected.has(text)}
              onScan={(scan) => void onClearingScan(scan)}
            />
            <div class="shelf-answers">
              <Button onClick={() => void clear(first, "tap")}>{t("Taken off")}</Button>
              <Button onClick={() => void notThere(first)}>{t("Not in slot")}</Button>
            </div>
          </>
        )
      }
    >
      {!shelf.value && <NothingKnown />}
      {first && <ToClear one={first} />}
      {shelf.value && !first && <AllClear />}
      {others.length > 0 && <Following documents={others} />}
      <Cleared />
    </AppFrame>
  );
}

function ToClear({ one }: { one: ShelfDocument }) {
  return (
    <section class="slot-card">
      <p class="muted">{t("Slot")}</p>
      <p class="slot-name">{slotName(shelf.value?.slots ?? [], one.slot)}</p>
      <h2 class="slot-title">{one.title}</h2>
      <p class="mono">{one.lines.join(" ")}</p>
      <p class="muted">{[slipText(one.slip), whyOver(one)].filter(Boolean).join(" · ")}</p>
    </section>
  );
}

function whyOver({ status, until }: ShelfDocument): string {
  if (status === "cancelled") return t("cancelled");
  return until ? t("until {day}", { day: dayText(until) }) : t("expired");
}

function Following({ documents }: { documents: readonly ShelfDocument[] }) {
  const slots = shelf.value?.slots ?? [];
  return (
    <section class="stack">
      <h2>{t("Then")}</h2>
      <ul class="list">
        {documents.slice(0, SHOWN).map((one) => (
          <li key={one.barcode} class="row">
            <span class="mono">{slotName(slots, one.slot)}</span>
            <span class="row-text">{one.title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What came of each: for the next patron, or for the stacks. */
function Cleared() {
  const done = actions.value.filter(({ action }) => action.name === "take_off").slice(-SHOWN);
  if (done.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("Taken off")}</h2>
      <ul class="list">
        {done.reverse().map((kept) => (
          <li key={kept.number} class="row">
            <span class="row-text">
              <span class="row-title">{kept.about.title}</span>
              {kept.why && <span class="muted row-why">{whyText(kept)}</span>}
            </span>
            {!kept.why && <OutcomeChip kept={kept} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AllClear() {
  const back = toReshelve(shelf.value, actions.value).length;
  const open = countLeftOpen();
  return (
    <EmptyState
      title={t("Nothing to clear")}
      action={
        back > 0 && (
          <ButtonLink kind="primary" icon="shelf" href={hrefFor("reshelving")}>
            {n("Put {count} document back", "Put {count} documents back", back)}
          </ButtonLink>
        )
      }
    >
      {open > 0
        ? n(
            "{count} slot was empty: the next file of loans will say whether its document was collected.",
            "{count} slots were empty: the next file of loans will say whether their documents were collected.",
            open,
          )
        : t("Every document on the hold shelf is still waited for.")}
    </EmptyState>
  );
}
