import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import { roleLines } from "../../cli/output/roles";
import { neededRoles, readDeployment } from "../../review";
import { project } from "./project";
import { flotilla } from "./terminal";

const types = ["gcp:cloudrunv2/service:Service", "gcp:secretmanager/secret:Secret", "gcp:redis/instance:Instance"];
const exported = JSON.stringify({
  version: 3,
  deployment: {
    resources: types.map((type) => ({ urn: `urn:pulumi:dev::shop::${type}::a`, type, custom: true, inputs: {} })),
  },
});

describe("flotilla roles", () => {
  let root: string;
  before(() => {
    root = project("", { "Pulumi.dev.yaml": "" });
    writeFileSync(join(root, "export.json"), exported);
  });

  it("prints the roles to preview and to deploy, each with what asks for it, and what is not known", async () => {
    const { code, out } = await flotilla(root, "roles", "--file", "export.json");
    assert.equal(code, 0);
    assert.match(out, /^To preview \(.*\n(?: {2}roles.*\n)* {2}roles\/run\.viewer +cloudrunv2:Service$/m);
    assert.match(out, /^ {2}roles\/secretmanager\.admin +secretmanager:Secret$/m);
    assert.match(out, /^ {2}roles\/iam\.serviceAccountUser +cloudrunv2:Service: it names an account that /m);
    assert.match(out, /^Nothing is known here of: gcp:redis\/instance:Instance$/m);
  });

  it("JSON: the permissions too", async () => {
    const { out } = await flotilla(root, "roles", "--file", "export.json", "--json");
    const { deploy, preview, unknown } = JSON.parse(out);
    assert.ok(deploy.permissions.includes("run.services.create"));
    assert.ok(!preview.permissions.includes("run.services.create"));
    assert.deepEqual(unknown, ["gcp:redis/instance:Instance"]);
  });

  it("width: no line is wider than the terminal", () => {
    const lines = roleLines("export.json", neededRoles(readDeployment(exported)), {
      width: 80,
      colours: createColors(false),
    });
    for (const line of lines) assert.ok(line.length <= 80, line);
  });
});
