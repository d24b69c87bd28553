import { ResultLine } from "../picking/ResultLine";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { ToReshelve } from "../store/shapes";
import { actions } from "../sync/live";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { SpineLabel } from "../ui/SpineLabel";
import { onReshelvingScan, putBack, toReshelve } from "./clearing";
import { asOf, NothingKnown } from "./ShelvingScreen";
import { shelf, useShelf } from "./shelf";
import "./hold-shelf.css";

/** Back to the stacks, in shelf order, each scanned where it stands. */
export default function ReshelvingScreen() {
  useShelf();
  const left = toReshelve(shelf.value, actions.value);
  const [first, ...others] = left;
  const expected = new Set(left.map(({ barcode }) => barcode));
  return (
    <AppFrame
      title={first?.location ?? t("Back to the stacks")}
      subtitle={asOf() ?? n("{count} document", "{count} documents", left.length)}
      back={<BackLink href={hrefFor("clearing")} />}
      result={<ResultLine />}
      bar={
        first && (
          <>
            <ScanBox
              label={t("Scan the document")}
              isExpected={(text) => expected.has(text)}
              onScan={(scan) => void onReshelvingScan(scan)}
            />
            <div class="shelf-answers">
              <Button icon="tick" onClick={() => void putBack(first, "tap")}>
                {first.home ? t("It is in the crate") : t("It is on its shelf")}
              </Button>
            </div>
          </>
        )
      }
    >
      {!shelf.value && <NothingKnown />}
      {first && <PutBack one={first} />}
      {shelf.value && !first && (
        <EmptyState title={t("The cart is empty")}>
          {t("What is taken off the hold shelf and wanted by nobody comes here.")}
        </EmptyState>
      )}
      {others.length > 0 && <Following documents={others} />}
    </AppFrame>
  );
}

function PutBack({ one }: { one: ToReshelve }) {
  return (
    <section class="stack">
      <SpineLabel lines={one.lines} />
      <h2 class="slot-title">{one.title}</h2>
      <p class="muted">{one.author}</p>
      {one.home && (
        <p class="note note-amber">{t("It belongs to {branch}", { branch: one.home })}</p>
      )}
    </section>
  );
}

function Following({ documents }: { documents: readonly ToReshelve[] }) {
  return (
    <section class="stack">
      <h2>{t("Then")}</h2>
      <ul class="list">
        {documents.map((one) => (
          <li key={one.barcode} class="row">
            <span class="row-text">
              <span class="mono">{one.lines.join(" ")}</span>
              <span>{one.title}</span>
              <span class="muted">{one.location}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
