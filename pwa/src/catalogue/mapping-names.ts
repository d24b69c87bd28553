import { t } from "../texts";

const names: Record<string, () => string> = {
  csv: () => t("Table (CSV), one copy a row"),
  "koha-952": () => t("Koha, MARC 21 (copies in 952)"),
  "koha-995": () => t("Koha, UNIMARC (copies in 995)"),
  "uva-999": () => t("Symphony, MARC 21 (copies in 999)"),
};

/** A preset in words; a mapping of the library's own by the name of its file. */
export function mappingName(name: string): string {
  return names[name]?.() ?? name;
}
