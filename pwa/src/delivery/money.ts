import { language } from "../texts";

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
