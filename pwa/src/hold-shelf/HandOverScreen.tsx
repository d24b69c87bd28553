import { useEffect, useState } from "preact/hooks";
import { ResultLine } from "../picking/ResultLine";
import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { ShelfDocument } from "../store/shapes";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { useOnce } from "../ui/useOnce";
import {
  type Bundle,
  bundles,
  give,
  giveAll,
  handed,
  inTheSlot,
  letGo,
  nextPerson,
  noteMissing,
  onDeskScan,
  openChosen,
  opened,
  waiting,
} from "./handing";
import { asOf, NothingKnown } from "./ShelvingScreen";
import { documents, shelf, useShelf } from "./shelf";
import { slotName } from "./slots";
import { isCollectable } from "./standing";
import { dayText, onCart } from "./words";
import "./hold-shelf.css";

/** At the desk: a card, a code or a slot opens the bundle; then its documents are scanned out. */
export default function HandOverScreen() {
  useShelf();
  const [isChoosing, setChoosing] = useState(false);
  const [doubted, setDoubted] = useState<ShelfDocument>();
  const [unwanted, setUnwanted] = useState<ShelfDocument>();
  // Nothing of a patron stays when somebody leaves the desk.
  useEffect(() => nextPerson, []);
  const isBusy = opened.value.length > 0;
  const left = waiting();
  const giving = useOnce(giveAll);
  const expected = new Set(documents.value.map(({ barcode }) => barcode));
  return (
    <AppFrame
      title={t("Hand over")}
      subtitle={asOf()}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox
            label={isBusy ? t("Scan a document") : t("Scan the card")}
            typedLabel={t("Number under the bars, or name of the slot")}
            isExpected={(text) => expected.has(text)}
            onScan={(scan) => void onDeskScan(scan)}
          />
          <div class="shelf-answers">
            {left.length > 0 && (
              <Button disabled={giving.isUnderWay} onClick={() => void giving.run()}>
                {inTheSlot().length < left.length ? t("Give from slot") : t("Give all")}
              </Button>
            )}
            <Button onClick={() => setChoosing(true)}>{t("Choose the slot")}</Button>
            {isBusy && <Button onClick={nextPerson}>{t("Next person")}</Button>}
          </div>
        </>
      }
    >
      {!shelf.value && <NothingKnown />}
      {shelf.value && !isBusy && (
        <EmptyState title={t("Scan the card")}>
          {t(
            "Or the code in the mail, from paper or from a phone. Several cards, one after the other, make one hand-over.",
          )}
        </EmptyState>
      )}
      {bundles().map((bundle) => (
        <BundleCard
          key={bundle.bundle}
          bundle={bundle}
          onMissing={setDoubted}
          onUnwanted={setUnwanted}
        />
      ))}
      {isChoosing && <ChooseSlot onClose={() => setChoosing(false)} />}
      {doubted && <IsItGone one={doubted} onClose={() => setDoubted(undefined)} />}
      {unwanted && <IsItUnwanted one={unwanted} onClose={() => setUnwanted(undefined)} />}
    </AppFrame>
  );
}

interface BundleCardProps {
  bundle: Bundle;
  onMissing: (one: ShelfDocument) => void;
  onUnwanted: (one: ShelfDocument) => void;
}

function BundleCard({ bundle, onMissing, onUnwanted }: BundleCardProps) {
  const { here, name, toCome } = bundle;
  const slots = shelf.value?.slots ?? [];
  const where = [...new Set(here.filter(({ slot }) => slot).map(({ slot }) => slot))];
  const title = name ?? slipText(here[0]?.slip ?? null);
  return (
    <Card title={title || t("The bundle")}>
      {where.length > 0 && (
        <p class="bundle-slots">
          <span class="sr-only">{t("Slot")} </span>
          {where.map((slot) => slotName(slots, slot)).join(" + ")}
        </p>
      )}
      {here.length === 0 && <p>{t("Nothing waits here for this card.")}</p>}
      <ul class="list">
        {here.map((one) => (
          <BundleRow
            key={one.barcode}
            one={one}
            onMissing={() => onMissing(one)}
            onUnwanted={() => onUnwanted(one)}
          />
        ))}
      </ul>
      {toCome > 0 && (
        <p class="muted">
          {n("{count} document is still to come.", "{count} documents are still to come.", toCome)}
        </p>
      )}
    </Card>
  );
}

