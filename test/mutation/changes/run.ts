import { type BadChange, type BadChanges, becomes, gains, told, without } from "../bad-change";
import type { Subject } from "../environment";
import { badMembers, badRoles, defaultAccount, having, named, personsOutsideDevelopment, textAt } from "./subjects";

const builtJustNow = "A developer runs what was just built.";
const triedHere = "What is not released yet is tried here, before production.";

/** Of a template, wherever the type has it; `owner` is the first word of an account of the type's own. */
function ofTemplate(template: string): BadChange[] {
  const account = `${template}.serviceAccount`;
  return [
    without(account, "it runs as the project's default account"),
    becomes(account, defaultAccount, "it runs as the default account of Compute Engine"),
    becomes(
      account,
      told("that of App Engine", (subject) => `${textAt(subject, "project")}@appspot.gserviceaccount.com`),
      "it runs as the default account of App Engine",
    ),
    becomes(
      account,
      told("another workload's", (subject) => {
        const other = subject.name.startsWith("iam/") ? "run-audit" : "run-iam";
        return textAt(subject, account).replace(/^[^@]+/, other);
      }),
      "it may do what another may",
    ),
    becomes(
      `${template}.containers[].image`,
      "europe-docker.pkg.dev/registry-shared/images/app:latest",
      "nobody knows what runs",
      {
        survives: { developer: builtJustNow },
      },
    ),
    becomes(
      `${template}.containers[].image`,
      `docker.io/library/nginx@sha256:${"ab".repeat(32)}`,
      "it starts when somebody else's registry is up",
      {
        survives: { developer: builtJustNow },
      },
    ),
    becomes(
      "binaryAuthorization",
      { useDefault: true, breakglassJustification: "the registry is down" },
      "any image runs, and every deployment says that this was meant",
    ),
    gains(
      `${template}.containers[].envs`,
      { name: "DB_PASSWORD", value: "correct-horse-battery" },
      "whoever may look at it reads the password",
    ),
    gains(
      `${template}.containers[].envs`,
      { name: "KEY", valueSource: { secretKeyRef: { secret: "sign-in", version: "1" } } },
      "it reads a secret that it was not granted",
      { of: (subject) => !named("tokens/")(subject) },
    ),
    without(`${template}.containers[].resources.limits`, "one request may take what all need"),
    without(`${template}.vpcAccess`, "it goes out to the internet from an address that nobody knows"),
    becomes(
      `${template}.vpcAccess.networkInterfaces[].subnetwork`,
      "projects/{project}/regions/us-west1/subnetworks/elsewhere",
      "it stands in a subnet of another region",
    ),
    gains(
      `${template}.volumes`,
      { name: "out", gcs: { bucket: "elsewhere", readOnly: false } },
      "what it writes to a folder is somebody else's",
    ),
    becomes("launchStage", "BETA", "it rests on what may change without notice", {
      survives: { developer: triedHere, staging: triedHere },
    }),
    becomes("deletionProtection", false, "one wrong word deletes it", {
      of: having("deletionProtection", true),
    }),
    becomes("location", "europe-west99", "it is in a region that does not exist"),
    becomes("location", "us-west1", "it is where the environment is not"),
  ];
}

/** A service that was granted to call nobody. */
const callsNobody = named("notifier/");

const auditAt = ({ number, inputs }: Subject) => `https://audit-${number}.${inputs.location}.run.app`;

const isCall = ({ name }: Subject) => name.includes("/call/");

/** A trigger may call its service in each region, and calls it in one: its grants in the others are missed by nobody. */
const called = (subject: Subject) =>
  isCall(subject) && (!/^notify-/.test(subject.name) || /europe-west1$/.test(subject.name));

export const run: BadChanges = {
  "gcp:cloudrunv2/service:Service": [
    ...ofTemplate("template"),
    gains(
      "template.containers[].envs",
      { name: "KEY", valueSource: { secretKeyRef: { secret: "sign-in", version: "latest" } } },
      "a new version reaches instances at moments that nobody chose",
      { of: named("tokens/") },
    ),
    becomes("ingress", "INGRESS_TRAFFIC_ALL", "the internet reaches it"),
    without("ingress", "the internet reaches it: that is the default", {
      of: (subject) => !having("ingress", "INGRESS_TRAFFIC_ALL")(subject),
    }),
    becomes("invokerIamDisabled", true, "whoever reaches it may call it"),
    gains(
      "template.containers[].envs",
      told("the address of a service that it may not call", (subject) => ({
        name: "AUDIT_URL",
        value: auditAt(subject),
      })),
      "it calls around the grants, and is answered 403",
      { of: callsNobody },
    ),
    becomes(
      "template.containers[].args",
      told("an argument with such an address", (subject) => [`--audit=${auditAt(subject)}/v1`]),
      "it calls around the grants, and is answered 403",
      { of: callsNobody },
    ),
    becomes("location", "global", "it is in no region"),
    becomes("multiRegionSettings", { regions: ["us-east4"] }, "it is in one region, and says that it is in another"),
    without("template.scaling.maxInstanceCount", "a flood of requests is a flood of money"),
    gains(
      "template.volumes",
      told("the instance of the database", (subject) => ({
        name: "cloudsql",
        cloudSqlInstance: { instances: [`${textAt(subject, "project")}:${textAt(subject, "location")}:catalog`] },
      })),
      "it reaches for a database that it was not granted",
      { of: callsNobody },
    ),
    becomes(
      "name",
      told("that of another service", ({ name }) => (name.startsWith("iam/") ? "audit" : "iam")),
      "two services are one",
    ),
  ],
  "gcp:cloudrunv2/job:Job": [
    ...ofTemplate("template.template"),
    becomes("template.template.timeout", "604800s", "work that hangs is paid for during a week"),
    becomes("template.template.maxRetries", 100, "what cannot succeed is tried a hundred times"),
    gains(
      "template.template.containers[].envs",
      told("the address of a service that it may not call", (subject) => ({
        name: "AUDIT_URL",
        value: auditAt(subject),
      })),
      "it calls around the grants",
    ),
  ],
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": [
    ...badMembers,
    ...personsOutsideDevelopment,
    ...badRoles,
    becomes("role", "roles/run.admin", "a caller may replace what it calls", { of: isCall }),
    becomes("role", "roles/run.developer", "a caller may replace what it calls", { of: isCall }),
    becomes(
      "member",
      told("another workload's account", (subject) => textAt(subject, "member").replace(/:[^@]+/, ":run-notifier")),
      "who has the address may not call, and who may has no address",
      { of: called },
    ),
    becomes("name", "nowhere", "it is granted on a service that does not exist"),
    becomes("location", "us-west1", "it is granted where the service is not"),
  ],
  "gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember": [
    ...badMembers,
    ...badRoles,
    becomes("member", "domain:example.dev", "everybody of a company visits a developer's environment"),
    becomes("role", "roles/iap.admin", "a visitor decides who visits"),
  ],
};
