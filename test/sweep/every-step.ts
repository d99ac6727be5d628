/** A program that is changed in every way there is: each kind of step, in each of its orders. */
import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const project = "flotilla-dev-ada";
const zoneId = "0123456789abcdef".repeat(2);

export function everyStep(changed: boolean): () => Record<string, unknown> {
  const pick = <T>(before: T, after: T): T => (changed ? after : before);
  return () => {
    const provider = new gcp.Provider("google", { project, region: "europe-west1" });
    const proxied = new cloudflare.Provider("cloudflare", { apiToken: pulumi.secret("0".repeat(40)) });
    const group = new pulumi.ComponentResource("shop:index:Group", "group", {}, { providers: [provider, proxied] });
    const within = { parent: group };
    const dependsOn = ["compute", "iam", "pubsub", "secretmanager"].map(
      (api) => new gcp.projects.Service(api, { service: `${api}.googleapis.com` }, within),
    );

    // Deleted before it is replaced, because its name is taken; what stands in it goes and comes back with it.
    const network = new gcp.compute.Network(
      "network",
      { name: "net", autoCreateSubnetworks: false, description: pick("before", "after") },
      { parent: group, dependsOn },
    );
    new gcp.compute.Subnetwork("subnet", { name: "subnet", network: network.id, ipCidrRange: "10.0.0.0/24" }, within);

    // Replaced before it is deleted: under a name, and an id, that the cloud makes up.
    const topics = ["one", "two"].map((name) => new gcp.pubsub.Topic(name, {}, { parent: group, dependsOn }));
    new gcp.pubsub.Subscription("subscription", { topic: pick(topics[0], topics[1])?.id as never }, within);
    const secret = new gcp.secretmanager.Secret(
      "secret",
      { secretId: "key", replication: { auto: {} } },
      { parent: group, dependsOn },
    );
    const secretData = pulumi.secret(pick("before", "after"));
    const version = new gcp.secretmanager.SecretVersion("version", { secret: secret.id, secretData }, within);
    const record = (name: string, ttl: number) =>
      new cloudflare.DnsRecord("record", { zoneId, name, ttl, type: "A", content: "198.51.100.1" }, within);
    record(pick("before.example.dev", "after.example.dev"), 60);
    const token = new random.RandomId("token", { byteLength: 8, keepers: { turn: pick("before", "after") } });

    // Changed in place, renamed, gone, new, and gone from the state alone.
    const account = (name: string, opts?: pulumi.CustomResourceOptions) =>
      new gcp.serviceaccount.Account(
        name,
        { accountId: "workload-a", displayName: pick("before", "after") },
        { parent: group, dependsOn, ...opts },
      );
    const workload = pick(
      () => account("former"),
      () => account("workload", { aliases: [{ name: "former" }] }),
    )();
    new gcp.serviceaccount.Account(
      pick("old", "new"),
      { accountId: pick("workload-old", "workload-new") },
      { parent: group, dependsOn },
    );
    if (!changed) new gcp.pubsub.Topic("kept", {}, { parent: group, dependsOn, retainOnDelete: true });
    new gcp.pubsub.TopicIAMMember(
      "publisher",
      { topic: topics[0]?.name as never, role: "roles/pubsub.publisher", member: workload.member },
      { parent: group, deletedWith: topics[0] },
    );
    return { token: token.hex, version: version.id };
  };
}