interface BundleRowProps {
  one: ShelfDocument;
  onMissing: () => void;
  onUnwanted: () => void;
}

function BundleRow({ one, onMissing, onUnwanted }: BundleRowProps) {
  const isGiven = handed.value.has(one.barcode) && !isCollectable(one);
  const about = [
    one.lines.join(" "),
    one.slot && t("In slot {slot}", { slot: slotName(shelf.value?.slots ?? [], one.slot) }),
    one.until && t("until {day}", { day: dayText(one.until) }),
  ];
  return (
    <li class="bundle-row">
      <span class="row-text">
        <span class="row-title">{one.title}</span>
        <span class="muted">{about.filter(Boolean).join(" · ")}</span>
      </span>
      {isGiven ? (
        <Chip colour="green" icon="tick">
          {t("Handed over")}
        </Chip>
      ) : (
        <span class="bundle-answers">
          {one.status === "found" && (
            <Chip colour="amber" icon="clock">
              {t("Still in a cart")}
            </Chip>
          )}
          <Button onClick={() => void give(one, "tap")}>{t("Give")}</Button>
          <Button kind="quiet" onClick={onMissing}>
            {t("Not in slot")}
          </Button>
          <Button kind="quiet" onClick={onUnwanted}>
            {t("Not wanted")}
          </Button>
        </span>
      )}
    </li>
  );
}

/** Without a card and without a code: what waits, by slot and slip. */
function ChooseSlot({ onClose }: { onClose: () => void }) {
  const slots = shelf.value?.slots ?? [];
  const here = documents.value.filter(isCollectable);
  const first = new Map(here.map((one) => [one.bundle, one]));
  const lines = [...first.values()].sort((one, other) => place(one) - place(other));
  function place({ slot }: ShelfDocument): number {
    const at = slots.findIndex(({ id }) => id === slot);
    return at < 0 ? slots.length : at;
  }
  const choose = (one: ShelfDocument) => {
    onClose();
    void openChosen(one);
  };
  return (
    <Dialog
      open
      title={t("Choose the slot")}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("Close")}</Button>}
    >
      {lines.length === 0 && <p>{t("Nothing waits on the hold shelf.")}</p>}
      <div class="slot-lines">
        {lines.map((one) => (
          <Button key={one.bundle} onClick={() => choose(one)}>
            {one.slot
              ? [slotName(slots, one.slot), slipText(one.slip)].filter(Boolean).join(" · ")
              : onCart(one.slip)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

function IsItGone({ one, onClose }: { one: ShelfDocument; onClose: () => void }) {
  const { run: gone } = useOnce(async () => {
    await noteMissing(one);
    onClose();
  });
  return (
    <Dialog
      open
      title={t("Not in its slot?")}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" onClick={() => void gone()}>
            {t("It is not there")}
          </Button>
          <Button onClick={onClose}>{t("Look again")}</Button>
        </>
      }
    >
      <p>{one.title}</p>
      <p class="muted">
        {t(
          "Look in the slots beside it first. Then it is looked for again, and the patron is told.",
        )}
      </p>
    </Dialog>
  );
}

function IsItUnwanted({ one, onClose }: { one: ShelfDocument; onClose: () => void }) {
  const { isUnderWay, run: leave } = useOnce(async () => {
    await letGo(one);
    onClose();
  });
  return (
    <Dialog
      open
      title={t("No longer wanted?")}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" disabled={isUnderWay} onClick={() => void leave()}>
            {t("Cancel the hold")}
          </Button>
          <Button onClick={onClose}>{t("Keep it")}</Button>
        </>
      }
    >
      <p>{one.title}</p>
      <p class="muted">{t("It goes to the next who waits for it, or back to the stacks.")}</p>
    </Dialog>
  );
}
