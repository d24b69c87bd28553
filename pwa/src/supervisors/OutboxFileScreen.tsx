import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import type { Kept, Outcome, Why } from "../store/recorded";
import { deedText, subjectText, whyText } from "../sync/deeds";
import { OutcomeChip } from "../sync/OutcomeChip";
import { linesOf } from "../sync/outbox-file";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { FileField } from "../ui/FileField";
import { Icon } from "../ui/Icon";
import { dayTime } from "./times";
import "./devices.css";

interface Answer {
  phone: string;
  outcomes: { id: string; outcome: Outcome; why: Why | null }[];
}

/** What a file was: whose, and what became of each thing that was done. */
interface TakenIn {
  phone: string;
  done: Kept[];
}

/** Brings in what a phone saved as a file because it cannot send. */
export default function OutboxFileScreen() {
  const [file, setFile] = useState<File>();
  const [taken, setTaken] = useState<TakenIn>();
  const [problem, setProblem] = useState<string>();
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setTaken(undefined);
    setProblem(undefined);
    try {
      setTaken(await bringIn(chosen));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    setFile(undefined);
  };
  return (
    <AppFrame
      title={t("A phone’s file")}
      back={<BackLink href={hrefFor("devices")} />}
      bar={
        file ? (
          <p role="status">{t("Bringing it in…")}</p>
        ) : (
          <FileField kind="primary" file={file} accept=".txt" onFile={(one) => void choose(one)} />
        )
      }
    >
      {problem && (
        <p class="note note-amber" role="alert">
          <Icon name="warning" /> {problem}
        </p>
      )}
      {taken ? <Result taken={taken} /> : <HowTo />}
    </AppFrame>
  );
}

async function bringIn(file: File): Promise<TakenIn> {
  const text = await file.text();
  const { phone, outcomes } = await ask<Answer>("/outbox-file", { body: { file: text } });
  const lines = linesOf(text);
  const done = outcomes.flatMap(({ outcome, why }, at): Kept[] => {
    const line = lines[at];
    if (!line) return [];
    const { number } = line.action;
    return [{ ...line, number, outcome, why, state: "kept", judgedAt: null, isRead: true }];
  });
  return { phone, done };
}

function HowTo() {
  return (
    <Card title={t("When a phone cannot send")}>
      <ol class="steps">
        <li>{t("On that phone, open “Sending” and press “Save as a file”.")}</li>
        <li>{t("Bring the file to this device, by cable or by mail.")}</li>
        <li>{t("Choose it here. What has arrived already does not count twice.")}</li>
      </ol>
    </Card>
  );
}

function Result({ taken: { phone, done } }: { taken: TakenIn }) {
  const here = done.filter(({ outcome }) => outcome === "duplicate");
  const fresh = done.filter(({ outcome }) => outcome === "applied");
  const others = done.filter((kept) => !here.includes(kept) && !fresh.includes(kept));
  const counts: [number, string][] = [
    [fresh.length, n("{count} brought in", "{count} brought in", fresh.length)],
    [here.length, n("{count} had arrived before", "{count} had arrived before", here.length)],
    [
      others.length,
      n("{count} not accepted as it is", "{count} not accepted as they are", others.length),
    ],
  ];
  return (
    <>
      <Card title={phone}>
        <ul role="status">
          {counts.map(([count, text]) => count > 0 && <li key={text}>{text}</li>)}
          {done.length === 0 && <li>{t("Nothing was done on this phone.")}</li>}
        </ul>
      </Card>
      <Deeds title={t("To look at")} deeds={others} />
      <Deeds title={t("Brought in")} deeds={fresh} />
    </>
  );
}

function Deeds({ title, deeds }: { title: string; deeds: readonly Kept[] }) {
  if (deeds.length === 0) return null;
  return (
    <Card title={title}>
      <ul class="list">
        {deeds.map((kept) => (
          <li key={kept.number} class="row">
            <span class="row-text">
              <span class="row-title">{deedText(kept)}</span>
              <span class="muted">{subjectText(kept)}</span>
              {kept.why && <span class="row-why">{whyText(kept)}</span>}
              <span class="muted">
                {dayTime(kept.action.at)}{" "}
                {kept.outcome !== "applied" && <OutcomeChip kept={kept} />}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
