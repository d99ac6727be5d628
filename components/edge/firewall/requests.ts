import { isIP } from "node:net";
import { checksInto, isCount, type Mistake } from "../../refuse";

/** Which requests a rule is about. */
export type Requests =
  /** From these addresses, in CIDR form or single ones; at most 10. */
  | { from: readonly string[] }
  /** To this path, of any host; `/*` at the end for all that follows. */
  | { path: string }
  /** In Google's own language, at most 2048 characters (cloud.google.com/armor/docs/rules-language-reference). */
  | { expression: string };

const everyone = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };

/** The match of a rule; everyone where it is about no request in particular. */
export function matchOf(requests: Requests | undefined) {
  if (!requests) return everyone;
  if ("from" in requests) return { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: [...requests.from] } };
  return { expr: { expression: "path" in requests ? pathExpression(requests.path) : requests.expression } };
}

function pathExpression(path: string): string {
  return path.endsWith("/*") ? `request.path.startsWith('${path.slice(0, -1)}')` : `request.path == '${path}'`;
}

/** No quote, no backslash: what stands in an expression cannot end it. */
const pathPattern = /^\/[A-Za-z0-9._~!$&()+,;=:@%/-]*\*?$/;
const mostRanges = 10;
const longestExpression = 2048;

export function requestMistakes(at: string, requests: Requests): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  if ("from" in requests) {
    const { from } = requests;
    check(
      from.length > 0 && from.length <= mostRanges,
      `${at}.from`,
      `has ${from.length} ranges; a rule takes 1 to ${mostRanges}, so write another one`,
    );
    from.forEach((range, i) => {
      check(
        isRange(range),
        `${at}.from[${i}]`,
        `${JSON.stringify(range)} is neither an address nor a range such as 203.0.113.0/24`,
      );
    });
  } else if ("path" in requests) {
    const ok = pathPattern.test(requests.path) && (!requests.path.includes("*") || requests.path.endsWith("/*"));
    check(ok, `${at}.path`, `${JSON.stringify(requests.path)} is not a path: /v2, or /v2/* with the star last`);
  } else {
    const { length } = requests.expression ?? "";
    check(
      length > 0 && length <= longestExpression,
      `${at}.expression`,
      `has ${length} characters; 1 to ${longestExpression} are taken`,
    );
  }
  return mistakes;
}

/** Of everyone there is no range: whoever means that has no rule. */
function isRange(range: string): boolean {
  const [address = "", bits, ...more] = range.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && isCount(Number(bits), 1, version === 4 ? 32 : 128));
}
