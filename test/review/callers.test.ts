import assert from "node:assert/strict";
import { callerChanges, callersOf, deploymentOf, type RawResource } from "../../review";

/** A grant as components name it, under the component that it is for. */
function grant(parent: string, name: string, member: string, role = "roles/run.invoker"): RawResource {
  const type = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
  const urn = `urn:pulumi:staging::flotilla::flotilla:index:Environment$flotilla:${parent}$${type}::${name}`;
  return { urn, type, custom: true, inputs: { member, role }, outputs: {} };
}

const support = "group:support@example.dev";
const calls = (region: string) => grant("callers:People", `support/call/iam/${region}`, support);
const bills = grant("callers:ForeignWorkload", "billing/publish/pulled", "serviceAccount:b@p.iam.gserviceaccount.com");
const of = (...resources: RawResource[]) => deploymentOf(resources);

describe("callers in review", () => {
  it("are those who have grants and are no workloads, each with what it may do", () => {
    const registry = grant("run:Service", "registry/call/iam/us-east4", "serviceAccount:registry");
    assert.deepEqual(callersOf(of(calls("us-east4"), registry, bills, calls("europe-west1"))), [
      {
        name: "billing",
        kind: "ForeignWorkload",
        members: ["serviceAccount:b@p.iam.gserviceaccount.com"],
        rights: [{ what: "publish pulled", roles: ["roles/run.invoker"], grants: 1 }],
      },
      {
        name: "support",
        kind: "People",
        members: [support],
        rights: [{ what: "call iam", roles: ["roles/run.invoker"], grants: 2 }],
      },
    ]);
  });

  it("are everyone, where something is public", () => {
    const pages = grant("edge:Edge", "everyone/read/edge-pages", "allUsers", "roles/storage.legacyObjectReader");
    const byHand = grant("data:Other", "open-docs", "allAuthenticatedUsers", "roles/storage.objectViewer");
    assert.deepEqual(callersOf(of(pages, byHand)), [
      {
        name: "everyone",
        kind: "Everyone",
        members: ["allUsers", "allAuthenticatedUsers"],
        rights: [
          { what: "open-docs", roles: ["roles/storage.objectViewer"], grants: 1 },
          { what: "read edge-pages", roles: ["roles/storage.legacyObjectReader"], grants: 1 },
        ],
      },
    ]);
  });

  it("are told before an update, too, as far as anybody knows who they are", () => {
    const [caller] = callersOf(of(grant("callers:People", "support/call/iam/us-east4", "[unknown]")));
    assert.deepEqual(caller?.members, ["not known yet"]);
  });

  it("changes: who is new, who is gone, and who may do more", () => {
    const runs = grant("callers:People", "support/run/tidy/europe-west1", support);
    assert.deepEqual(
      callerChanges(of(calls("us-east4"), bills), of(calls("us-east4"), runs)).map(({ name, added, removed }) => [
        name,
        added,
        removed,
      ]),
      [
        ["billing", [], ["publish pulled"]],
        ["support", ["run tidy"], []],
      ],
    );
  });

  it("changes: another group under the same name is one, another region is none", () => {
    const others = grant("callers:People", "support/call/iam/us-east4", "group:others@example.dev");
    assert.deepEqual(callerChanges(of(calls("us-east4")), of(others)), [
      {
        name: "support",
        kind: "People",
        members: { before: [support], after: ["group:others@example.dev"] },
        added: [],
        removed: [],
      },
    ]);
    assert.deepEqual(callerChanges(of(calls("us-east4")), of(calls("us-east4"), calls("europe-west1"))), []);
  });
});
