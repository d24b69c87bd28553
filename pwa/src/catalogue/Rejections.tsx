import { useState } from "preact/hooks";
import { useAnswer } from "../supervisors/useAnswer";
import { number, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import type { Import, Rejection } from "./shapes";

interface Page {
  rejections: Rejection[];
  total: number;
  size: number;
}

/** Every record that was left out, with its reason. */
export function Rejections({ row }: { row: Import }) {
  const [page, setPage] = useState(1);
  const at = `/catalogue/import/${row.id}/rejections`;
  const { answer, problem } = useAnswer<Page>(`${at}?page=${page}`);
  if (problem) return <p class="note note-amber">{problem}</p>;
  if (!answer || answer.total === 0) return null;
  const pages = Math.ceil(answer.total / answer.size);
  return (
    <Card title={t("Rejected: {count}", { count: number(answer.total) })}>
      <RejectionList rejections={answer.rejections} />
      {pages > 1 && <Pager page={page} pages={pages} onPage={setPage} />}
      <a class="button" href={`/api${at}.csv`} download>
        {t("Download all as a table (CSV)")}
      </a>
    </Card>
  );
}

export function RejectionList({ rejections }: { rejections: readonly Rejection[] }) {
  return (
    <ul class="list">
      {rejections.map(({ place, field, reason }, index) => (
        <li class="row" key={index}>
          <span class="row-text">
            <span class="row-title">{[place, field].filter(Boolean).join(" · ")}</span>
            <span>{reason}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface PagerProps {
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

function Pager({ page, pages, onPage }: PagerProps) {
  return (
    <div class="pager" data-each-tap>
      <Button
        icon="left"
        aria-label={t("Previous page")}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <span>{t("Page {page} of {pages}", { page, pages })}</span>
      <Button
        icon="right"
        aria-label={t("Next page")}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      />
    </div>
  );
}
