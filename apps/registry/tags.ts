import { tagOf } from "../oci";
import { Refused } from "../serving";

const most = 1_000;

/** Which tags a request asks for: `n` of them after `last`. */
export function tagsPage({ n, last }: Readonly<Record<string, string>>): { after: string; most: number } {
  if (n !== undefined && !/^\d{1,9}$/.test(n))
    throw new Refused(400, "PAGINATION_NUMBER_INVALID", `n is ${JSON.stringify(n.slice(0, 20))}: give a whole number`);
  return { after: last ? tagOf(last) : "", most: Math.min(n === undefined ? most : Number(n), most) };
}
