/** An address of the town, as the server's file has it. */
export interface Address {
  id: number;
  line: string;
  postcode: string;
  town: string;
}

/** What is typed where the file lacks an address. `near`: a known one that is close by. */
export interface Typed {
  line: string;
  postcode: string;
  town: string;
  near: number | null;
}

/** Where a delivery goes: a known address, or one that is typed; `label` for the screen. */
export type Where = { address: number; label: string } | { typed: Typed; label: string };

/** "12 Rue Voltaire, 92300 Levallois-Perret". */
export function addressText({ line, postcode, town }: Omit<Address, "id">): string {
  return `${line}, ${postcode} ${town}`;
}
