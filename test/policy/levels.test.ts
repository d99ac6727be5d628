import assert from "node:assert/strict";
import { type Kind, kindOf, kinds } from "../../policy/kind";
import { isTakenDown } from "../../policy/levels";
import { packArgs } from "../../policy/pack";

/** Written out here once more, so that a policy cannot be lost or softened by a change in one place. */
const expected = `
own-service-account                 mandatory  mandatory  mandatory
no-grant-to-default-account         mandatory  mandatory  mandatory
no-shared-account                   mandatory  mandatory  mandatory
no-walk-around                      mandatory  mandatory  mandatory
no-default-provider                 mandatory  mandatory  mandatory
run-ingress-not-public-by-accident  mandatory  mandatory  mandatory
run-invoker-not-public              mandatory  mandatory  mandatory
image-by-digest                     disabled   mandatory  mandatory
deletion-protection                 disabled   mandatory  mandatory
edge-modern-tls                     mandatory  mandatory  mandatory
edge-scheme-managed                 mandatory  mandatory  mandatory
no-service-account-key              mandatory  mandatory  mandatory
no-api-key                          mandatory  mandatory  mandatory
sql-private-address-only            mandatory  mandatory  mandatory
sql-no-way-round-the-network        mandatory  mandatory  mandatory
sql-encrypted-connections           mandatory  mandatory  mandatory
sql-connector-enforced              mandatory  mandatory  mandatory
sql-iam-authentication              mandatory  mandatory  mandatory
sql-iam-users-only                  mandatory  mandatory  mandatory
sql-people-in-groups                disabled   mandatory  mandatory
sql-superuser-alone                 mandatory  mandatory  mandatory
sql-no-lasting-credentials          mandatory  mandatory  mandatory
sql-edition-set                     mandatory  mandatory  mandatory
sql-version-supported               mandatory  advisory   advisory
sql-log-flags                       mandatory  mandatory  mandatory
sql-backed-up                       disabled   mandatory  mandatory
sql-final-backup                    disabled   mandatory  mandatory
sql-highly-available                disabled   disabled   mandatory
sql-machine-of-its-own              disabled   disabled   mandatory
sql-maintenance-planned             disabled   mandatory  mandatory
sql-disk-grows                      disabled   mandatory  mandatory
sql-deletion-protection             disabled   mandatory  mandatory
nothing-abandoned                   mandatory  mandatory  mandatory
kms-key-not-public                  mandatory  mandatory  mandatory
kms-granted-on-the-key              mandatory  mandatory  mandatory
kms-duties-separated                mandatory  mandatory  mandatory
kms-key-rotated                     mandatory  mandatory  mandatory
kms-hardware-key                    disabled   disabled   mandatory
kms-destruction-delayed             disabled   mandatory  mandatory
kms-key-born-in-kms                 mandatory  mandatory  mandatory
kms-key-has-a-version               mandatory  mandatory  mandatory
kms-key-beside-data                 mandatory  mandatory  mandatory
secret-read-by-accounts-only        mandatory  mandatory  mandatory
secret-readers-are-workloads        mandatory  mandatory  mandatory
secret-granted-one-by-one           mandatory  mandatory  mandatory
secret-grants-additive              mandatory  mandatory  mandatory
secret-data-write-only              mandatory  mandatory  mandatory
secret-version-pinned               disabled   mandatory  mandatory
secret-stays                        mandatory  mandatory  mandatory
secret-version-enabled              mandatory  mandatory  mandatory
random-enough                       mandatory  mandatory  mandatory
no-secret-in-plain-variables        mandatory  mandatory  mandatory
r2-no-public-domain                 mandatory  mandatory  mandatory
r2-cors-named-origins               mandatory  mandatory  mandatory
r2-token-scoped                     mandatory  mandatory  mandatory
r2-token-expires                    mandatory  mandatory  mandatory
r2-domain-modern-tls                mandatory  mandatory  mandatory
r2-aborts-unfinished-uploads        mandatory  mandatory  mandatory
stateful-protected                  disabled   mandatory  mandatory
foundation-protected                mandatory  mandatory  mandatory
pubsub-subscription-never-expires   mandatory  mandatory  mandatory
pubsub-messages-kept                mandatory  mandatory  mandatory
pubsub-dead-letters-kept            mandatory  mandatory  mandatory
pubsub-push-encrypted               mandatory  mandatory  mandatory
pubsub-push-own-account             mandatory  mandatory  mandatory
pubsub-push-stays-inside            mandatory  mandatory  mandatory
pubsub-push-own-audience            mandatory  mandatory  mandatory
pubsub-members-are-accounts         mandatory  mandatory  mandatory
pubsub-granted-one-by-one           mandatory  mandatory  mandatory
pubsub-topic-shaped                 advisory   mandatory  mandatory
bigquery-not-public                 mandatory  mandatory  mandatory
bigquery-access-listed              mandatory  mandatory  mandatory
bigquery-location-set               mandatory  mandatory  mandatory
bigquery-standard-sql               mandatory  mandatory  mandatory
bigquery-deletion-protection        disabled   mandatory  mandatory
recorded-dataset-one-writer         mandatory  mandatory  mandatory
recorded-read-by-groups             mandatory  mandatory  mandatory
recorded-table-partitioned          mandatory  mandatory  mandatory
recorded-stays                      mandatory  mandatory  mandatory
recorded-whole                      mandatory  mandatory  mandatory
edge-requests-logged                mandatory  mandatory  mandatory
edge-firewalled                     mandatory  mandatory  mandatory
edge-firewall-rules                 mandatory  mandatory  mandatory
network-no-automatic-subnets        mandatory  mandatory  mandatory
network-no-default                  mandatory  mandatory  mandatory
network-google-privately            mandatory  mandatory  mandatory
network-flow-logs                   disabled   disabled   mandatory
network-firewall-closed             mandatory  mandatory  mandatory
network-firewall-ports-named        mandatory  mandatory  mandatory
network-routes-own                  mandatory  mandatory  mandatory
network-no-way-out                  mandatory  mandatory  mandatory
network-ranges-fit                  mandatory  mandatory  mandatory
dns-signed                          mandatory  mandatory  mandatory
dns-google-stays-google             mandatory  mandatory  mandatory
dns-private-zone-seen               mandatory  mandatory  mandatory
storage-never-public                mandatory  mandatory  mandatory
public-pages-alone                  mandatory  mandatory  mandatory
storage-iam-only                    mandatory  mandatory  mandatory
storage-no-access-lists             mandatory  mandatory  mandatory
storage-recoverable                 disabled   mandatory  mandatory
image-tags-stay                     advisory   mandatory  mandatory
images-scanned                      mandatory  mandatory  mandatory
alert-reaches-somebody              advisory   mandatory  mandatory
audit-exempts-nobody                mandatory  mandatory  mandatory
audit-complete                      mandatory  mandatory  mandatory
logging-switched-on                 mandatory  mandatory  mandatory
logs-keep-audit                     mandatory  mandatory  mandatory
logs-kept                           disabled   mandatory  mandatory
no-basic-role                       mandatory  mandatory  mandatory
no-admin-account                    mandatory  mandatory  mandatory
no-impersonation-of-all             mandatory  mandatory  mandatory
granted-on-the-resource             mandatory  mandatory  mandatory
granted-for-use                     mandatory  mandatory  mandatory
grants-stay                         mandatory  mandatory  mandatory
no-person                           disabled   mandatory  mandatory
no-grant-to-everyone                mandatory  mandatory  mandatory
federation-pinned                   mandatory  mandatory  mandatory
federation-narrow                   mandatory  mandatory  mandatory
custom-role-harmless                mandatory  mandatory  mandatory
account-duties-separated            mandatory  mandatory  mandatory
run-instances-bounded               mandatory  mandatory  mandatory
run-through-network                 mandatory  mandatory  mandatory
run-limits-set                      mandatory  mandatory  mandatory
sql-queries-seen                    advisory   mandatory  mandatory
pubsub-regions-chosen               mandatory  mandatory  mandatory
contents-stay                       disabled   mandatory  mandatory
apis-stay                           mandatory  mandatory  mandatory
one-environment                     mandatory  mandatory  mandatory
data-where-it-runs                  mandatory  mandatory  mandatory
no-acting-as-another                mandatory  mandatory  mandatory
workload-does-not-deploy            mandatory  mandatory  mandatory
calls-as-own-account                mandatory  mandatory  mandatory
no-grant-above-project              mandatory  mandatory  mandatory
run-current-api                     mandatory  mandatory  mandatory
no-secret-in-calls                  mandatory  mandatory  mandatory
image-from-registry                 disabled   mandatory  mandatory
run-job-ends                        mandatory  mandatory  mandatory
run-released-features               disabled   disabled   mandatory
foreign-account-explained           mandatory  mandatory  mandatory
kms-used-by-workloads               mandatory  mandatory  mandatory
workload-rules-nothing              mandatory  mandatory  mandatory
custom-role-on-the-resource         mandatory  mandatory  mandatory
federation-own-audience             mandatory  mandatory  mandatory
edge-unknown-host-refused           mandatory  mandatory  mandatory
edge-redirects-http                 mandatory  mandatory  mandatory
edge-caches-public-only             mandatory  mandatory  mandatory
edge-certificate-managed            mandatory  mandatory  mandatory
edge-certificate-first              mandatory  mandatory  mandatory
edge-no-early-data                  mandatory  mandatory  mandatory
edge-names-its-services             mandatory  mandatory  mandatory
edge-only-way-in                    mandatory  mandatory  mandatory
no-name-beside-the-edge             mandatory  mandatory  mandatory
no-oauth-client-secret              mandatory  mandatory  mandatory
dns-record-not-proxied              mandatory  mandatory  mandatory
zone-tls-kept                       mandatory  mandatory  mandatory
r2-ages-in-seconds                  mandatory  mandatory  mandatory
r2-lock-holds                       mandatory  mandatory  mandatory
alert-token-sealed                  mandatory  mandatory  mandatory
uptime-check-verifies               mandatory  mandatory  mandatory
run-audience-own                    mandatory  mandatory  mandatory
no-whole-domain                     mandatory  mandatory  mandatory
sql-granted-on-one-instance         mandatory  mandatory  mandatory
account-made-new                    mandatory  mandatory  mandatory
default-accounts-stay-powerless     mandatory  mandatory  mandatory
calls-encrypted                     mandatory  mandatory  mandatory
iap-visitors-only-visit             mandatory  mandatory  mandatory
edge-address-kept                   mandatory  mandatory  mandatory
r2-keeps-for-a-month                disabled   mandatory  mandatory
run-no-breakglass                   mandatory  mandatory  mandatory
image-policy-asked                  mandatory  mandatory  mandatory
image-policy-decides                mandatory  mandatory  mandatory
image-policy-patterns-narrow        mandatory  mandatory  mandatory
image-policy-enforced               disabled   advisory   advisory
run-mounts-own-buckets              mandatory  mandatory  mandatory
storage-one-writer                  advisory   advisory   advisory
edge-hosts-certified                mandatory  mandatory  mandatory
edge-names-lead-here                mandatory  mandatory  mandatory
exceptions-shown                    advisory   advisory   advisory
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

  it("an environment that is being taken down: what protects it from that is told of, and everything else holds", () => {
    const softened = (kind: Kind) => {
      const held = packArgs(kind).policies;
      const takenDown = packArgs(kind, true).policies;
      return held.flatMap(({ name, enforcementLevel }, index) => {
        const level = takenDown[index]?.enforcementLevel;
        return level === enforcementLevel ? [] : [`${name} ${level}`];
      });
    };
    const protections = [
      "deletion-protection advisory",
      "sql-final-backup advisory",
      "sql-deletion-protection advisory",
      "stateful-protected advisory",
      "bigquery-deletion-protection advisory",
      "contents-stay advisory",
    ];
    assert.deepEqual(softened("production"), protections);
    assert.deepEqual(softened("developer"), []);
  });

  it("an environment is taken down where the stack's setting says off, and by no other word", () => {
    assert.deepEqual(["off", "on", "by-kind", undefined].map(isTakenDown), [true, false, false, false]);
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
