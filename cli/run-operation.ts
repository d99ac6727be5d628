/** An operation as a command sees it: locked, shown, interruptible, and ended with an exit code. */
import { estimate, faultText, LocalCloud, lockStack, type OperationResult, secretText } from "../local";
import { refusalAdvice } from "./advice";
import type { CommandInput } from "./commands";
import { errorText, exitCodes } from "./errors";
import { type Audience, execute } from "./execute";
import { Gate, writtenTo } from "./gate";
import { onInterrupt } from "./interrupt";
import { MarkdownPresenter } from "./output/markdown";
import { hasChanges, type OperationKind } from "./output/operations";
import { type Presenter, presenterFor, together } from "./output/presenter";
import type { Task } from "./task";

/** Answers with the exit code. With `plan`, nothing is changed. */
export async function runOperation(task: Task, kind: OperationKind, plan: boolean): Promise<number> {
  const started = performance.now();
  const presenter = presenterOf(task.input);
  const lock = plan ? undefined : lockStack(task.folder, kind);
  const releaseLock = () => lock?.release();
  process.once("exit", releaseLock); // a killed operation leaves by there
  const gate = new Gate({
    input: task.input,
    project: task.project,
    names: { project: task.project.name, stack: task.stack.stack },
  });
  const controller = new AbortController();
  const interrupts = onInterrupt(controller, (text) => presenter.note(text));
  presenter.begin({
    kind,
    plan,
    project: task.project.name,
    stack: task.stack.stack,
    notes: notesOf(task, kind, plan),
  });
  let result: OperationResult | undefined;
  let error: string | undefined;
  try {
    result = await execute(task, kind, plan, audience(presenter, gate), controller);
  } catch (thrown) {
    error = errorText(thrown);
  } finally {
    interrupts.release();
    process.off("exit", releaseLock);
    releaseLock();
  }
  const unexpected = task.input.options.expectNoChanges && result !== undefined && hasChanges(result.changes);
  presenter.end({
    kind,
    plan,
    result,
    error: error ?? (unexpected ? "there are changes, and --expect-no-changes was given" : undefined),
    advice: refusalAdvice(result?.refusals, task.project, task.stack, task.config),
    ...(result?.outcome === "succeeded" && { estimate: estimate(result.completed, LocalCloud.inMemory()) }),
    seconds: (performance.now() - started) / 1000,
  });
  const untold = gate.end(error);
  if (untold) presenter.note(`error: ${untold}`);
  if (interrupts.interrupted) return exitCodes.interrupted;
  return result?.outcome === "succeeded" && !unexpected && !untold ? exitCodes.ok : exitCodes.failed;
}

function presenterOf(input: CommandInput): Presenter {
  const { json = false, diff = false, markdown } = input.options;
  const shown = presenterFor(input.terminal, { json, diff });
  if (markdown === undefined) return shown;
  return together([shown, new MarkdownPresenter(writtenTo(input, "--markdown", markdown))]);
}

function audience(presenter: Presenter, gate: Gate): Audience {
  return {
    known: (resources) => presenter.known(resources),
    event(event) {
      presenter.event(event);
      gate.event(event);
    },
    judges: (packs) => gate.judges(packs),
  };
}

/** A plan fails nowhere on purpose, and without a program no config matters. */
function notesOf({ overrides, config, faults }: Task, kind: OperationKind, plan: boolean): string[] {
  const rehearsed = plan ? [] : faults.map((fault) => `rehearsing: ${faultText(fault)}`);
  if (kind === "destroy" || kind === "refresh") return rehearsed;
  const overridden = [...overrides].map(
    ([key, value]) => `for this run only: ${key}=${config.secretKeys.includes(key) ? secretText : value}`,
  );
  return [...overridden, ...rehearsed];
}
