import assert from "node:assert/strict";
import { ErrorHook, isSecret, ResourceHook, secret } from "@pulumi/pulumi";
import { FakeGroup, FakeThing, World } from "./kit";

/** Its first so many creates, updates or deletes fail. */
function flaky(failures: number, world = new World()): World {
  const { create, update, delete: remove } = world.cloud.configured;
  let left = failures;
  const fail = () => {
    if (left > 0) throw new Error(`attempt ${failures - --left} failed`);
  };
  world.cloud.configured.create = async (resource, inputs, preview) => {
    if (!preview) fail();
    return create(resource, inputs, preview);
  };
  world.cloud.configured.update = async (...args) => {
    fail();
    return update(...args);
  };
  world.cloud.configured.delete = async (...args) => {
    fail();
    return remove(...args);
  };
  return world;
}

describe("error hooks", () => {
  it("retry: a create is tried as long as the hook asks for it; it is told all errors, newest first", async () => {
    const told: unknown[] = [];
    const world = flaky(2);
    const ran = await world.up(() => {
      const hook = new ErrorHook("again", ({ name, failedOperation, errors }) => {
        told.push([name, failedOperation, [...errors]]);
        return true;
      });
      new FakeThing("a", {}, { hooks: { onError: [hook] } });
    });
    assert.deepEqual([ran.outcome, world.cloud.names], ["succeeded", ["a"]]);
    assert.deepEqual(told, [
      ["a", "create", ["attempt 1 failed"]],
      ["a", "create", ["attempt 2 failed", "attempt 1 failed"]],
    ]);
    assert.match(ran.warnings[0] as string, /create failed and is tried again.*1 of at most 100.*attempt 1 failed/);
  });

  it("no retry: where the hook does not ask for it, the step fails with the error itself", async () => {
    const ran = await flaky(1).up(() => {
      const hook = new ErrorHook("enough", ({ errors }) => errors[0] !== "attempt 1 failed");
      new FakeThing("a", {}, { hooks: { onError: [hook] } });
    });
    assert.deepEqual([ran.outcome, ran.errors[0]], ["failed", "attempt 1 failed"]);
  });

  it("update and delete: they are tried again too", async () => {
    const program = (names: string[], value: string) => () => {
      const hooks = { onError: [new ErrorHook("again", () => true)] };
      for (const name of names) new FakeThing(name, { value }, { hooks });
    };
    const world = new World();
    await world.up(program(["a", "b"], "x"));
    Object.assign(world.cloud.configured, flaky(2, world).cloud.configured);
    const ran = await world.up(program(["a"], "y"));
    assert.deepEqual([ran.outcome, ran.changes], ["succeeded", { same: 1, update: 1, delete: 1 }]);
    assert.deepEqual(
      ran.warnings.map((warning) => warning.split(" ", 1)[0]),
      ["update", "update"],
    );
  });

  it("limit: a hook that never gives up is stopped", async () => {
    const ran = await flaky(1000).up(() => {
      new FakeThing("a", {}, { hooks: { onError: [new ErrorHook("stubborn", () => true)] } });
    });
    assert.match(ran.errors[0] as string, /attempt 100 failed \(gave up after 100 attempts\)/);
  });

  it("error: a hook that throws is named, with what it was called for", async () => {
    const ran = await flaky(1).up(() => {
      const hook = new ErrorHook("clumsy", () => {
        throw new Error("oops");
      });
      new FakeThing("a", {}, { hooks: { onError: [hook] } });
    });
    assert.match(ran.errors[0] as string, /error hook "clumsy" failed: oops; it was called for: attempt 1 failed/);
  });

  it("secrets: a hook gets them as secrets", async () => {
    const seen: unknown[] = [];
    await flaky(1).up(() => {
      const hook = new ErrorHook("looks", async ({ newInputs }) => {
        seen.push(await isSecret(newInputs?.value));
        return true;
      });
      new FakeThing("a", { value: secret("hunter2") }, { hooks: { onError: [hook] } });
    });
    assert.deepEqual(seen, [true]);
  });
});

describe("resource hooks", () => {
  /** Notes its calls as `moment name`. */
  const noting = (calls: string[], prefix: string) =>
    ["beforeCreate", "afterCreate", "beforeUpdate", "afterUpdate", "beforeDelete", "afterDelete"].map((moment) => [
      moment,
      [new ResourceHook(`${prefix}-${moment}`, ({ name }) => void calls.push(`${moment} ${name}`))],
    ]);

  it("moments: before and after each step, also of components and of deletes at the end", async () => {
    const calls: string[] = [];
    const world = new World();
    const program = (value: string, dropped: boolean) => () => {
      const hooks = Object.fromEntries(noting(calls, "note"));
      new FakeGroup("g", () => undefined, { hooks });
      new FakeThing("a", { value }, { hooks });
      if (!dropped) new FakeThing("b", {}, { hooks });
    };
    await world.up(program("x", false));
    assert.deepEqual(calls.toSorted(), [
      "afterCreate a",
      "afterCreate b",
      "afterCreate g",
      "beforeCreate a",
      "beforeCreate b",
      "beforeCreate g",
    ]);
    calls.length = 0;
    await world.up(program("y", true));
    assert.deepEqual(calls, ["beforeUpdate a", "afterUpdate a", "beforeDelete b", "afterDelete b"]);
  });

  it("before: one that throws keeps the step from being done", async () => {
    const world = new World();
    const ran = await world.up(() => {
      const hook = new ResourceHook("guard", () => {
        throw new Error("not on a Friday");
      });
      new FakeThing("a", {}, { hooks: { beforeCreate: [hook] } });
    });
    assert.match(ran.errors[0] as string, /hook "guard" \(BeforeCreate\) failed: not on a Friday/);
    assert.deepEqual(world.cloud.names, []);
  });

  it("after: one that throws fails the operation; the resource is there, and the state knows", async () => {
    const world = new World();
    const ran = await world.up(() => {
      const hook = new ResourceHook("late", () => {
        throw new Error("too late");
      });
      new FakeThing("a", {}, { hooks: { afterCreate: [hook] } });
    });
    assert.equal(ran.outcome, "failed");
    assert.deepEqual([...(await world.state()).keys()], ["a"]);
  });

  it("preview: only those that ask for it are called", async () => {
    const calls: string[] = [];
    await new World().preview(() => {
      const dry = new ResourceHook("dry", () => void calls.push("dry"), { onDryRun: true });
      const wet = new ResourceHook("wet", () => void calls.push("wet"));
      new FakeThing("a", {}, { hooks: { beforeCreate: [dry, wet] } });
    });
    assert.deepEqual(calls, ["dry"]);
  });

  it("destroy: delete hooks are refused by name before anything is deleted, as there is no program to call", async () => {
    const world = new World();
    await world.up(() => {
      const hook = new ResourceHook("bye", () => undefined);
      new FakeThing("a", {}, { hooks: { beforeDelete: [hook] } });
    });
    const ran = await world.destroy();
    assert.match(
      ran.errors[0] as string,
      /not supported by the local engine: delete hooks in a destroy.*\n {2}a \(fake/,
    );
    assert.deepEqual(world.cloud.names, ["a"]);
  });
});
