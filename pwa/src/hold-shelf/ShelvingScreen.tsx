import { useState } from "preact/hooks";
import { ResultLine } from "../picking/ResultLine";
import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import { hasRole } from "../staff/session";
import type { ShelfDocument } from "../store/shapes";
import { clockText, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { ButtonLink } from "../ui/ButtonLink";
import { EmptyState } from "../ui/EmptyState";
import { Answers, InHand, OtherSlot } from "./InHand";
import { meaningOfDocument } from "./meaning";
import { documents, problem, serverNow, shelf, useShelf } from "./shelf";
import { inHand, onRowTap, onShelfScan } from "./shelving";
import { isComing, isOver } from "./standing";
import "./hold-shelf.css";

/** From the cart onto the hold shelf: scan the document, then its slot. */
export default function ShelvingScreen() {
  useShelf();
  const [isChoosing, setChoosing] = useState(false);
  const one = inHand();
  const slots = shelf.value?.slots ?? [];
  const meaning = one && meaningOfDocument(one, serverNow());
  const expected = new Set([
    ...documents.value.map(({ barcode }) => barcode),
    ...slots.map(({ barcode }) => barcode),
  ]);
  return (
    <AppFrame
      title={t("Shelve")}
      subtitle={asOf()}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox
            label={meaning?.kind === "in-hand" ? t("Scan the slot") : t("Scan the document")}
            typedLabel={t("Number under the bars, or name of the slot")}
            isExpected={(text) => expected.has(text)}
            onScan={(scan) => void onShelfScan(scan)}
          />
          {one && <Answers one={one} onOther={() => setChoosing(true)} />}
        </>
      }
    >
      {one ? <InHand one={one} /> : <Waiting />}
      {one && isChoosing && <OtherSlot one={one} onClose={() => setChoosing(false)} />}
    </AppFrame>
  );
}

/** How old what the phone knows is, where it could not be renewed. */
export function asOf(): string | undefined {
  if (!shelf.value || !problem.value) return undefined;
  return t("As of {time}", { time: clockText(shelf.value.at) });
}

/** What is still in the carts and crates. */
function Waiting() {
  if (!shelf.value) return <NothingKnown />;
  const now = serverNow();
  const open = documents.value.filter((one) => !isOver(one, now));
  const here = open.filter(
    ({ status, to, from, goes_on }) => status === "found" && to === null && !from && !goes_on,
  );
  const away = open.filter(({ status, to }) => status === "found" && to !== null);
  const coming = open.filter(isComing);
  const hasSlots = shelf.value.slots.length > 0;
  // The crate needs no slots.
  if (!hasSlots && away.length + coming.length === 0) return <NoSlots />;
  if (here.length + away.length + coming.length === 0) {
    return (
      <EmptyState title={t("Everything is shelved")}>
        {t("What the walks bring in next stands here as soon as it is found.")}
      </EmptyState>
    );
  }
  return (
    <>
      {hasSlots && <Group title={t("To shelve")} documents={here} />}
      <Group title={t("For another branch")} documents={away} />
      <Group title={t("On its way here")} documents={coming} />
    </>
  );
}

function Group({ title, documents }: { title: string; documents: readonly ShelfDocument[] }) {
  if (documents.length === 0) return null;
  return (
    <section class="stack">
      <h2>
        {title} <span class="muted">{documents.length}</span>
      </h2>
      <ul class="list">
        {documents.map((one) => (
          <li key={one.barcode}>
            <button type="button" class="row row-button" onClick={() => onRowTap(one)}>
              <span class="row-text">
                <span class="row-title">{one.title}</span>
                <span class="muted">
                  {[slipText(one.slip), one.lines.join(" "), one.to ?? one.from]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Before the first answer: nothing can be said of any document. */
export function NothingKnown() {
  return problem.value ? (
    <p class="note note-amber">{problem.value}</p>
  ) : (
    <p class="note">{t("Asking for the hold shelf…")}</p>
  );
}

function NoSlots() {
  return (
    <EmptyState
      title={t("This branch has no slots yet")}
      action={
        hasRole("supervisor") && (
          <ButtonLink kind="primary" href={hrefFor("slots")}>
            {t("Set up the slots")}
          </ButtonLink>
        )
      }
    >
      {t("A supervisor names the slots of the hold shelf first.")}
    </EmptyState>
  );
}
