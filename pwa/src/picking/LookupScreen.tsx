import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { store } from "../store/memory";
import type { WalkPick } from "../store/shapes";
import { locationOf, meta } from "../sync/live";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { EmptyState } from "../ui/EmptyState";
import { ResultBanner } from "../ui/ResultBanner";
import { SpineLabel } from "../ui/SpineLabel";
import { reportSeen } from "./doing";
import { gommetteOf } from "./gommette";
import { looksLikeCard } from "./meaning";
import { pickStates } from "./states";
import { descriptionOf, slipText, titleOf } from "./words";
import "./picking.css";

interface Seen {
  scan: Scan;
  picks: WalkPick[];
}

/** "What is this?": any document in hand, and whether somebody waits for it. */
export default function LookupScreen() {
  const [seen, setSeen] = useState<Seen>();
  const look = async (scan: Scan) => {
    const picks = await picksWith(scan);
    setSeen({ scan, picks });
    const isCard = looksLikeCard(scan.text, meta.value.branch?.settings.card_prefixes);
    if (scan.kind === "item" && picks.length === 0 && !isCard) await reportSeen(scan.text);
  };
  return (
    <AppFrame
      title={t("What is this?")}
      back={<BackLink href={hrefFor("today")} />}
      bar={<ScanBox onScan={(scan) => void look(scan)} />}
    >
      {seen ? (
        <Answer {...seen} />
      ) : (
        <EmptyState title={t("Scan any document")}>
          {t("Rayon says whether it is on one of today’s walks and for which slip.")}
        </EmptyState>
      )}
    </AppFrame>
  );
}

async function picksWith({ kind, text }: Scan): Promise<WalkPick[]> {
  if (kind !== "item" && kind !== "isbn") return [];
  const picks = await store.allPicks();
  return picks.filter(
    ({ copies, isbns }) =>
      copies.some(({ barcode }) => barcode === text) || (kind === "isbn" && isbns.includes(text)),
  );
}

function Answer({ scan, picks }: Seen) {
  if (scan.kind === "card") return <ResultBanner kind="card" />;
  if (scan.kind === "isbn" && picks.length === 0) return <ResultBanner kind="isbn" />;
  if (scan.kind !== "item" && scan.kind !== "isbn") {
    return <ResultBanner kind="unknown" detail={scan.raw.slice(0, 40)} />;
  }
  if (picks.length === 0) {
    return (
      <ResultBanner
        kind="far"
        word={t("Not on the list")}
        detail={t("{barcode}. If somebody looks for it, the server will say so.", {
          barcode: scan.text,
        })}
      />
    );
  }
  return (
    <>
      {picks.map((pick) => (
        <Known key={pick.id} pick={pick} barcode={scan.text} />
      ))}
    </>
  );
}

function Known({ pick, barcode }: { pick: WalkPick; barcode: string }) {
  const copy = pick.copies.find((one) => one.barcode === barcode) ?? pick.target;
  const { word, colour, icon } = pickStates[pick.status];
  const location = locationOf(copy?.location);
  return (
    <Card
      title={titleOf(pick)}
      aside={
        <Chip colour={colour} icon={icon}>
          {word()}
        </Chip>
      }
    >
      {copy && <SpineLabel lines={copy.lines} gommette={gommetteOf(location?.colour)} />}
      <p class="muted">{descriptionOf(pick)}</p>
      <p>{[slipText(pick.hold.slip), location?.name].filter(Boolean).join(" · ")}</p>
    </Card>
  );
}
