/** What a program may know of the project's other stacks: their outputs. */
import {
  FileStateStore,
  isRootStack,
  ProjectError,
  type PropertyMap,
  stackFolder,
  stackNames,
  stateSecrets,
} from "../local";
import type { Task } from "./task";

/** By a stack's name, as `prod`, `shop/prod` or `organization/shop/prod`; nothing where the project has no such stack. */
export function otherStacks({ project, input }: Pick<Task, "project" | "input">) {
  return async (reference: string): Promise<PropertyMap | undefined> => {
    const [stack = "", ofProject = project.name] = reference.split("/").toReversed();
    if (ofProject !== project.name)
      throw new ProjectError(
        `stack ${reference} is of project ${ofProject}; here only stacks of ${project.name} are known, as they are on this machine`,
      );
    if (!stackNames(project).includes(stack)) return undefined;
    const folder = stackFolder(project, stack);
    const store = new FileStateStore(folder.state, () => stateSecrets(folder, input.terminal.environment));
    const root = (await store.load())?.resources.find(({ urn }) => isRootStack(urn));
    if (!root)
      throw new ProjectError(`stack ${stack} is not up, so it has no outputs: run flotilla up --stack ${stack}`);
    return root.outputs;
  };
}
