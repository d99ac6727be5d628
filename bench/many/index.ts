/**
 * A program of as many resources as it is asked for: the same cell again and again, in each of it what a small service
 * has, with the dependencies that such things have on each other and on a few that all share.
 */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const perCell = 10;
const region = "europe-west1";
const apis = ["compute", "iam", "pubsub", "run", "secretmanager"];

const project = new gcp.Provider("project", { project: "bench", region });
const apiServices = apis.map(
  (name) => new gcp.projects.Service(name, { service: `${name}.googleapis.com` }, { provider: project }),
);
const common: pulumi.CustomResourceOptions = { provider: project, dependsOn: apiServices };
const network = new gcp.compute.Network("network", { autoCreateSubnetworks: false }, common);

class Cell extends pulumi.ComponentResource {
  constructor(name: string, index: number) {
    super("flotilla:bench:Cell", name);
    const own = { ...common, parent: this };
    const suffix = new random.RandomId(name, { byteLength: 4 }, { parent: this });
    const account = new gcp.serviceaccount.Account(name, { accountId: name }, own);
    const member = pulumi.interpolate`serviceAccount:${account.email}`;

    const topic = new gcp.pubsub.Topic(name, { labels: { suffix: suffix.hex } }, own);
    new gcp.pubsub.Subscription(name, { topic: topic.id, ackDeadlineSeconds: 20 }, own);
    new gcp.pubsub.TopicIAMMember(name, { topic: topic.name, role: "roles/pubsub.publisher", member }, own);

    const secret = new gcp.secretmanager.Secret(name, { secretId: name, replication: { auto: {} } }, own);
    const version = new gcp.secretmanager.SecretVersion(name, { secret: secret.id, secretData: suffix.b64Std }, own);
    const access = new gcp.secretmanager.SecretIamMember(
      name,
      { secretId: secret.id, role: "roles/secretmanager.secretAccessor", member },
      own,
    );

    new gcp.compute.Subnetwork(
      name,
      { network: network.id, region, ipCidrRange: `10.${index >> 8}.${index & 255}.0/24` },
      own,
    );
    new gcp.cloudrunv2.Service(
      name,
      {
        location: region,
        deletionProtection: false,
        template: {
          serviceAccount: account.email,
          containers: [
            {
              image: "europe-docker.pkg.dev/bench/images/image",
              envs: [
                { name: "TOPIC", value: topic.name },
                {
                  name: "SECRET",
                  valueSource: { secretKeyRef: { secret: secret.secretId, version: version.version } },
                },
              ],
            },
          ],
        },
      },
      { ...own, dependsOn: [...apiServices, access] },
    );
    this.registerOutputs({});
  }
}

const count = new pulumi.Config("bench").requireNumber("resources");
for (let index = 0; index < count / perCell; index++) new Cell(`cell-${index}-`.padEnd(10, "x"), index);
