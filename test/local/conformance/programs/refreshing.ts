import type { ConformanceCloud } from "../cloud";
import type { ConformancePrograms } from "../program";
import { FakeProvider, Group, Thing } from "../resources";

const gone =
  (...ids: string[]) =>
  (cloud: ConformanceCloud) => {
    for (const id of ids) cloud.things.delete(id);
  };

const set = (id: string, inputs: Record<string, string | number>) => (cloud: ConformanceCloud) => {
  const thing = cloud.things.get(id);
  if (thing) cloud.things.set(id, { ...thing, inputs: { ...thing.inputs, ...inputs } });
};

export const refreshing: ConformancePrograms = {
  "refresh-of-nothing-new": {
    program() {
      const g = new Group("g", (group) => ({ made: new Thing("a", { value: 1 }, { parent: group }).output }));
      const provider = new FakeProvider("own", { region: "north" });
      new Thing("b", {}, { provider, dependsOn: g });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "refresh", previewOnly: true },
      { operation: "refresh" },
    ],
  },

  /** Changed by hand: the state learns of it, and the next up puts it right. */
  "refresh-with-drift": {
    program() {
      const a = new Thing("a", { value: 1, fixed: 1 });
      new Thing("b", { value: a.output }, { ignoreChanges: ["other"] });
      new Thing("c", { fixed: 1 }, { protect: true });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "refresh", previewOnly: true, edit: set("a-1", { value: 2, more: 1 }) },
      { operation: "refresh" },
      { operation: "preview" },
      { operation: "up" },
      { operation: "refresh", edit: set("b-1", { other: "by hand" }) },
      { operation: "up" },
      { operation: "refresh", edit: set("c-1", { fixed: 2 }) },
      { operation: "preview" },
    ],
  },

  /** Deleted by hand: the state forgets it, whatever needs it, and the next up makes it again. */
  "refresh-with-deleted": {
    program() {
      const a = new Thing("a");
      const b = new Thing("b", { value: a.output });
      new Thing("c", { value: b.output }, { dependsOn: a, deletedWith: a });
      const parent = new Thing("parent");
      new Thing("child", {}, { parent });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "refresh", previewOnly: true, edit: gone("a-1", "parent-1") },
      { operation: "refresh" },
      { operation: "preview" },
      { operation: "up" },
    ],
  },

  /** Without a refresh nobody knows. */
  "deleted-without-refresh": {
    program: (variant) => void new Thing("a", { value: variant }),
    steps: [{ operation: "up", variant: "first" }, { operation: "up", edit: gone("a-1") }, { operation: "destroy" }],
  },

  "refresh-fails": {
    program() {
      const a = new Thing("a", { value: 1 });
      new Thing("b", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "refresh", faults: { read: ["b"] } },
    ],
  },

  "refresh-with-targets": {
    program() {
      const a = new Thing("a", { value: 1 });
      const b = new Thing("b", { value: a.output });
      new Thing("c", { value: b.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      {
        operation: "refresh",
        targets: ["fake:index:Thing::a"],
        edit: (cloud) => {
          set("a-1", { value: 2 })(cloud);
          set("b-1", { value: "by hand" })(cloud);
        },
      },
      { operation: "refresh", targets: ["fake:index:Thing::b"], edit: gone("b-1") },
    ],
  },

  "refresh-with-target-dependents": {
    program() {
      const a = new Thing("a", { value: 1 });
      const b = new Thing("b", { value: a.output });
      new Thing("c", { value: b.output });
      new Thing("d");
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "refresh", targets: ["fake:index:Thing::b"], targetDependents: true, edit: gone("c-1", "d-1") },
    ],
  },

  /** What is only read is read again. */
  "refresh-of-read": {
    program() {
      const found = Thing.get("found", "there");
      new Thing("b", { value: found.output });
    },
    steps: [
      {
        operation: "up",
        variant: "first",
        edit: (cloud) => void cloud.things.set("there", { type: "fake:index:Thing", urn: "", inputs: { value: 1 } }),
      },
      { operation: "refresh", edit: set("there", { value: 2 }) },
      { operation: "refresh", edit: gone("there") },
    ],
  },
};
