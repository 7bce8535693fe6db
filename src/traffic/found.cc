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
  std::int64_t spool_bytes = 0;
  std::int64_t spool_written = 0;
  std::string tally;
  std::int64_t contacts = 0;
  std::vector<Stranger> strangers;
  std::vector<SharedAddress> shared;
  std::vector<MaybeOwn> maybe_own;
};
BOOST_DESCRIBE_STRUCT(FoundText, (),
                      (since, seen, spool_bytes, spool_written, tally, contacts, strangers, shared,
                       maybe_own))

std::optional<FoundText> ReadFound(const SpoolPlace& place, Id source_id) {
  std::ifstream file(FoundPath(place, source_id), std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto found = json::FromText<FoundText>(text);
  return found ? std::optional(std::move(*found)) : std::nullopt;
}

bool IsOf(const FoundText& found, const WholeSpool& spool) {
  return spool.IsSameAs({found.spool_bytes, found.spool_written});
}

}  // namespace

void SaveFound(const SpoolPlace& place, Id source_id, const Found& found) {
  const Survey& survey = found.survey;
  const std::string path = FoundPath(place, source_id);
  const std::string part = path + ".part";
  bool is_written = false;
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << json::ToText(FoundText{found.since, found.seen, found.spool.bytes, found.spool.written,
                                   ToText(survey.tally), survey.contacts, survey.strangers, survey.shared,
                                   survey.maybe_own});
    is_written = static_cast<bool>(file.flush());
  }
  std::error_code error;  // a full disk: it is read anew the next time
  if (is_written) {
    std::filesystem::rename(part, path, error);
  } else {
    std::filesystem::remove(part, error);
  }
}

std::optional<Survey> LoadFound(db::Connection& connection, const SpoolPlace& place, Id source_id,
                                const WholeSpool& spool, Instant since) {
  auto found = ReadFound(place, source_id);
  if (!found || found->since != since || !IsOf(*found, spool)) return std::nullopt;
  if (action::HasNews(connection, place.org_id, found->seen,
                      {"person", "contact", "account", "mail_address", "mail_exclusion"}))
    return std::nullopt;
  return Survey{TallyOf(found->tally), found->contacts, std::move(found->strangers), std::move(found->shared),
                std::move(found->maybe_own)};
}

bool IsAsFound(const SpoolPlace& place, Id source_id) {
  const auto spool = FindSpool(place, source_id);
  const auto found = ReadFound(place, source_id);
  return spool && (!found || IsOf(*found, *spool));
}

}  // namespace baton::traffic
