import assert from "node:assert/strict";
import { type Format, formats } from "../../../local/cloud/formats";

const cases: Record<Format, { fits: string[]; doesNot: string[] }> = {
  "account name": {
    fits: [
      "projects/example/serviceAccounts/web-site@example.iam.gserviceaccount.com",
      "projects/-/serviceAccounts/123456789012-compute@developer.gserviceaccount.com",
      "projects/example/serviceAccounts/example@appspot.gserviceaccount.com",
    ],
    doesNot: ["web-site@example.iam.gserviceaccount.com", "projects/example/serviceAccounts/web@example.dev"],
  },
  API: { fits: ["run.googleapis.com"], doesNot: ["run"] },
  base64: { fits: ["", "YQ==", "YWI=", "YWJj"], doesNot: ["YQ", "YW=", "Y W", "YQ==YQ=="] },
  CIDR: {
    fits: ["10.0.0.0/8", "10.1.2.3/32", "2001:db8::/32", "::/0"],
    doesNot: ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "10.0.0.0/8/8", "10.0.0.0/"],
  },
  "IAM member": {
    fits: ["user:ada@example.dev", "allUsers", "projectOwners", "principalSet://iam.googleapis.com/a/*"],
    doesNot: ["ada@example.dev", "deleted:user:ada@example.dev?uid=1", "user:"],
  },
  json: { fits: ["{}", "[1]", '"a"'], doesNot: ["", "{", "a"] },
  "json array": { fits: ["[]", '[{"name":"a"}]'], doesNot: ["{}", "1", "["] },
  "network link": {
    fits: [
      "",
      "projects/example/global/networks/main",
      "https://www.googleapis.com/compute/v1/projects/example/global/networks/main",
    ],
    doesNot: ["main", "projects/example/global/networks/Main", "global/networks/main"],
  },
  "RFC 3339": {
    fits: ["2026-12-30T01:02:03Z", "2026-12-30T01:02:03.5Z", "2026-12-30T01:02:03+01:00"],
    doesNot: ["2026-12-30", "2026-12-30 01:02:03Z", "2026-12-30T01:02:03", "2026-13-30T01:02:03Z"],
  },
  project: { fits: ["example", "example.dev:apps", "123456"], doesNot: ["Example", "a_b", ""] },
};

describe("format", () => {
  for (const [format, { fits, doesNot }] of Object.entries(cases))
    it(`${format}: fits what the provider takes, and nothing else`, () => {
      const form = formats[format as Format];
      assert.deepEqual(
        fits.filter((text) => !form.fits(text)),
        [],
      );
      assert.deepEqual(doesNot.filter(form.fits), []);
    });
});
