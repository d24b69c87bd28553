import { language, t } from "../texts";

/** Why a sum is not asked for after all. */
export const annulled: readonly (readonly [string, () => string])[] = [
  ["our_mistake", () => t("Our mistake")],
  ["courier_mistake", () => t("The courier’s mistake")],
  ["wrong_report", () => t("Wrongly reported")],
];

/** "5,00 €" of 500. */
export function euros(cents: number): string {
  return new Intl.NumberFormat(language.value, { style: "currency", currency: "EUR" }).format(
    cents / 100,
  );
}

/** "1,7 kg" of 1700. */
export function kilos(grams: number): string {
  return new Intl.NumberFormat(language.value, {
    style: "unit",
    unit: "kilogram",
    maximumFractionDigits: 2,
  }).format(grams / 1000);
}
