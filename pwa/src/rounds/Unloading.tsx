import { useState } from "preact/hooks";
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
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { endRound, unload } from "./riding";
import { type OnTheWay, type Street, stillOn } from "./street";

interface UnloadingProps {
  street: Street;
  way: OnTheWay;
}

/** Back at the library: each document is scanned off, and everything is accounted for. */
export function Unloading({ street, way }: UnloadingProps) {
  const [isAsked, setAsked] = useState(false);
  const left = stillOn(way);
  const { handedOver, lent, takenBack, unloaded } = way.counts;
  const end = async () => {
    setAsked(false);
    if (await endRound(street)) showResult({ kind: "saved", word: t("The round is over") });
  };
  const expected = new Set(left.map(({ barcode }) => barcode));
  return (
    <AppFrame
      title={way.hasEnded ? t("The round is over") : t("Unload the cart")}
      subtitle={`${street.name} · ${dayText(street.day)}`}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      progress={
        <ProgressBar label={t("Unloaded")} done={unloaded} total={unloaded + left.length} />
      }
      bar={
        !way.hasEnded && (
          <>
            <ScanBox
              label={t("Scan off the cart")}
              isExpected={(text) => expected.has(text)}
              onScan={(scan) => void onScan(street, way, scan)}
            />
            <Button icon="tick" onClick={() => (left.length > 0 ? setAsked(true) : void end())}>
              {t("End the round")}
            </Button>
          </>
        )
      }
    >
      <OfflineNote />
      <Card title={t("Accounted for")}>
        <dl class="street-sums">
          <dt>{t("Handed over")}</dt>
          <dd>{handedOver}</dd>
          <dt>{t("Lent")}</dt>
          <dd>{lent}</dd>
          <dt>{t("Given back")}</dt>
          <dd>{takenBack}</dd>
          <dt>{t("Unloaded")}</dt>
          <dd>{unloaded}</dd>
          <dt>{way.hasEnded ? t("Missing") : t("Still on the cart")}</dt>
          <dd>{left.length}</dd>
        </dl>
      </Card>
      {way.hasEnded && (
        <EmptyState title={t("Thank you for riding")}>
          {t("Sign out when all is sent: names and cards leave this phone.")}
        </EmptyState>
      )}
      {left.length > 0 && (
        <Card title={way.hasEnded ? t("Missing") : t("Still on the cart")}>
          <ul class="list">
            {left.map(({ barcode, title }) => (
              <li key={barcode} class="row">
                <span class="row-text">
                  <span class="row-title">{title || barcode}</span>
                  <span class="muted mono">{barcode}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Dialog
        open={isAsked}
        title={n("Is {count} document missing?", "Are {count} documents missing?", left.length)}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="primary" icon="scan" onClick={() => setAsked(false)}>
              {t("Go on scanning")}
            </Button>
            <Button kind="danger" onClick={() => void end()}>
              {n("It is missing", "They are missing", left.length)}
            </Button>
          </>
        }
      >
        <p>{t("What was not scanned off the cart will be looked for.")}</p>
      </Dialog>
    </AppFrame>
  );
}

async function onScan(street: Street, way: OnTheWay, scan: Scan): Promise<void> {
  const { kind, text, via, raw } = scan;
  if (kind === "isbn" || kind === "card") return showResult({ kind });
  if (kind === "unreadable" || kind === "label") {
    return showResult({ kind: "unknown", detail: raw.slice(0, 40) });
  }
  const one = way.documents.find(({ barcode }) => barcode === text);
  const back = way.returned.find(({ barcode }) => barcode === text);
  if (one?.where !== "on_cart" && !back) {
    const detail = t("As far as this phone knows it is not on the cart.");
    return showResult({ kind: "refused", word: t("Not on the cart"), detail });
  }
  const title = one?.title ?? back?.title ?? "";
  if (!(await unload(street, { barcode: text, title, how: howOf(via) }))) return;
  const isKept = one?.reserved || back?.aside;
  const detail = isKept
    ? [t("To the hold shelf"), one && slipText(one.slip)].filter(Boolean).join(" · ")
    : t("To the stacks");
  showResult({ kind: isKept ? "found-further" : "found", word: t("Unloaded"), detail });
}
