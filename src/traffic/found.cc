#include "traffic/found.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "action/news.h"
#include "json/json.h"

namespace baton::traffic {
namespace {

// As it lies in the file.
struct FoundText {
  static constexpr bool kDefaults = true;

  Instant since;
  Id seen;
  std::string tally;
  std::int64_t contacts = 0;
  std::vector<Stranger> strangers;
  std::vector<SharedAddress> shared;
  std::vector<MaybeOwn> maybe_own;
};
BOOST_DESCRIBE_STRUCT(FoundText, (), (since, seen, tally, contacts, strangers, shared, maybe_own))

}  // namespace

void SaveFound(const SpoolPlace& place, Id source_id, const Found& found) {
  const Survey& survey = found.survey;
  const std::string path = FoundPath(place, source_id);
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << json::ToText(FoundText{found.since, found.seen, ToText(survey.tally), survey.contacts,
                                   survey.strangers, survey.shared, survey.maybe_own});
  }
  std::error_code error;  // a full disk: it is read anew the next time
  std::filesystem::rename(part, path, error);
}

std::optional<Survey> LoadFound(db::Connection& connection, const SpoolPlace& place, Id source_id,
                                Instant since) {
  std::ifstream file(FoundPath(place, source_id), std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto found = json::FromText<FoundText>(text);
  if (!found || found->since != since) return std::nullopt;
  if (action::HasNews(connection, place.org_id, found->seen,
                      {"person", "contact", "account", "mail_address", "mail_exclusion"}))
    return std::nullopt;
  return Survey{TallyOf(found->tally), found->contacts, std::move(found->strangers), std::move(found->shared),
                std::move(found->maybe_own)};
}

}  // namespace baton::traffic
