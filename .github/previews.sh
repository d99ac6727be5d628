#!/usr/bin/env bash
# What this commit changes in every environment: the commit before it is brought up on the local cloud, and this one is
# previewed over it under the policy pack. No account, no credentials; this working tree is left as it is.
# Writes gate/comment.md for a pull request, and gate/STACK.sarif for code scanning.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

out=$PWD/gate
here=$PWD
commit=$(git rev-parse HEAD)
tree=$(mktemp -d)/flotilla
trap 'git worktree remove --force "$tree" && rmdir "$(dirname "$tree")"' EXIT
rm -rf "$out" && mkdir "$out"

# Packages that are here already are not installed again.
install() {
  rm -rf "$tree/node_modules"
  if [ -d "$here/node_modules" ] && cmp -s "$here/package-lock.json" "$tree/package-lock.json"; then
    ln -s "$here/node_modules" "$tree/node_modules"
    npm run --silent prepare
  else
    npm ci --no-audit --no-fund
  fi
}

stacks() {
  for file in Pulumi.*.yaml; do
    file=${file#Pulumi.}
    echo "${file%.yaml}"
  done
}

git worktree add --quiet --detach "$tree" HEAD^1
cd "$tree"
install
echo "Before: $(git log -1 --format='%h %s')"
for stack in $(stacks); do
  npx flotilla up --stack "$stack" --yes >"$out/$stack.before.txt" 2>&1 || {
    echo "$stack does not come up as it was before, so all of it is shown as new:"
    tail -n 20 "$out/$stack.before.txt"
    rm -rf ".flotilla/$stack"
  }
done

git checkout --quiet --detach "$commit"
install
echo "After: $(git log -1 --format='%h %s')"
failed=0
for stack in $(stacks); do
  npx flotilla preview --stack "$stack" --sarif "$out/$stack.sarif" --markdown "$out/$stack.md" || failed=1
done
{
  echo "<!-- flotilla gate -->"
  echo "## What ${commit:0:12} changes"
  cat "$out"/*.md
} >"$out/comment"
mv "$out/comment" "$out/comment.md"
exit "$failed"
