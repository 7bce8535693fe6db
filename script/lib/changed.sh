# Which source files of the server differ from main, or on main itself which its last commit changed. Needs common.sh.
# shellcheck shell=bash

# The commit to compare with; nothing where history is cut off (a shallow clone).
base() {
  local head found
  head=$(git rev-parse --verify --quiet HEAD) || return 0
  found=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
  if [[ -z $found || $found == "$head" ]]; then found=$(git rev-parse --verify --quiet HEAD~1 || true); fi
  printf '%s' "$found"
}

# As paths from ROOT. A header is seen by way of the file of its name.
changed_files() {
  local commit path
  commit=$(base)
  [[ -n $commit ]] || { say "No commit to compare with: history is cut off"; return 0; }
  {
    git diff --name-only --diff-filter=d "$commit" -- 'src/*.cc' 'src/*.h'
    git ls-files --others --exclude-standard -- 'src/*.cc' 'src/*.h'
  } | while IFS= read -r path; do
    path=${path%.*}.cc
    if [[ -f $path ]]; then printf '%s\n' "$path"; fi
  done | sort -u
}
