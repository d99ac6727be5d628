import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deploymentOf, neededRoles } from "../../review";
import { cloudflareGroups, rows } from "../../review/roles/table";

const catalogue = join(__dirname, "..", "..", "local", "cloud", "catalogue");
const known = readdirSync(catalogue).flatMap((file) =>
  Object.keys((JSON.parse(readFileSync(join(catalogue, file), "utf8")) as { resources?: object }).resources ?? {}),
);

const deployment = (...types: string[]) =>
  deploymentOf(types.map((type, i) => ({ urn: `urn:pulumi:prod::shop::${type}::${i}`, type, custom: true })));
const rolesOf = (...types: string[]) => neededRoles(deployment(...types)).deploy.roles.map(({ role }) => role);

describe("the roles that a deployment needs", () => {
  it("types: all that the local cloud can make have a row, but for what no environment makes", () => {
    const { unknown } = neededRoles(deployment(...known));
    assert.deepEqual(unknown, ["cloudflare:index/apiToken:ApiToken", "gcp:organizations/project:Project"]);
    for (const type of [...rows.flatMap(({ types }) => types), ...Object.keys(cloudflareGroups)])
      assert.ok(known.includes(type), type);
  });

  it("a type that nothing is known of is told, and never taken for one that needs nothing", () => {
    assert.deepEqual(neededRoles(deployment("gcp:redis/instance:Instance")).unknown, ["gcp:redis/instance:Instance"]);
  });

  it("to preview is to see: no permission of it changes anything, reads a secret or acts as anybody", () => {
    for (const { preview } of rows)
      for (const permission of preview.permissions)
        assert.match(permission, /\.(get|list|getIamPolicy|viewPublicKey)$/, permission);
    const { preview } = neededRoles(deployment(...known));
    for (const { role } of preview.roles) assert.match(role, /viewer|reader|securityReviewer/i);
  });

  it("to deploy is to see as well", () => {
    for (const { preview, deploy } of rows.filter(({ deploy: { permissions } }) => permissions.length > 1))
      for (const permission of preview.permissions.filter((one) => /\.(get|viewPublicKey)$/.test(one)))
        assert.ok(deploy.permissions.includes(permission), permission);
  });

  it("roles: no basic one, and each permission in the form that a role of one's own takes", () => {
    for (const { preview, deploy } of rows)
      for (const { roles, permissions } of [preview, deploy]) {
        for (const role of roles) assert.match(role, /^roles\/[a-z]+\.[A-Za-z]+$/);
        for (const permission of permissions) assert.match(permission, /^[a-z]+(\.googleapis\.com\/|\.)\w+\.\w+$/);
        assert.equal(roles.length === 0, permissions.length === 0);
      }
  });

  it("a deployment needs the roles of its own types, and no others", () => {
    assert.deepEqual(rolesOf("gcp:dns/managedZone:ManagedZone", "random:index/randomId:RandomId"), ["roles/dns.admin"]);
    assert.deepEqual(rolesOf("gcp:cloudrunv2/service:Service"), ["roles/iam.serviceAccountUser", "roles/run.admin"]);
    assert.deepEqual(rolesOf(), []);
  });

  it("grants: the roles on the project that are given away, each once", () => {
    const type = "gcp:projects/iAMMember:IAMMember";
    const grant = (name: string, role: string) => ({
      urn: `urn:pulumi:prod::shop::${type}::${name}`,
      type,
      custom: true,
      inputs: { role },
    });
    const roles = ["roles/cloudsql.client", "roles/cloudsql.client", "projects/shop/roles/observe", "[unknown]"];
    const { deploy } = neededRoles(deploymentOf(roles.map((role, i) => grant(String(i), role))));
    assert.deepEqual(deploy.grants, ["not known yet", "projects/shop/roles/observe", "roles/cloudsql.client"]);
  });

  it("Cloudflare: the token's permission groups, each once", () => {
    const types = ["cloudflare:index/r2Bucket:R2Bucket", "cloudflare:index/r2BucketLock:R2BucketLock"];
    assert.deepEqual(neededRoles(deployment(...types)).deploy.cloudflare, ["Workers R2 Storage Write"]);
  });
});
