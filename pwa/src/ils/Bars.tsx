import { t } from "../texts";
import type { Line } from "./lists";

/** What a hand scanner reads from the screen: for a loan, the card before the document. */
export function Bars({ line }: { line: Line }) {
  return (
    <span class="ils-bars">
      {line.card && <OneCode bars={line.card_bars} text={line.card} label={t("Card")} />}
      {!line.is_card_shown && (
        <span class="note note-amber">
          {line.card
            ? t("No card was shown: this is the card of whoever asked for it.")
            : t("No card is known. Find out who took it before you key it.")}
        </span>
      )}
      <OneCode bars={line.bars} text={line.barcode} label={t("Document")} />
    </span>
  );
}

function OneCode({ bars, text, label }: { bars: string; text: string; label: string }) {
  return (
    <span class="ils-code">
      <img src={bars} alt="" />
      <span class="sr-only">{label} </span>
      <span class="mono">{text}</span>
    </span>
  );
}
