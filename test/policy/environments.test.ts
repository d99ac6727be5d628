import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as gcp from "@pulumi/gcp";
import { type Analyzer, startPolicyPack } from "../../local";
import { root, TestStack } from "../support/stack";
import { type Sound, soundData } from "./sound-data";

/** The built pack, as an environment of a kind meets it. */
async function packOf(kind: string): Promise<Analyzer> {
  const config = { values: { "flotilla:kind": kind }, secretKeys: [] };
  return startPolicyPack(join(root, "policy"), { project: "flotilla", stack: "test", dryRun: true, config });
}

describe("the pack on whole stacks", () => {
  const packs = new Map<string, Analyzer>();
  before(async () => {
    execFileSync(process.execPath, [join(root, "policy/build.js")]);
    for (const kind of ["developer", "staging", "production"]) packs.set(kind, await packOf(kind));
  });
  after(() => Promise.all([...packs.values()].map((pack) => pack.close())));

  const judged = (name: string, kind: string, program?: () => void) => {
    const stack = new TestStack(name);
    stack.analyzers = [...packs].filter(([of]) => of === kind).map(([, pack]) => pack);
    if (program) stack.program = program;
    return stack;
  };

  for (const [name, kind] of [
    ["dev-ada", "developer"],
    ["staging", "staging"],
    ["prod", "production"],
  ] as const)
    it(`${name}: no violation, not even an advisory one, in a preview or an update`, async () => {
      const stack = judged(name, kind);
      for (const operation of [() => stack.preview(), () => stack.up()]) {
        const { outcome, violations, errors } = await operation();
        assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
      }
    });

  it("data and keys as they should be in production: no violation in a preview, and none in an update", async () => {
    const stack = judged("dev-ada", "production", soundData);
    for (const operation of [() => stack.preview(), () => stack.up()]) {
      const { outcome, violations, errors } = await operation();
      assert.deepEqual([violations, errors, outcome], [[], "", "succeeded"]);
    }
  });

  const added: [string, (sound: Sound) => void, string, RegExp][] = [
    [
      "an account that signs, and is to rule over the ring of the key",
      ({ account, keyRing, made }) =>
        new gcp.kms.KeyRingIAMMember(
          "rule",
          { keyRingId: keyRing.id, role: "roles/cloudkms.admin", member: account.member },
          made,
        ),
      "kms-duties-separated",
      /member gives .* roles\/cloudkms\.signer, beside roles\/cloudkms\.admin by "rule"/,
    ],
    [
      "an account that runs nothing, and is to read the secret",
      ({ secret, made }) => {
        const other = new gcp.serviceaccount.Account("other", { accountId: "run-other" }, made);
        const role = "roles/secretmanager.secretAccessor";
        new gcp.secretmanager.SecretIamMember("spy", { secretId: secret.id, role, member: other.member }, made);
      },
      "secret-readers-are-workloads",
      /member is .*, as which no workload of the stack runs/,
    ],
  ];
  for (const [title, add, policyName, message] of added)
    it(`${title}: is refused in a preview, when everything is yet to be made`, async () => {
      const { outcome, violations } = await judged("dev-ada", "production", () => add(soundData())).preview();
      assert.deepEqual([outcome, violations.map((violation) => violation.policyName)], ["failed", [policyName]]);
      assert.match(violations[0]?.message ?? "", message);
    });
});
