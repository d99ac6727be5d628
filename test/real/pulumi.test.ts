import assert from "node:assert/strict";
import { ProjectCopy } from "../support/project-copy";
import { skipWithoutEngine } from "./engine";

describe("the real engine on the served cloud", function () {
  this.timeout(300_000);
  before(function () {
    skipWithoutEngine(this);
  });

  for (const [name, warned] of [
    ["dev-ada", false],
    ["staging", true],
    ["prod", true],
  ] as const)
    it(`${name}: previews under the policies as it does here${warned ? ", and warns of the passphrase" : ""}`, async () => {
      const copy = new ProjectCopy(name);
      const init = await copy.pulumi("stack", "init", name, "--secrets-provider", "passphrase");
      assert.equal(init.status, 0, init.output);
      const { status, output } = await copy.pulumi("preview", "--stack", name, "--policy-pack", "policy");
      assert.equal(status, 0, output);
      const ours = await copy.flotilla("preview", "--stack", name);
      const planned = /\+ \d+ to create/;
      assert.equal(planned.exec(output)?.[0], planned.exec(ours.out)?.[0] ?? "nothing");
      assert.equal(/names (no|passphrase as its) secrets provider/.test(output), warned, output);
      copy.remove();
    });

  it("an update of a shared environment under a passphrase: refused, before any resource but the stack itself", async () => {
    const copy = new ProjectCopy("staging");
    await copy.pulumi("stack", "init", "staging", "--secrets-provider", "passphrase");
    const { status, output } = await copy.pulumi("up", "--yes", "--skip-preview", "--stack", "staging");
    assert.notEqual(status, 0);
    assert.match(output, /names (no|passphrase as its) secrets provider.*change-secrets-provider/);
    assert.match(output, /\+ 1 created/);
    copy.remove();
  });

  it("a state that our engine has made: imported and touched, it is refused, and stays as it is", async () => {
    const copy = new ProjectCopy("dev-ada");
    assert.equal((await copy.flotilla("up", "--yes", "--stack", "dev-ada")).status, 0);
    assert.equal((await copy.flotilla("state", "export", "--stack", "dev-ada", "--file", "state.json")).status, 0);
    await copy.pulumi("stack", "init", "dev-ada");
    const imported = await copy.pulumi("stack", "import", "--stack", "dev-ada", "--file", "state.json");
    assert.equal(imported.status, 0, imported.output);
    for (const command of [["destroy", "--exclude-protected"], ["refresh"], ["up"]]) {
      const { status, output } = await copy.pulumi(...command, "--yes", "--skip-preview", "--stack", "dev-ada");
      assert.notEqual(status, 0, output);
      assert.match(output, /this local cloud has made no gcp:.* and touches nothing that another cloud has made/);
    }
    const kept = JSON.parse((await copy.pulumi("stack", "export", "--stack", "dev-ada")).out).deployment.resources;
    const { resources } = JSON.parse((await copy.flotilla("state", "export", "--stack", "dev-ada")).out).deployment;
    const urns = (list: { urn: string }[]) => list.map(({ urn }) => urn).sort();
    assert.deepEqual(urns(kept), urns(resources));
    copy.remove();
  });
});
