import { all, doing, leaving, saying } from "../differences";
import type { ConformancePrograms } from "../program";
import { FakeProvider, Group, Thing } from "../resources";

const thing = (name: string) => `fake:index:Thing::${name}`;

function withoutThing<Value>(resources: Record<string, Value>, name: string): Record<string, Value> {
  const { [thing(name)]: _left, ...others } = resources;
  return others;
}

/** a ← b ← c, and d by itself. */
const four = (variant: string) => {
  const a = new Thing("a", { value: variant });
  const b = new Thing("b", { value: a.output });
  const c = new Thing("c", { value: b.output });
  new Thing("d", { value: variant });
  return { c: c.output, variant };
};

export const targeting: ConformancePrograms = {
  target: {
    program: four,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "second", targets: [thing("a")] },
      { operation: "up", variant: "second", targets: [thing("a")] },
      { operation: "up", variant: "third", targets: [thing("a")], targetDependents: true },
      { operation: "up", variant: "fourth", targets: ["**::d"] },
      { operation: "preview", targets: [thing("e")] },
    ],
  },

  /** Nothing is there yet but what is named. */
  "target-of-new": {
    program: four,
    steps: [
      { operation: "preview", variant: "first", targets: [thing("a"), thing("d")] },
      { operation: "up", variant: "first", targets: [thing("a"), thing("d")] },
      { operation: "up", targets: [thing("b")] },
      { operation: "up" },
    ],
    differences: [1, 2].map((step) => ({
      step,
      because: "outputs of what was left out are not known, in an update too, and no output is made of them",
      ours: saying(),
    })),
  },

  /** It needs what is neither there nor named. */
  "target-of-new-that-needs-new": {
    program: four,
    steps: [{ operation: "up", variant: "first", targets: [thing("b")] }],
    differences: [
      {
        step: 0,
        because: "the real engine makes b of nothing at all, since what it needs was left out; ours refuses to",
        ours: (theirs) => ({
          ...theirs,
          outcome: "failed",
          diagnostics: ["error: it needs what is no target, fake:index:Thing::b"],
          changes: { ...theirs.changes, create: 1 },
          resources: withoutThing(theirs.resources, "b"),
          state: theirs.state.filter(({ urn }) => urn !== thing("b")),
          cloud: {},
        }),
      },
    ],
  },

  "target-in-component": {
    program(variant) {
      new Group("g", (group) => {
        const provider = new FakeProvider("own", { region: variant }, { parent: group });
        const a = new Thing("a", { value: variant }, { parent: group, provider });
        new Thing("b", { value: variant }, { parent: group, provider });
        return { variant, a: a.output };
      });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", targets: ["shop:index:Group$fake:index:Thing::a"] },
      { operation: "up", variant: "third", targets: ["shop:index:Group::g"] },
    ],
    differences: [
      {
        step: 1,
        because: "a component that is no target stays as it is, its outputs too",
        ours: leaving("shop:index:Group::g", { outputs: { a: "first!", variant: "first" } }),
      },
    ],
  },

  /** What the program has dropped is deleted only where it is named. */
  "target-of-dropped": {
    program: (variant) => (variant === "first" ? four(variant) : undefined),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", variant: "gone", targets: [thing("c")] },
      { operation: "up", variant: "gone", targets: [thing("c")] },
      { operation: "up", variant: "gone", targets: [thing("a")] },
      { operation: "up", variant: "gone", targets: [thing("a")], targetDependents: true },
    ],
    differences: [
      {
        step: 3,
        because: "that what is no target stays is told before something is refused",
        ours: all(
          doing(thing("d"), () => [{ op: "same", ended: "done" }]),
          (theirs) => ({ ...theirs, changes: { same: 2 } }),
        ),
      },
    ],
  },

  "target-replaced": {
    program(variant) {
      const a = new Thing("a", { fixed: variant, value: variant });
      const b = new Thing("b", { fixed: a.output });
      new Thing("c", { value: b.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", targets: [thing("a")] },
      { operation: "up" },
    ],
  },

  "destroy-target": {
    program: four,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "destroy", targets: [thing("c"), thing("d")] },
      { operation: "destroy", targets: [thing("a")], targetDependents: true },
    ],
  },

  /** What needs it would go too. */
  "destroy-target-that-is-needed": {
    program: four,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "destroy", targets: [thing("b")] },
    ],
  },

  /** Asked for by a person, on `up`. */
  replace: {
    program(variant) {
      const a = new Thing("a", { value: variant });
      const b = new Thing("b", { fixed: a.output });
      new Thing("c", { value: b.output });
      new Thing("d", { autonamed: true });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", replace: [thing("a")] },
      { operation: "up", replace: [thing("a"), thing("d")] },
      { operation: "up", variant: "second", replace: [thing("b")], targets: [thing("b")] },
    ],
  },

  "replace-with-delete-first": {
    program() {
      const a = new Thing("a", {}, { deleteBeforeReplace: true });
      new Thing("b", { fixed: a.output });
      new Thing("c", { value: a.output });
    },
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", replace: [thing("a")] },
    ],
  },

  "replace-of-protected": {
    program: () => void new Thing("a", {}, { protect: true }),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "preview", replace: [thing("a")] },
      { operation: "up", replace: [thing("a")] },
    ],
  },
};
