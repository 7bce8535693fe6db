#include "app/today_sources.h"

#include "intake/import_store.h"
#include "json/json.h"

namespace baton::app {
namespace {

constexpr int kLatest = 10;

today::ImportCountsShort Short(const intake::Counts& counts) {
  today::ImportCountsShort sum;
  for (const auto& count : counts) {
    sum.created += count.created;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
    sum.rejected += count.rejected;
  }
  return sum;
}

// Uploaded and not run, or run with rows that came back.
std::vector<today::ImportShort> ImportsThatNeed(const http::Call& call) {
  std::vector<today::ImportShort> imports;
  const access::Scope own{access::Reach::own, call.org_id(), call.person_id()};
  for (const intake::Import& import : intake::ListImports(call.db(), own, std::nullopt, kLatest)) {
    using enum intake::ImportState;
    const auto state = intake::StateOf(call.db(), import);
    const auto counts = Short(intake::CountsOf(import));
    const bool needs =
        state == uploaded || state == mapped || state == failed || (state == done && counts.rejected > 0);
    if (!needs) continue;
    imports.push_back(
        {import.id, import.source, std::string(json::NameOf(state)), import.created_at, counts});
  }
  return imports;
}

}  // namespace

today::TodaySources SourcesOfToday() { return {.imports = ImportsThatNeed}; }

}  // namespace baton::app
