import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { annulled } from "../delivery/money";
import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { groups } from "./branch-settings";
import { dayTime } from "./times";
import { endText, type Who, whoText } from "./trouble";

interface Decided {
  id: string;
  at: string;
  name: string;
  who: Who | null;
  /** Which rules of the branch, by their keys. */
  changed: string[];
  /** Of a line that was settled: its kind, and what it said. */
  kind: string;
  about: string;
  /** Which of the possible answers was given, where there are several. */
  answer: string;
}

interface Page {
  lines: Decided[];
  more: boolean;
}

const words: Record<string, () => string> = {
  annul_sum: () => t("Sum annulled"),
  cancel_vanished: () => t("Vanished holds cancelled"),
  change_branch: () => t("Branch settings changed"),
  close_days: () => t("Closure added"),
  close_month: () => t("Month closed"),
  close_walk: () => t("Walk closed for its picker"),
  end_neighbourhood: () => t("Neighbourhood ended"),
  give_up: () => t("Search given up"),
  name_volume: () => t("Volume named"),
  note_phone: () => t("A phone of the branch"),
  note_team: () => t("A colleague"),
  reassign_walk: () => t("Walk given to somebody else"),
  remove_slot: () => t("Slot removed"),
  reopen_days: () => t("Closure taken back"),
  resolve_trouble: () => t("Something that needed a person settled"),
  set_neighbourhood: () => t("Neighbourhood set up"),
  set_pickup_week: () => t("Pick-up hours changed"),
  set_school_breaks: () => t("School breaks set"),
  set_up_slots: () => t("Slots set up"),
  change_location: () => t("Shelving location set up"),
  set_walk_order: () => t("Walking order changed"),
  set_wording: () => t("Wording of a mail changed"),
  settle_dispute: () => t("Two opinions settled"),
};

const rules: ReadonlyMap<string, () => string> = new Map(
  groups.flatMap((group) => group.rules.map(({ key, label }) => [key, label] as const)),
);

/** Who changed how the library works. What is done document by document is on no screen. */
export default function AuditScreen() {
  const [lines, setLines] = useState<Decided[]>();
  const [isMore, setIsMore] = useState(false);
  const [problem, setProblem] = useState("");
  const load = async (before = "") => {
    try {
      const query = before && `?before=${encodeURIComponent(before)}`;
      const page = await ask<Page>(`/audit${query}`);
      setLines((known = []) => (before ? [...known, ...page.lines] : page.lines));
      setIsMore(page.more);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  useEffect(() => void load(), []);
  const oldest = lines?.at(-1);
  return (
    <AppFrame wide title={t("Who decided what")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {lines?.length === 0 && (
        <EmptyState title={t("Nothing decided yet")}>
          {t(
            "Settings, closures, walks that were given to somebody else and the like appear here.",
          )}
        </EmptyState>
      )}
      {lines && lines.length > 0 && (
        <Card>
          <ul class="list">
            {lines.map((line) => (
              <li key={line.id} class="row">
                <span class="row-text">
                  <span class="row-title">{words[line.name]?.() ?? line.name}</span>
                  {line.about && <span>{line.about}</span>}
                  {line.answer && <span>{answerText(line)}</span>}
                  {line.changed.length > 0 && <span>{line.changed.map(ruleText).join(" · ")}</span>}
                  <span class="muted">
                    {[whoText(line.who), dayTime(line.at)].filter(Boolean).join(" · ")}
                  </span>
                </span>
              </li>
            ))}
          </ul>
          {isMore && oldest && (
            <Button onClick={() => void load(oldest.at)}>{t("Further back")}</Button>
          )}
        </Card>
      )}
      <p class="muted">
        {t(
          "Who scanned what, and when, is on no screen. After 30 days a role stands here instead of a name.",
        )}
      </p>
    </AppFrame>
  );
}

function answerText({ answer, kind }: Decided): string {
  const why = annulled.find(([reason]) => reason === answer);
  return why ? why[1]() : endText(answer, kind);
}

function ruleText(key: string): string {
  const known: Record<string, () => string> = {
    name: () => t("Name"),
    address: () => t("Address"),
    phone: () => t("Telephone"),
    email: () => t("Email address"),
    taken_on: () => t("taken on"),
    pin: () => t("new digits"),
    roles: () => t("other roles"),
    let_go: () => t("does not work here any more"),
    code: () => t("code for a new one"),
    shut_out: () => t("shut out"),
  };
  return (known[key] ?? rules.get(key))?.() ?? key;
}
