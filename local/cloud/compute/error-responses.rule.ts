/** What a URL map may say of errors, and from where it takes what is answered instead. */
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { Rule } from "../rule";
import { textOf, textsOf } from "../typed";
import { errorPoliciesOf } from "./error-policies";

export class ErrorResponseInvalid extends Refusal {
  constructor(field: string, value: unknown, why: string) {
    super(400, "invalid", `Invalid value for field 'resource.${field}': '${value ?? ""}'. ${why}`);
  }
}

const longestPath = 1024;

export const errorResponses: Rule = {
  name: "url-map-error-responses",
  demands:
    "A URL map's rules for errors are of codes from 400 to 599, 4xx or 5xx, each code once in a policy, and name an object by " +
    "a path of 1024 characters at most that begins with a slash and does not end in one; the object is in a backend bucket.",
  answer: "400 invalid: Invalid value for field 'resource.pathMatchers[…].defaultCustomErrorResponsePolicy…'",
  sources: [
    "https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps (defaultCustomErrorResponsePolicy)",
    "the words after the field are ours",
  ],
  types: ["gcp:compute/uRLMap:URLMap"],
  before: ["create", "update"],
  check({ inputs }) {
    for (const { path, rules, service } of errorPoliciesOf(inputs)) {
      const codes = rules.flatMap(({ matchResponseCodes }) => textsOf(matchResponseCodes));
      const wrong = codes.find((code, i) => !/^[45](xx|\d\d)$/.test(code) || codes.indexOf(code) < i);
      if (wrong !== undefined)
        throw new ErrorResponseInvalid(
          `${path}.errorResponseRules.matchResponseCodes`,
          wrong,
          "It must be 4xx, 5xx or a code from 400 to 599, and stand once.",
        );
      for (const { path: object } of rules)
        if (!isPath(object))
          throw new ErrorResponseInvalid(
            `${path}.errorResponseRules.path`,
            object,
            "It must have 1 to 1024 characters, begin with a slash and not end in one.",
          );
      if (rules.length > 0 && service === undefined)
        throw new ErrorResponseInvalid(`${path}.errorService`, service, "It must be set where there are rules.");
      if (service !== undefined && !/(^|\/)backendBuckets\/[^/]+$/.test(withoutHost(service)))
        throw new ErrorResponseInvalid(`${path}.errorService`, service, "It must be a backend bucket.");
    }
  },
};

function isPath(value: unknown): boolean {
  const path = typeof value === "string" ? (textOf(value) ?? "") : "";
  return path.startsWith("/") && !path.endsWith("/") && path.length <= longestPath;
}
