// The demo's clients came from a CRM, which learns of the new owners late: one has arrived there, one is named otherwise.
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "intake/lookup.h"
#include "writeback/directory.h"

namespace baton::demo {
namespace {

constexpr std::string_view kSource = "hubspot";
constexpr int kFirstRecord = 46'201;

struct Shown {
  std::string_view account;
  std::string_view owner;
  int day;
};
// Imports after the handoffs: who stood there as the owner.
constexpr Shown kShown[] = {{"Larmar Freight", "jada", 30}, {"Hollis Print", "jim", 30}};

}  // namespace

void InsertSources(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  action::Action action(tx, {org_id, scene.Person("admin")}, "import.run", At(-400, 8 * 60));
  std::vector<intake::ExternalReference> references;
  for (const auto& [name, id] : scene.accounts) {
    intake::ExternalReference& reference = references.emplace_back();
    reference.source = std::string(kSource);
    reference.table_name = "account";
    reference.external_id = std::to_string(kFirstRecord + static_cast<int>(references.size()));
    reference.row_id = id;
  }
  action.InsertMany(std::span(references));
}

void InsertShownOwners(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  for (const Shown& shown : kShown) {
    action::Action action(tx, {org_id, scene.Person("admin")}, "import.run", At(shown.day, 8 * 60));
    const intake::SeenOwner seen{scene.Account(shown.account), scene.Person(shown.owner)};
    writeback::NoteOwners(action, kSource, std::span(&seen, 1));
  }
}

}  // namespace baton::demo
