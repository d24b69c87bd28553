import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { Hit, Hits } from "../holds/Hits";
import type { Found } from "../holds/order";
import { SearchForm } from "../holds/SearchForm";
import { useSearch } from "../holds/useSearch";
import { inTurn } from "../in-turn";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { takePlanned } from "../picking/taking";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { hasRole } from "../staff/session";
import { dayText } from "../supervisors/pickup-days";
import { useAnswer } from "../supervisors/useAnswer";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Select } from "../ui/Field";
import { useOnce } from "../ui/useOnce";
import { CartLines } from "./CartLines";
import type { Cart, CartVisit } from "./cart";
import { Gauge } from "./Gauge";
import { NewcomersCard } from "./NewcomersCard";
import { newId } from "./new-id";
import { WishesCard } from "./WishesCard";
import "../holds/orders.css";
import "./cart.css";

/** What rides with the next visit: reserved titles, what staff choose, and what stays at home. */
export default function CartScreen() {
  const { answer, problem } = useAnswer<{ visits: CartVisit[] }>("/cart");
  const [chosen, setChosen] = useState(0);
  const visit = answer?.visits[chosen];
  const { cart, send, again, unseen } = useCart(visit);
  const mayChoose = hasRole("cart", "supervisor");
  const toFetch = cart?.to_fetch ?? 0;
  const choose = async (named: { barcode: string } | { title: number }, said: string) => {
    const seen = await send<Cart>("choose", { id: newId(), ...named });
    if (!seen) return;
    const line = seen.lines.find(({ barcode }) => "barcode" in named && barcode === named.barcode);
    const next = t("It is fetched, then scanned onto the cart under “Out with the cart”.");
    const detail = [line?.title || said, next].join(". ");
    showResult({ kind: "found", word: t("On the list"), detail });
  };
  const { isUnderWay: isFetching, run: fetch } = useOnce(async () => {
    const made = await send<{ walk: string }>("walk", {});
    // Refused, somebody else was faster: the list says so.
    await (made ? takePlanned(made.walk) : again());
  });
  return (
    <AppFrame
      wide
      title={visit?.name ?? t("What the cart carries")}
      subtitle={visit && dayText(visit.day)}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        cart &&
        mayChoose && (
          <>
            <ScanBox
              label={t("Scan onto the list")}
              onScan={(scan) => void chooseScanned(scan, choose)}
            />
            {toFetch > 0 && (
              <Button icon="right" disabled={isFetching} onClick={() => void fetch()}>
                {n("Fetch {count} document", "Fetch {count} documents", toFetch)}
              </Button>
            )}
          </>
        )
      }
    >
      {(problem ?? unseen) && (
        <p class="note note-amber" role="alert">
          {problem ?? unseen}
        </p>
      )}
      {answer?.visits.length === 0 && (
        <EmptyState title={t("No visit is in sight")}>
          {t("Set where and when the bike cart comes; then choose here what it carries.")}
        </EmptyState>
      )}
      {answer && answer.visits.length > 1 && (
        <Select
          label={t("Visit")}
          value={String(chosen)}
          onValue={(value) => setChosen(Number(value))}
          options={answer.visits.map(({ name, day }, index) => [
            String(index),
            `${dayText(day)} · ${name}`,
          ])}
        />
      )}
      {cart && (
        <div class="columns">
          <div class="stack">
            <Card title={t("Weight")}>
              <Gauge {...cart} />
            </Card>
            {mayChoose && (
              <ButtonLink href={hrefFor("street")} icon="next">
                {t("Load the cart")}
              </ButtonLink>
            )}
            <CartLines cart={cart} mayChoose={mayChoose} onDone={again} />
          </div>
          <div class="stack">
            {mayChoose && <Finding onChoose={(id, title) => void choose({ title: id }, title)} />}
            {hasRole("desk", "supervisor") && <NewcomersCard />}
            <WishesCard cart={cart} mayClose={mayChoose} onDone={again} />
          </div>
        </div>
      )}
    </AppFrame>
  );
}

async function chooseScanned(
  { kind, text, raw }: Scan,
  choose: (named: { barcode: string }, said: string) => Promise<void>,
): Promise<void> {
  if (kind === "isbn" || kind === "card") return showResult({ kind });
  if (kind === "unreadable") return showResult({ kind: "unknown", detail: raw.slice(0, 40) });
  await choose({ barcode: text }, text);
}

/**
 * The cart of the visit on the screen, and what is asked about it, one thing at a time. What is
 * answered of another visit is not drawn. Why it cannot be seen is kept as a sentence; a refusal is
 * said where a success is, for the top of the page may be far from the finger.
 */
function useCart(visit: CartVisit | undefined) {
  const [cart, setCart] = useState<Cart>();
  const [unseen, setUnseen] = useState<string>();
  const [turn] = useState(inTurn);
  const drawn = useRef(visit);
  drawn.current = visit;
  const sendNow = async <T,>(
    about: CartVisit | undefined,
    path: string,
    said: object,
  ): Promise<T | undefined> => {
    if (!about) return undefined;
    const isDrawn = () => drawn.current === about;
    if (isDrawn()) setUnseen(undefined);
    try {
      const named = { neighbourhood: about.neighbourhood, day: about.planned, ...said };
      const seen = await ask<T>(`/cart/${path}`, { body: named });
      if (isDrawn() && (path === "choose" || path === "look")) setCart(seen as unknown as Cart);
      return seen;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (path !== "look") showResult({ kind: "refused", detail: error.message });
      else if (isDrawn()) setUnseen(error.message);
      return undefined;
    }
  };
  const send = <T,>(path: string, said: object) => turn(() => sendNow<T>(visit, path, said));
  const again = async () => {
    await turn(() => sendNow(drawn.current, "look", {}));
  };
  useEffect(() => {
    setCart(undefined);
    void again();
  }, [visit]);
  return { cart, send, again, unseen };
}

/** By words, as at the telephone; a copy that stands here is taken. */
function Finding({ onChoose }: { onChoose: (id: number, title: string) => void }) {
  const { answer, problem, isSearching, run } = useSearch<{ titles: Found[]; more: boolean }>(
    "/orders/titles",
  );
  return (
    <Card title={t("Search a title")}>
      <SearchForm
        label={t("Title, author, barcode or ISBN")}
        hint={t("Words in any order, without articles or accents.")}
        isSearching={isSearching}
        problem={problem}
        onSearch={(text) => void run(text)}
        isFirst={false}
      />
      {answer && answer.titles.length === 0 && (
        <p class="note">{t("No title has these words. Try fewer of them, or the author.")}</p>
      )}
      {answer && answer.titles.length > 0 && (
        <Hits label={t("Titles found")}>
          {answer.titles.map(({ id, title, author, year }) => (
            <Hit key={id} onChoose={() => onChoose(id, title)}>
              <span class="row-title">{title}</span>
              <span class="muted">{[author, year].filter(Boolean).join(" · ")}</span>
            </Hit>
          ))}
        </Hits>
      )}
      {answer?.more && <p class="muted">{t("There are more: type another word.")}</p>}
    </Card>
  );
}
