import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { AnsweredCard, RequestCard, VisitCard } from "../rounds/CallCards";
import type { Answered, CartCalls } from "../rounds/calls";
import { SubscribersCard } from "../rounds/SubscribersCard";
import { hrefFor } from "../router";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import { Letters, type Owed } from "./Letters";
import { useAnswer } from "./useAnswer";
import "./devices.css";

interface Call {
  id: string;
  name: string;
  /** For eyes, in groups of digits. */
  phone: string;
  /** For the telephone. */
  dial: string;
  state: string;
  /** Why no mail reached them, or "". */
  why: string;
  tries: number;
  lines: string[];
  /** What these lines tell: only that is noted as told. */
  notices: number[];
  created_at: string;
  next_try_at: string | null;
}

const results: readonly (readonly [string, () => string])[] = [
  ["reached", () => t("Told in person")],
  ["left_word", () => t("Left a message")],
  ["no_answer", () => t("No answer")],
  ["wrong_number", () => t("Wrong number")],
];

/** Patrons who are told by voice: whom to call, and what to say. Never kept on the phone. */
export default function PhoneListScreen() {
  const { answer, problem, again } = useAnswer<{ calls: Call[] }>("/calls");
  const calls = answer?.calls ?? [];
  const post = useAnswer<{ letters: Owed[] }>("/letters");
  const letters = post.answer?.letters ?? [];
  const cart = useAnswer<CartCalls>("/cart/calls");
  const { visits = [], requests = [], subscribers = [] } = cart.answer ?? {};
  const [answered, setAnswered] = useState<readonly Answered[]>([]);
  const all = [calls, letters, visits, requests, answered];
  const isQuiet = answer && post.answer && cart.answer && all.every((some) => some.length === 0);
  const close = async ({ id, notices }: Call, result: string) => {
    try {
      await ask(`/calls/${id}/result`, { body: { result, notices } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await Promise.all([again(), post.again()]);
  };
  return (
    <AppFrame title={t("Phone list")} back={<BackLink href={hrefFor("today")} />}>
      {[...new Set([problem, post.problem, cart.problem])].map(
        (why) =>
          why && (
            <p key={why} class="note note-amber">
              {why}
            </p>
          ),
      )}
      {isQuiet && (
        <EmptyState title={t("Nobody to call")}>
          {t("Patrons without a mail address appear here when there is something to tell them.")}
        </EmptyState>
      )}
      {calls.map((call) => (
        <OneCall key={call.id} call={call} onResult={(result) => void close(call, result)} />
      ))}
      {answered.map((one) => (
        <AnsweredCard
          key={one.call.id}
          answered={one}
          onClose={() => setAnswered((before) => before.filter((other) => other !== one))}
        />
      ))}
      {requests.map((call) => (
        <RequestCard
          key={call.id}
          call={call}
          onAnswered={(one) => setAnswered((before) => [...before, one])}
          again={cart.again}
        />
      ))}
      {visits.map((call) => (
        <VisitCard key={call.id} call={call} again={cart.again} />
      ))}
      {letters.length > 0 && <Letters letters={letters} again={post.again} />}
      {cart.answer && <SubscribersCard subscribers={subscribers} again={cart.again} />}
    </AppFrame>
  );
}

function OneCall({ call, onResult }: { call: Call; onResult: (result: string) => void }) {
  return (
    <Card
      title={call.name}
      aside={
        call.tries > 0 && <span class="muted">{n("{count} try", "{count} tries", call.tries)}</span>
      }
    >
      <a class="button button-primary" href={`tel:${call.dial}`}>
        <Icon name="call" />
        <span>{call.phone}</span>
      </a>
      {call.why && <p class="note note-amber">{call.why}</p>}
      <ul class="stack">
        {call.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div class="columns">
        {results.map(([result, word]) => (
          <Button key={result} onClick={() => onResult(result)}>
            {word()}
          </Button>
        ))}
      </div>
    </Card>
  );
}
