import { all, doing, saying } from "../differences";
import type { ConformanceProgram, ConformancePrograms, Deployment } from "../program";
import { Thing } from "../resources";

/** As if the operation before had been killed while it was at it. */
const pending =
  (type: string, name: string) =>
  ({ resources, ...deployment }: Deployment): Deployment => {
    const resource = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    return { ...deployment, resources, pending_operations: [{ type, resource }] };
  };

/** How far an interrupted operation got is read from the cloud before anything is made of it. */
const readFirst = (name: string) => ({
  step: 1,
  because: "what an earlier operation left half done is read from the cloud first, and the warning names it",
  ours: all(
    doing(`fake:index:Thing::${name}`, (steps) => [{ op: "refresh", ended: "done" }, ...steps]),
    saying(`warning: interrupted before, fake:index:Thing::${name}`),
  ),
});

const two: ConformanceProgram["program"] = (variant) => {
  const a = new Thing("a", { value: variant });
  new Thing("b", { value: a.output });
};

export const interrupted: ConformancePrograms = {
  "interrupted-create": {
    program: two,
    steps: [
      { operation: "up", variant: "first" },
      {
        operation: "up",
        editState: (deployment) => {
          const { pending_operations, ...rest } = pending("creating", "b")(deployment);
          return { ...rest, pending_operations, resources: rest.resources.filter(({ urn }) => !urn.endsWith("::b")) };
        },
      },
    ],
    differences: [
      {
        step: 1,
        because: "made in the end, a create is not pending any more; the real engine waits for a refresh to be told so",
        ours: all(saying("warning: interrupted before, fake:index:Thing::b"), (theirs) => ({ ...theirs, pending: [] })),
      },
    ],
  },

  "interrupted-update": {
    program: two,
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "second", editState: pending("updating", "a") },
    ],
    differences: [readFirst("a")],
  },

  "interrupted-delete": {
    program: (variant) => (variant === "gone" ? undefined : two(variant)),
    steps: [
      { operation: "up", variant: "first" },
      { operation: "up", variant: "gone", editState: pending("deleting", "b") },
    ],
    differences: [readFirst("b")],
  },

  /** Made and not initialised, as the state says: it is tried again. */
  "init-errors": {
    program: two,
    steps: [
      { operation: "up", variant: "first" },
      {
        operation: "preview",
        editState: ({ resources, ...deployment }) => ({
          ...deployment,
          resources: resources.map((resource) =>
            resource.urn.endsWith("::a") ? { ...resource, initErrors: ["it did not start"] } : resource,
          ),
        }),
      },
      { operation: "up" },
    ],
  },

  /** `pulumi state taint`. */
  tainted: {
    program: two,
    steps: [
      { operation: "up", variant: "first" },
      {
        operation: "preview",
        editState: ({ resources, ...deployment }) => ({
          ...deployment,
          resources: resources.map((resource) =>
            resource.urn.endsWith("::a") ? { ...resource, taint: true } : resource,
          ),
        }),
      },
      { operation: "up" },
    ],
  },
};
