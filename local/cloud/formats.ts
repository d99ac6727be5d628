/** Forms of a text that no enum, length or pattern tells; each as the upstream provider checks it. */
import { isIP } from "node:net";

export type Format =
  | "account name"
  | "API"
  | "base64"
  | "CIDR"
  | "IAM member"
  | "json"
  | "json array"
  | "network link"
  | "project"
  | "RFC 3339";

interface Form {
  fits(text: string): boolean;
  /** Completes "must be …". */
  words: string;
}

/** `ProjectRegex` (verify/validation.go); a project of an organisation's domain may stand as `example.dev:p`. */
const project =
  "(?:(?:[-a-z0-9]{1,63}\\.)*(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?):)?" +
  "(?:[0-9]{1,19}|(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?))";
const account = [
  `${project}@[a-z]+\\.gserviceaccount\\.com`,
  "[0-9]{1,20}-compute@developer\\.gserviceaccount\\.com",
  "[a-z](?:[-a-z0-9]{4,28}[a-z0-9])?@[-a-z0-9.]{1,63}\\.iam\\.gserviceaccount\\.com",
].join("|");
const accountName = new RegExp(`projects/(?:${project}|-)/serviceAccounts/(?:${account})$`);
const networkLink = new RegExp(`^(?:https?://.+/)?projects/${project}/global/networks/[a-z](?:[-a-z0-9]*[a-z0-9])?$`);
const projectId = new RegExp(`^${project}$`);

export const formats: Readonly<Record<Format, Form>> = {
  "account name": {
    // verify.ServiceAccountLinkRegex
    fits: (text) => accountName.test(text),
    words: 'an account\'s name, as in "projects/example/serviceAccounts/web-site@example.iam.gserviceaccount.com"',
  },
  API: {
    // validateProjectServiceService (resource_google_project_service.go)
    fits: (text) => text.includes("."),
    words: 'the name of an API, as in "run.googleapis.com"',
  },
  base64: {
    // encoding/base64 in its standard form (verify.ValidateBase64String)
    fits: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
    words: "base64 text",
  },
  CIDR: {
    fits: (text) => {
      const [address = "", length = "", ...more] = text.split("/");
      const version = isIP(address);
      return (
        more.length === 0 && /^\d{1,3}$/.test(length) && version > 0 && Number(length) <= (version === 4 ? 32 : 128)
      );
    },
    words: 'a range of addresses, as in "10.0.0.0/24"',
  },
  "IAM member": {
    // validateIAMMember (tpgiamresource/resource_iam_member.go)
    fits: (text) =>
      !text.startsWith("deleted") &&
      /.+:.+|projectOwners|projectReaders|projectWriters|allUsers|allAuthenticatedUsers/.test(text),
    words: 'a member, as in "serviceAccount:web@example.iam.gserviceaccount.com" or "allUsers", and not a deleted one',
  },
  json: { fits: (text) => parsed(text) !== undefined, words: "JSON" },
  "network link": {
    // privateNetworkLinkRegex (resource_sql_database_instance.go)
    fits: (text) => text === "" || networkLink.test(text),
    words: 'a network by its id, as in "projects/example/global/networks/main"',
  },
  project: { fits: (text) => projectId.test(text), words: 'a project\'s id, as in "example"' },
  "RFC 3339": {
    // timetypes.RFC3339Type of the plugin framework, which cloudflare's provider uses
    fits: (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && Number.isFinite(Date.parse(text)),
    words: 'a time, as in "2026-12-30T01:02:03Z"',
  },
  "json array": { fits: (text) => Array.isArray(parsed(text)), words: "a JSON array" },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
