import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { inTurn } from "../in-turn";
import { ResultLine } from "../picking/ResultLine";
import { type LastResult, showResult } from "../picking/result";
import { hrefFor, type ScreenProps } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import { uuid7 } from "../store/ids";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { hasEnded } from "./Correction";
import { DocumentRow } from "./DocumentRow";
import { ParcelCard } from "./ParcelCard";
import { SplitCard } from "./SplitCard";
import type { Delivery } from "./shapes";
import "./delivery.css";

/** Sends one thing about this delivery; whether it was taken. */
export type Send = (path: string, body?: object) => Promise<boolean>;

/** One patron’s parcel: scan what goes in, weigh, close, print the label. */
export default function PackingScreen({ params }: ScreenProps) {
  const id = params.delivery ?? "";
  const { delivery, problem, isSending, send, pack } = useDelivery(id);
  const isOver = delivery && delivery.parcels.length > 0 && delivery.parcels.every(hasEnded);
  const title = delivery?.name || t("Parcel");
  return (
    <AppFrame
      title={title}
      subtitle={delivery && [stopText(delivery), delivery.day].join(" · ")}
      back={<BackLink href={hrefFor("deliveries")} />}
      result={
        <>
          {delivery && isSending && <p class="loading packing-waits muted">{t("Sending…")}</p>}
          <ResultLine />
        </>
      }
      bar={
        !isOver && (
          <ScanBox label={t("Scan into the parcel")} onScan={({ text }) => void pack(text)} />
        )
      }
      wide
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {!delivery && !problem && <p class="loading muted">{t("Opening…")}</p>}
      {delivery && <Parts delivery={delivery} send={send} />}
    </AppFrame>
  );
}

function Parts({ delivery, send }: { delivery: Delivery; send: Send }) {
  return (
    <>
      {delivery.cancelled && (
        <p class="note note-amber" role="alert">
          <Icon name="warning" /> {t("Cancelled: put its documents back.")}
        </p>
      )}
      <p class="muted">{delivery.line}</p>
      <p class="muted">
        {delivery.consent === "message"
          ? t("Yes to the fee and the rule of absence: in the patron’s message.")
          : t("Yes to the fee and the rule of absence: said on the telephone.")}
      </p>
      {delivery.split.length > 0 && !isSharedOut(delivery) && (
        <SplitCard delivery={delivery} send={send} />
      )}
      {delivery.parcels.map((parcel) => (
        <ParcelCard key={parcel.id} parcel={parcel} limit={delivery.limit} send={send} />
      ))}
      <Card title={t("Documents")}>
        <ul class="list">
          {delivery.documents.map((one) => (
            <DocumentRow key={`${one.hold} ${one.barcode}`} document={one} send={send} />
          ))}
        </ul>
      </Card>
    </>
  );
}

/** All of it lies in parcels, none of which is too heavy: what was proposed is over. */
function isSharedOut({ split, documents, parcels, limit }: Delivery): boolean {
  const packed = new Set(documents.filter(({ parcel }) => parcel).map(({ barcode }) => barcode));
  return (
    split.flat().every((barcode) => packed.has(barcode)) &&
    parcels.every(({ grams, sum }) => (grams ?? sum) <= limit)
  );
}

function stopText({ stop }: Delivery): string {
  return stop === null ? t("Stop not set") : t("Stop {stop}", { stop });
}

/**
 * The delivery as the server last said it is. One thing is sent at a time: which parcel a document
 * goes into is only known once what was sent before it is answered.
 */
function useDelivery(id: string) {
  const [delivery, setDelivery] = useState<Delivery>();
  const [problem, setProblem] = useState<string>();
  const latest = useRef<Delivery | undefined>(undefined);
  const [waiting, setWaiting] = useState(0);
  const [line] = useState(inTurn);
  const turn = <T,>(work: () => Promise<T>): Promise<T> => {
    setWaiting((now) => now + 1);
    return line(work).finally(() => setWaiting((now) => now - 1));
  };
  const path = `/delivery/deliveries/${id}`;
  const show = (seen: Delivery) => {
    latest.current = seen;
    setDelivery(seen);
    setProblem(undefined);
  };
  const look = async () => show(await ask<Delivery>(path));
  useEffect(() => {
    void turn(() => look().catch((error: unknown) => setProblem((error as Error).message)));
  }, [path]);
  const sendNow = async (
    where: string,
    body: object,
    refusal?: (why: string) => Partial<LastResult>,
  ) => {
    try {
      const answer = await ask<Partial<Delivery>>(where, { method: "POST", body });
      await (answer.documents ? show(answer as Delivery) : look());
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      showResult({ kind: "refused", detail: error.message, ...refusal?.(error.message) });
      // Perhaps only the answer was lost, or a colleague packs the same: show what is true now.
      await look().catch(() => undefined);
      return false;
    }
  };
  const send: Send = (where, body = {}) => turn(() => sendNow(where, body));
  const about = (barcode: string) =>
    latest.current?.documents.find((one) => one.barcode === barcode)?.title || barcode;
  const pack = (barcode: string) =>
    turn(async () => {
      // Without knowing which parcel is open, it would be packed into one too many.
      if (!latest.current) await look().catch(() => undefined);
      const open = latest.current?.parcels.find(({ status }) => status === "open");
      const parcel = open?.id ?? uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
      const said = { delivery: id, barcode };
      const refusal = (why: string) => ({
        word: t("Not into this parcel"),
        detail: [about(barcode), why].join(" · "),
      });
      if (!(await sendNow(`/delivery/parcels/${parcel}/pack`, said, refusal))) return;
      showResult({ kind: "found", word: t("In the parcel"), detail: about(barcode) });
    });
  return { delivery, problem, isSending: waiting > 0, send, pack };
}
