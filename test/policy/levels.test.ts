import assert from "node:assert/strict";
import { kindOf, kinds } from "../../policy/kind";
import { packArgs } from "../../policy/pack";

/** Written out here once more, so that a policy cannot be lost or softened by a change in one place. */
const expected = `
own-service-account                 mandatory  mandatory  mandatory
no-grant-to-default-account         mandatory  mandatory  mandatory
no-shared-account                   mandatory  mandatory  mandatory
no-default-provider                 mandatory  mandatory  mandatory
run-ingress-not-public-by-accident  mandatory  mandatory  mandatory
run-invoker-not-public              mandatory  mandatory  mandatory
image-by-digest                     disabled   mandatory  mandatory
deletion-protection                 disabled   advisory   advisory
edge-modern-tls                     mandatory  mandatory  mandatory
edge-scheme-managed                 mandatory  mandatory  mandatory
`;

describe("levels", () => {
  it("every policy has the level that is written down for developer, staging and production", () => {
    const served = kinds.map((kind) => packArgs(kind).policies);
    const lines = served[0]?.map(({ name }, index) => [name, ...served.map((list) => list[index]?.enforcementLevel)]);
    const written = expected
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/));
    assert.deepEqual(lines, written);
  });

  it("a missing kind means production, the strictest", () => assert.equal(kindOf(undefined), "production"));

  it("a kind that does not exist is an error with the value, the choice and the remedy", () => {
    assert.throws(() => kindOf("prod"), {
      message:
        'flotilla:kind is "prod", but the kind of an environment is one of developer, staging, production. ' +
        "Set it in the stack's config, for example: pulumi config set flotilla:kind staging",
    });
  });
});

describe("metadata", () => {
  it("every policy tells the engine why it is there, how bad a violation is and how to end it", () => {
    for (const { name, description, severity, remediationSteps } of packArgs("production").policies) {
      assert.match(description, /^Refuses .+: .+\.$/, name);
      assert.ok(severity, name);
      assert.ok(remediationSteps, name);
    }
  });

  it("a control of CIS is handed over with its id and title", () => {
    const tls = packArgs("production").policies.find(({ name }) => name === "edge-modern-tls");
    assert.equal(tls?.framework?.reference, "3.9");
    assert.ok(tls?.tags?.includes("checkov:CKV_GCP_4"));
  });
});
