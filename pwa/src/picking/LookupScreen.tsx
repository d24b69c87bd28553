import { useEffect, useState } from "preact/hooks";
import { ask } from "../api";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { store } from "../store/memory";
import type { Title, WalkPick } from "../store/shapes";
import { whyText } from "../sync/deeds";
import { actions, locationOf, markRead, meta } from "../sync/live";
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
import { walkState } from "./here";
import { looksLikeCard } from "./meaning";
import { pickStates } from "./states";
import { understood } from "./typed";
import { descriptionOf, slipText, titleOf } from "./words";
import "./picking.css";

/** What the server knows of a document that is on no list here. */
interface Document {
  title: Title;
  volume: string;
  lines: string[];
  colour: string;
  location: string;
  branch: string;
}

interface Seen {
  scan: Scan;
  picks: WalkPick[];
  /** The id of the action that says it was met. */
  met?: string | undefined;
  document?: Document | undefined;
}

/** "What is this?": any document in hand, and whether somebody waits for it. */
export default function LookupScreen() {
  const [seen, setSeen] = useState<Seen>();
  const look = async (read: Scan) => {
    const scan = await whole(read);
    const picks = await picksWith(scan);
    setSeen({ scan, picks });
    const isCard = looksLikeCard(scan.text, meta.value.branch?.settings.card_prefixes);
    if (scan.kind !== "item" || picks.length > 0 || isCard) return;
    const met = (await reportSeen(scan.text))?.action.id;
    setSeen({ scan, picks, met });
    const document = await documentWith(scan.text);
    // Another document may have been scanned meanwhile.
    setSeen((now) => (now?.scan === scan ? { ...now, document } : now));
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

/** The end of a barcode, as walks show it, is understood here, too; all else is asked for as typed. */
async function whole(scan: Scan): Promise<Scan> {
  const picks = (await store.allPicks()).map((pick) => ({ ...pick, chosen: [] }));
  const read = await understood(walkState(picks, null), scan);
  return read.isCompleted ? read : scan;
}

async function picksWith({ kind, text }: Scan): Promise<WalkPick[]> {
  if (kind !== "item" && kind !== "isbn") return [];
  const picks = await store.allPicks();
  return picks.filter(
    ({ copies, isbns }) =>
      copies.some(({ barcode }) => barcode === text) || (kind === "isbn" && isbns.includes(text)),
  );
}

/** Undefined without a network, and for a barcode that nobody knows. */
async function documentWith(barcode: string): Promise<Document | undefined> {
  return ask<Document>("/lookup", { body: { barcode } }).catch(() => undefined);
}

function Answer({ scan, picks, met, document }: Seen) {
  if (scan.kind === "card") return <ResultBanner kind="card" />;
  if (scan.kind === "isbn" && picks.length === 0) return <ResultBanner kind="isbn" />;
  if (scan.kind !== "item" && scan.kind !== "isbn") {
    return <ResultBanner kind="unknown" detail={scan.raw.slice(0, 40)} />;
  }
  if (picks.length === 0) {
    return (
      <>
        <Met barcode={scan.text} met={met} />
        {document && <Described document={document} />}
      </>
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

/** On no walk of this phone; what the server said about it is read here, and nowhere else again. */
function Met({ barcode, met }: { barcode: string; met: string | undefined }) {
  const kept = actions.value.find(({ action }) => action.id === met);
  useEffect(() => {
    if (kept && !kept.isRead) void markRead(kept.number);
  }, [kept?.isRead]);
  if (kept?.why?.code === "wanted_after_all") {
    return <ResultBanner kind="found" word={t("Keep it")} detail={whyText(kept)} />;
  }
  if (kept?.why) return <ResultBanner kind="already-found" word={whyText(kept)} detail={barcode} />;
  const detail =
    kept && kept.state !== "waiting"
      ? t("{barcode}. Nobody is looking for it now.", { barcode })
      : t("{barcode}. If somebody looks for it, it is said here as soon as there is a network.", {
          barcode,
        });
  return <ResultBanner kind="far" word={t("Not on the list")} detail={detail} />;
}

function Described({ document }: { document: Document }) {
  const { title, volume, lines, colour, location, branch } = document;
  const about = [title.author, volume, title.format, title.year].filter(Boolean).join(" · ");
  const here = branch === meta.value.branch?.name ? "" : branch;
  return (
    <Card title={title.title}>
      <SpineLabel lines={lines} gommette={gommetteOf(colour)} />
      <p class="muted">{about}</p>
      <p>{[location, here].filter(Boolean).join(" · ")}</p>
    </Card>
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
